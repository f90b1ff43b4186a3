import type { BudgetState, ErrorBudget } from '../../model/error-budget.ts'
import type { RunHead } from '../../model/history.ts'

/** A run that spent a part of a budget: which, and how much. */
export interface SpentBy extends Pick<RunHead, 'startedAt' | 'commit' | 'branch'> {
  readonly run: string
  /** Bad samples or runs; a part of one is possible. */
  readonly bad: number
}

/** One error budget after the newest run. */
export interface BudgetReport extends BudgetState {
  readonly slo: string
  readonly errorBudget: ErrorBudget
  /** Share of the budget; negative where more is spent than there was. */
  readonly remaining: number
  readonly spentBy: readonly SpentBy[]
}
