import { z } from 'zod'
import { parseQuantity } from '../../model/quantity.ts'
import { showValue } from '../../model/show-value.ts'
import type { BaselineInput, WaiverInput } from '../define-config.ts'
import { closed, flag, name, report, text, whenUsed } from './leaf.ts'
import { readOnce } from './read-once.ts'

const share = "a share such as '10%', from '0.1%' to '1000%'"

/** A share as text; a ratio afterwards. */
const regression = z.any().transform((written: unknown, context): number => {
  if (typeof written !== 'string') {
    const code = typeof written === 'number' ? 'no-unit' : 'wrong-type'
    report(context, { code, came: showValue(written), expected: share })
    return z.NEVER
  }
  const parsed = parseQuantity(written, 'ratio')
  if (!parsed.ok)
    report(context, { code: parsed.fault.problem, came: showValue(written), expected: share, hint: parsed.fault.hint }) // prettier-ignore
  else if (parsed.value >= 0.001 && parsed.value <= 10) return parsed.value
  else report(context, { code: 'out-of-range', came: showValue(written), expected: share })
  return z.NEVER
})

// What it may say depends on the indicator, and is checked where that is known.
const quantity = z.any().superRefine((written: unknown, context) => {
  if (typeof written === 'string') return
  const [came, expected] = [showValue(written), "a quantity as text, such as '50ms'"]
  if (typeof written === 'number') return report(context, { code: 'no-unit', came, expected })
  report(context, { code: written === undefined ? 'missing' : 'wrong-type', came, expected })
}) as z.ZodType<string>

const baselineShape = () =>
  ({
    against: name('the name of a branch, or of a baseline that slo baseline set has set').optional(),
    maxRegression: regression.optional(),
    minDifference: quantity.optional(),
    required: flag.optional(),
  }) satisfies Record<keyof BaselineInput, z.ZodType>

const block = whenUsed(() =>
  closed(baselineShape(), "what it is compared with, such as { against: 'main', maxRegression: '10%' }, or false"),
)

/** The key `baseline`; `false` for none, in an environment that shall not compare. */
export const baselineSchema = z.any().transform((written: unknown, context): z.output<typeof block> | false => {
  if (written === false) return false
  const parsed = block.safeParse(written, readOnce)
  if (parsed.success) return parsed.data
  context.issues.push(...(parsed.error.issues as z.core.$ZodRawIssue[]))
  return z.NEVER
})

const day = z.any().superRefine((written: unknown, context) => {
  const expected = "the last day on which it holds, such as '2026-12-31'"
  if (typeof written === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(written) && isDay(written)) return
  const code = written === undefined ? 'missing' : typeof written === 'string' ? 'unknown-value' : 'wrong-type'
  report(context, { code, came: showValue(written), expected })
}) as z.ZodType<string>

/** No 31st of June. */
function isDay(written: string): boolean {
  const [year, month, date] = written.split('-').map(Number) as [number, number, number]
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
  return date >= 1 && date <= days
}

const waiverShape = () =>
  ({
    ceiling: quantity,
    reason: text('a text: why it is tolerated'),
    owner: name('the name of who answers for it'),
    expires: day,
  }) satisfies Record<keyof WaiverInput, z.ZodType>

/** The key `waiver`. */
export const waiverSchema = whenUsed(() =>
  closed(
    waiverShape(),
    "a violation that is tolerated, such as { ceiling: '20s', reason: 'new parser', owner: 'ada', expires: '2026-12-31' }",
  ),
)
