import type { BudgetState } from './error-budget.ts'
import type { Statistic } from './objective.ts'
import type { Slo } from './slo.ts'

export type Status = 'met' | 'warning' | 'violated' | 'no-data' | 'inconclusive'

/** Why a verdict is `no-data`, so that a program can tell the cases apart too. */
export type NoDataCause =
  | 'not-recorded'
  | 'skipped'
  | 'failed-test'
  | 'crashed'
  | 'unsupported'
  | 'too-few-samples'
  | 'no-baseline'

/** What an error budget makes of a verdict: its own status, and that of the run alone. */
export interface BudgetVerdict extends BudgetState {
  /** What this run came to without its budget. */
  readonly alone: Status
}

/** What became of the comparison of an SLO with its past. */
export interface BaselineVerdict {
  /**
   * `learning`: too few runs to tell. `refused`: what is remembered cannot be compared, for it is of another machine. `accepted`: worse,
   * and somebody has acknowledged it. `unknown`: this run measured nothing to compare, or the past cannot be read.
   */
  readonly status: 'steady' | 'regressed' | 'accepted' | 'learning' | 'refused' | 'unknown'
  /** The branch, or the baseline that was set under this name. */
  readonly against: string
  /** True for a baseline that somebody set. */
  readonly named: boolean
  /** How many earlier runs it was compared with. */
  readonly runs: number
  /** How many it takes, while it is learning. */
  readonly needed?: number
  /** What of each run is compared: the median of its samples, or over many subjects the statistic of the objective. */
  readonly statistic: Statistic
  /** Of this run, in the unit of the SLI. */
  readonly value?: number
  /** Of the runs before, in the unit of the SLI. */
  readonly median?: number
  /** Ratio to the runs before: .139 for 13.9 % more. Left out where those were 0. */
  readonly change?: number
  /** Holds the change with 95 % confidence, or as much as the number of runs can give. */
  readonly interval?: readonly [low: number, high: number]
  /**
   * What told: the last runs as a group, two of the last three far outside, a value that never varied before, or a slow rise since the
   * oldest runs.
   */
  readonly rule?: 'shift' | 'jump' | 'exact' | 'creep'
  /** Commit of the newest run that it was compared with. */
  readonly commit?: string
  /** In words. */
  readonly reason: string
}

/** What became of a waiver: nothing to tolerate, tolerated, beyond its ceiling, or past its last day. */
export interface WaiverVerdict {
  readonly status: 'unused' | 'waived' | 'exceeded' | 'expired'
}

interface Held {
  /** There where the SLO has a baseline and this run was judged against the past. */
  readonly baseline?: BaselineVerdict
  /** There where the SLO has a waiver and a figure. */
  readonly waiver?: WaiverVerdict
}

interface Judged extends Held {
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
  | ({ readonly status: 'no-data'; readonly cause: NoDataCause; readonly slo: Slo; readonly reason: string } & Held)
)

/** What this run came to by itself, whatever an error budget makes of it. */
export function statusAlone({ status, budget }: Pick<Verdict, 'status' | 'budget'>): Status {
  return budget?.alone ?? status
}
