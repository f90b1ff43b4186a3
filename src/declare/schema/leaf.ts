import { z } from 'zod'
import { showChoice, showValue } from '../../model/show-value.ts'
import type { LeafFault } from './findings-of.ts'
import { readOnce } from './read-once.ts'

// The message of each schema says what is expected, in words; the sentences around it are those of model/fault.ts.

/** Reports what a check of ours found, at the place it looked at or below it. */
export function report(context: z.RefinementCtx, fault: LeafFault, path: PropertyKey[] = []): void {
  context.addIssue({ code: 'custom', path, params: { fault } })
}

/** A text that is not blank and that a system call takes. */
export function text(expected: string): z.ZodType<string> {
  return z.string({ error: expected }).superRefine((written, context) => {
    if (written.trim() === '') report(context, { code: 'empty', expected })
    else if (written.includes('\0')) report(context, { code: 'wrong-type', came: showValue(written), expected })
  })
}

/** A name of the user's choice. */
export function name(expected: string): z.ZodType<string> {
  return z.string({ error: expected }).superRefine((written, context) => {
    if (written.trim() === '') report(context, { code: 'empty', expected })
    else if (hasControlCharacters(written)) report(context, { code: 'bad-name', came: showValue(written), expected: nameRule })
  })
}

const nameRule = 'a name that is not blank and holds no control characters'

/** Entries under names of the user's choice. */
export function byName<V extends z.ZodType>(value: V, expected: string): z.ZodRecord<z.ZodString, V> {
  const key = z.string().refine((written) => written.trim() !== '' && !hasControlCharacters(written), { error: nameRule })
  return z.record(key, value, { error: expected })
}

function hasControlCharacters(written: string): boolean {
  return /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(written)
}

/** An object with these keys and no others. `later` are keys of the grammar that this version cannot honour: refused by name. */
export function closed<S extends z.core.$ZodShape>(
  shape: S,
  expected: string,
  later: readonly string[] = [],
): z.ZodObject<S, z.core.$strict> {
  const known = Object.keys(shape).join(' ')
  const refused = Object.fromEntries(later.map((key) => [key, notYet]))
  const error = (issue: z.core.$ZodRawIssue): string => (issue.code === 'unrecognized_keys' ? known : expected)
  return z.strictObject({ ...refused, ...shape }, { error })
}

const notYet = z
  .custom<undefined>((written) => written === undefined, {
    params: {
      fault: { code: 'not-supported-yet', came: 'this key', hint: 'remove it: nothing would check it' } satisfies LeafFault,
    },
  })
  .optional()

/** A part of the grammar that few files use: its schemas, which take longer to make than to use, are made for the first that does. */
export function whenUsed<T>(make: () => z.ZodType<T>): z.ZodType<T> {
  let made: z.ZodType<T> | undefined
  return z.any().transform((written: unknown, context): T => {
    made ??= make()
    const parsed = made.safeParse(written, readOnce)
    if (parsed.success) return parsed.data
    context.issues.push(...(parsed.error.issues as z.core.$ZodRawIssue[]))
    return z.NEVER
  })
}

/** One of a few words. `later` are words of the grammar that this version cannot honour: refused by name. */
export function choice<const V extends readonly string[]>(values: V, later: readonly string[] = []): z.ZodType<V[number]> {
  const supported = z.any().superRefine((written: unknown, context) => {
    if (typeof written === 'string' && later.includes(written))
      report(context, { code: 'not-supported-yet', came: showValue(written), expected: showChoice(values.map(showValue)) })
  })
  return supported.pipe(z.enum(values as unknown as [string, ...string[]], { error: showChoice(values.map(showValue)) }))
}

export const flag = z.boolean({ error: 'true or false' })

/** Text of an objective; what it may say is checked where the dimension is known. */
export const objectiveText = z.any().superRefine((written: unknown, context) => {
  if (typeof written === 'string') return
  const hint = typeof written === 'number' ? 'write it as text, with a comparison and a unit' : undefined
  const code = written === undefined ? 'missing' : 'wrong-type'
  report(context, { code, came: showValue(written), expected: "an objective such as '<= 15s'", hint })
}) as z.ZodType<string>
