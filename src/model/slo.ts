import type { ErrorBudget } from './error-budget.ts'
import type { Metric } from './metric.ts'
import type { Objective } from './objective.ts'
import type { Selector } from './subject.ts'
import type { Unit } from './unit.ts'

/** What a violation does: fail the run, be reported only, or spend the error budget, which fails the run once it is spent. */
export type Enforce = 'fail' | 'warn' | 'budget'

/** How much worse than its own past an SLO may become. The runs of one machine are compared, by their typical values. */
export interface Baseline {
  /** A branch, or a baseline that somebody set under this name; undefined for the main branch. */
  readonly against?: string
  /** Ratio of the old value: .1 for 10 %. */
  readonly maxRegression: number
  /** In the unit of the SLI: a smaller difference never counts. 0 for none. */
  readonly minDifference: number
  /** Whether an SLO without a baseline to be compared with is without data. */
  readonly required: boolean
}

/** A violation that is tolerated for a while, up to a ceiling. */
export interface Waiver {
  /** What holds in place of the objective. */
  readonly ceiling: Objective
  readonly reason: string
  readonly owner: string
  /** The last day on which it holds: `2026-12-31`, UTC. */
  readonly expires: string
}

/** A checked service level objective: what was declared, with the overrides of this environment and machine class applied. */
export interface Slo {
  readonly name: string
  readonly sli: { readonly subject: Selector; readonly metric: Metric; readonly unit: Unit }
  readonly objective: Objective
  /** Stricter than the objective: crossed first, reported, never fails. */
  readonly warning?: Objective
  readonly enforce: Enforce
  /** Under `enforce: 'budget'`, and only there. */
  readonly errorBudget?: ErrorBudget
  /** What happens where the metric cannot be measured on this machine. */
  readonly whenUnsupported: 'fail' | 'report'
  readonly baseline?: Baseline
  readonly waiver?: Waiver
  readonly owner?: string
  readonly description?: string
}
