import type { z } from 'zod'
import type { Fault } from '../../model/fault.ts'
import { nearest } from '../../model/nearest.ts'
import { showChoice, showValue } from '../../model/show-value.ts'
import type { Finding } from '../finding.ts'

/** What a check of ours found; it travels as the `params` of a zod issue. */
export type LeafFault = Omit<Fault, 'path'>

/** The issues of a parse that was asked to report its input. The message of each issue is what our schemas expect, in words. */
export function findingsOf(issues: readonly z.core.$ZodIssue[]): readonly Finding[] {
  return issues.flatMap((issue) => findings(issue).map((finding) => ({ path: pathOf(issue), ...finding })))
}

/** `sli.test({ flie })` is written without `subject`, so the way to it is shown without. */
function pathOf({ path }: z.core.$ZodIssue): readonly PropertyKey[] {
  return path.filter((step, i) => !(step === 'subject' && path[i - 1] === 'sli'))
}

function findings(issue: z.core.$ZodIssue): readonly (LeafFault & { readonly path?: Finding['path'] })[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(key, issue))
  if (issue.code === 'invalid_key')
    return [{ code: 'bad-name', came: showValue(issue.path.at(-1)), expected: keyExpectation(issue) }]
  if (issue.code === 'custom' && issue.params !== undefined) return [issue.params['fault'] as LeafFault]
  if (issue.input === undefined) return [{ code: 'missing', expected: issue.message }]
  return [valueFault(issue)]
}

function unknownKey(key: string, issue: z.core.$ZodIssueUnrecognizedKeys): LeafFault & { readonly path: Finding['path'] } {
  const known = issue.message.split(' ')
  return { code: 'unknown-key', path: [...pathOf(issue), key], came: showValue(key), ...wayOut(key, known) }
}

function keyExpectation(issue: z.core.$ZodIssueInvalidKey): string {
  return issue.issues[0]?.message ?? 'a name'
}

function valueFault(issue: z.core.$ZodIssue): LeafFault {
  const came = issue.path.length === 0 ? `the default export, ${showValue(issue.input)},` : showValue(issue.input)
  const expected = issue.message
  switch (issue.code) {
    case 'invalid_value':
      return chosenWrongly(issue.input, issue.values.map(String))
    case 'too_small':
    case 'too_big':
      return typeof issue.input === 'number' ? { code: 'out-of-range', came, expected } : { code: 'empty', expected }
    default:
      return { code: 'wrong-type', came, expected }
  }
}

function chosenWrongly(input: unknown, values: readonly string[]): LeafFault {
  const came = showValue(input)
  if (typeof input !== 'string') return { code: 'wrong-type', came, expected: showChoice(values.map(showValue)) }
  return { code: 'unknown-value', came, ...wayOut(input, values, showValue) }
}

/** The nearest name where there is one; the whole list only where it is short or nothing is near. */
function wayOut(written: string, known: readonly string[], show: (name: string) => string = String): Partial<LeafFault> {
  const near = nearest(written, known)
  return near === undefined ? { expected: showChoice(known.map(show)) } : { nearest: show(near) }
}
