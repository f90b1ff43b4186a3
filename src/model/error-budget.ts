/** How good is counted, after OpenSLO's `budgetingMethod`: by samples, by runs, or by the share of good samples in each run. */
export type BudgetMethod = 'occurrences' | 'timeslices' | 'ratio-timeslices'

export const budgetMethods = ['occurrences', 'timeslices', 'ratio-timeslices'] as const satisfies readonly BudgetMethod[]

/** The stretch over which a budget is spent: so many runs, or all runs of so many days. */
export interface BudgetWindow {
  readonly unit: 'runs' | 'days'
  readonly length: number
}

/** What an SLO may spend before it fails a run. */
export interface ErrorBudget {
  /** Share of good that is promised, above 0 and below 1. */
  readonly target: number
  readonly window: BudgetWindow
  readonly method: BudgetMethod
}

/** How fast a budget is spent: 1 spends all of it in one window, and no sooner. Undefined where there are too few runs to tell. */
export interface BurnRates {
  /** Over the last 5 runs. */
  readonly last5?: number
  /** Over the last 20 runs. */
  readonly last20?: number
}

/** What is left of an error budget. Samples count by `occurrences`, runs by the other methods. */
export interface BudgetState {
  /** `learning`: too few runs to tell how fast it burns. `burning`: fast. `spent`: the target is missed, whatever else the window brings. */
  readonly status: 'learning' | 'within' | 'burning' | 'spent'
  /** Runs in the window so far, the judged one among them. */
  readonly runs: number
  readonly good: number
  readonly total: number
  /** How much may be bad in the whole window; a part of a run or of a sample is possible. */
  readonly allowed: number
  /** Share of the budget that is spent; above 1 where it is overspent. */
  readonly spent: number
  readonly burn: BurnRates
  /** Runs after which it is spent at the rate of the last 20; undefined where that rate never spends it, or is not known. */
  readonly runsLeft?: number
  /** Since when it counts, where somebody began it anew. */
  readonly renewal?: BudgetRenewal
}

/** Somebody's decision to begin a budget anew. */
export interface BudgetRenewal {
  /** Runs that started later count. ISO 8601, UTC. */
  readonly at: string
  readonly reason: string
}

/** A budget of which all is left, before the first run. */
export const unspent: Omit<BudgetState, 'status'> = { runs: 0, good: 0, total: 0, allowed: 0, spent: 0, burn: {} }

/** `95% of 50 runs`, `99.5% of 30 days`. */
export function formatErrorBudget({ target, window }: ErrorBudget): string {
  return `${percentText(target)} of ${window.length} ${window.unit}`
}

/** A share as `99.5%`. */
export function percentText(share: number): string {
  return `${Number((share * 100).toPrecision(6))}%`
}

/** The fewest runs of which one may be bad: 20 for 95 %. */
export function runsForOneBad(target: number): number {
  return Math.ceil(1 / (1 - target) - dust)
}

/** Binary fractions: 1 - 0.9 is a hair less than 0.1. */
export const dust = 1e-9
