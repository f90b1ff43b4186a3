import type { BaselineValue } from './baseline-mark.ts'
import type { Statistic } from './objective.ts'
import type { Trend } from './trend.ts'

/** What the comparison of an SLO with its past went by. Values in the unit of the SLI. */
export interface BaselineBand {
  /** The branch, or the baseline that was set under this name. */
  readonly against: string
  /** What of each run is compared. */
  readonly statistic: Statistic
  /** Whether larger or smaller values are worse. */
  readonly worse: 'higher' | 'lower'
  /** The runs it was compared with, the oldest first. */
  readonly before: readonly BaselineValue[]
  /** The runs that were compared with them as a group; the judged run is the last. */
  readonly now: readonly BaselineValue[]
  /** Typical value of the runs before: the one that the verdict names. */
  readonly typical: number
  /** Beyond this value a change is more than the SLO allows. */
  readonly allowed: number
  /** Beyond this value a single run lies far outside; undefined where too few runs are known to say so, and where that is not beyond what is allowed. */
  readonly outside?: number
  /** Runs that would do and were left out, by their id. */
  readonly excluded: readonly { readonly run: string; readonly reason: string }[]
}

/** Where an SLO stands in its history: the figures behind what is said of it, to be drawn. */
export interface Standing {
  readonly trend?: Trend
  readonly band?: BaselineBand
}
