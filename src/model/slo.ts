import type { ErrorBudget } from './error-budget.ts'
import type { Metric } from './metric.ts'
import type { Objective } from './objective.ts'
import type { Selector } from './subject.ts'
import type { Unit } from './unit.ts'

/** What a violation does: fail the run, be reported only, or spend the error budget, which fails the run once it is spent. */
export type Enforce = 'fail' | 'warn' | 'budget'

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
  readonly owner?: string
  readonly description?: string
}
