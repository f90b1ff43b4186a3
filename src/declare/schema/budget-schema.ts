import { z } from 'zod'
import type { BudgetWindow } from '../../model/error-budget.ts'
import { parseQuantity } from '../../model/quantity.ts'
import { showValue } from '../../model/show-value.ts'
import { report } from './leaf.ts'
import { wholeNumber } from './number-leaf.ts'
import { readOnce } from './read-once.ts'

const share = "a share of good above 0% and below 100%, such as '95%'"

/** The target of an error budget, as a share. */
export const targetSchema = z.any().transform((written: unknown, context): number => {
  const came = showValue(written)
  if (typeof written !== 'string') {
    const hint = typeof written === 'number' ? "write it as text with a unit: '95%'" : undefined
    report(context, { code: 'wrong-type', came, expected: share, hint })
    return z.NEVER
  }
  const parsed = parseQuantity(written, 'ratio')
  if (!parsed.ok) report(context, { code: parsed.fault.problem, came, expected: share, hint: parsed.fault.hint })
  else if (parsed.value > 0 && parsed.value < 1) return parsed.value
  else report(context, { code: 'out-of-range', came, expected: share, hint: alternative(parsed.value) })
  return z.NEVER
})

function alternative(value: number): string | undefined {
  return value === 1 ? "where nothing may be bad, write enforce: 'fail'" : undefined
}

const expected = "a number of runs from 2 to 1000, or days from '1d' to '365d'"
const runs = wholeNumber({ least: 2, most: 1000, expected })

/** The window of an error budget. */
export const windowSchema = z.any().transform((written: unknown, context): BudgetWindow => {
  const days = typeof written === 'string' ? /^(\d{1,3}) ?d$/.exec(written)?.[1] : undefined
  if (days !== undefined) {
    if (Number(days) >= 1 && Number(days) <= 365) return { unit: 'days', length: Number(days) }
    report(context, { code: 'out-of-range', came: showValue(written), expected })
    return z.NEVER
  }
  const parsed = runs.safeParse(written, readOnce)
  if (parsed.success) return { unit: 'runs', length: parsed.data }
  context.issues.push(...(parsed.error.issues as z.core.$ZodRawIssue[]))
  return z.NEVER
})
