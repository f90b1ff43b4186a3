import type { BudgetState } from './error-budget.ts'
import type { Slo } from './slo.ts'

export type Status = 'met' | 'warning' | 'violated' | 'no-data' | 'inconclusive'

/** Why a verdict is `no-data`, so that a program can tell the cases apart too. */
export type NoDataCause = 'not-recorded' | 'skipped' | 'failed-test' | 'crashed' | 'unsupported' | 'too-few-samples'

/** What an error budget makes of a verdict: its own status, and that of the run alone. */
export interface BudgetVerdict extends BudgetState {
  /** What this run came to without its budget. */
  readonly alone: Status
}

interface Judged {
  readonly slo: Slo
  /** The statistic of the objective, in its unit. */
  readonly measured: number
  /** Distance to the threshold, negative when violated, in the unit of the objective. */
  readonly headroom: number
  /** How many samples were judged. */
  readonly samples: number
  /** False when the figure is an estimate. */
  readonly exact: boolean
  /** The same statistic of the second measurement, where there was one. */
  readonly confirmed?: number
  readonly reason: string
}

/** What became of one SLO. Nothing is known of `no-data`, so it carries no figures. `budget` is that of an SLO with an error budget. */
export type Verdict = { readonly budget?: BudgetVerdict } & (
  | ({ readonly status: 'met' | 'warning' | 'inconclusive' } & Judged)
  | ({ readonly status: 'violated' } & Partial<Pick<Judged, 'measured' | 'headroom'>> & Omit<Judged, 'measured' | 'headroom'>)
  | { readonly status: 'no-data'; readonly cause: NoDataCause; readonly slo: Slo; readonly reason: string }
)

/** What this run came to by itself, whatever an error budget makes of it. */
export function statusAlone({ status, budget }: Pick<Verdict, 'status' | 'budget'>): Status {
  return budget?.alone ?? status
}
