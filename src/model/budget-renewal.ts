import type { BudgetRenewal } from './error-budget.ts'
import type { Mark } from './history.ts'

const kind = 'budget-renewal'

/** A renewal of the budget of an SLO, as it is kept beside the runs. */
export function renewalMark(slo: string, { at, reason }: BudgetRenewal): Mark {
  return { kind, key: slo, text: JSON.stringify({ at, reason }) }
}

/** The last renewal of the budget of an SLO; undefined where there was none, or where it cannot be read: then all counts. */
export function renewalOf(marks: readonly Mark[], slo: string): BudgetRenewal | undefined {
  const mark = marks.find((one) => one.kind === kind && one.key === slo)
  return mark === undefined ? undefined : read(mark.text)
}

function read(text: string): BudgetRenewal | undefined {
  try {
    const { at, reason } = JSON.parse(text) as Partial<BudgetRenewal>
    return typeof at === 'string' && typeof reason === 'string' ? { at, reason } : undefined
  } catch {
    return undefined
  }
}
