import { z } from 'zod'
import { isRate, limitActions } from '../../model/limit.ts'
import type { LimitName } from '../../model/limit.ts'
import type { CheckedLimit } from '../limits-of.ts'
import { findingsOf } from './findings-of.ts'
import { choice, closed, report } from './leaf.ts'
import { amountExample, limitAmount } from './limit-amount.ts'
import { time } from './number-leaf.ts'
import { readOnce } from './read-once.ts'

const span = time({ least: 0, most: 3_600_000, expected: "a time from '0s' to '1h'" })

/** One entry of `limits`, in either of its forms: the amount alone, or `{ max, onExceed }`. */
export function limitSchema(name: LimitName): z.ZodType<CheckedLimit> {
  const schemas = { short: limitAmount(name), long: longForm(name) }
  return z.any().transform((written: unknown, context): CheckedLimit => {
    const read = isBlock(written) ? readBlock(schemas.long, written) : schemas.short.safeParse(written, readOnce)
    if (read.success) return read.data
    for (const { path, ...fault } of findingsOf(read.error.issues)) report(context, fault, [...path])
    return z.NEVER
  })
}

type LongForm = z.ZodType<{ readonly max: CheckedLimit } & Pick<CheckedLimit, 'onExceed' | 'sustained'>>

function longForm(name: LimitName): LongForm {
  const shape = { max: limitAmount(name), onExceed: choice(limitActions).optional() }
  const example = amountExample[name]
  const expected = `a limit such as ${example}, or { max: ${example}, onExceed: 'kill' }`
  return closed(isRate(name) ? { ...shape, sustained: span.optional() } : shape, expected)
}

function readBlock(schema: LongForm, written: object) {
  const read = schema.safeParse(written, readOnce)
  if (!read.success) return read
  const { max, ...rest } = read.data
  // A key set to undefined is a key left out.
  const given = Object.entries(rest).filter(([, value]) => value !== undefined)
  return { success: true, data: { ...max, ...(Object.fromEntries(given) as typeof rest) } } as const
}

function isBlock(written: unknown): written is object {
  return typeof written === 'object' && written !== null && !Array.isArray(written)
}
