import { z } from 'zod'
import { parseQuantity } from '../../model/quantity.ts'
import { showValue } from '../../model/show-value.ts'
import { report } from './leaf.ts'

/** Bounds of a number, both allowed, and what lies between them in words. */
export interface Span {
  readonly least: number
  readonly most: number
  readonly expected: string
}

/** A whole number between two bounds. */
export function wholeNumber(span: Span): z.ZodType<number> {
  return z.number({ error: span.expected }).superRefine((written, context) => {
    if (Number.isInteger(written)) checkSpan({ value: written, written }, span, context)
    else report(context, { code: 'not-whole', came: showValue(written), expected: span.expected })
  })
}

/** A time as text with a unit; in milliseconds afterwards. The bounds are in milliseconds. `bare` takes plain milliseconds too. */
export function time(span: Span, bare: 'bare' | 'with a unit' = 'with a unit'): z.ZodType<number> {
  return z.any().transform((written: unknown, context) => {
    if (typeof written === 'string') return timeOf(written, span, context)
    if (typeof written === 'number' && bare === 'bare') return checkSpan({ value: written, written }, span, context)
    const came = showValue(written)
    if (typeof written === 'number')
      report(context, { code: 'no-unit', came, expected: span.expected, hint: `write '${came}ms'` })
    else report(context, { code: 'wrong-type', came, expected: span.expected })
    return z.NEVER
  })
}

function timeOf(written: string, span: Span, context: z.RefinementCtx): number {
  const parsed = parseQuantity(written, 'time')
  if (parsed.ok) return checkSpan({ value: parsed.value, written }, span, context)
  const { problem, hint } = parsed.fault
  report(context, { code: problem, came: showValue(written), expected: span.expected, hint })
  return z.NEVER
}

interface Written {
  readonly value: number
  readonly written: unknown
}

function checkSpan({ value, written }: Written, { least, most, expected }: Span, context: z.RefinementCtx): number {
  const code = value < 0 ? 'negative' : 'out-of-range'
  // Also when the value is NaN.
  if (!(value >= least && value <= most)) report(context, { code, came: showValue(written), expected })
  return value
}
