import type { Change } from './comparison.ts'
import type { Metric } from './metric.ts'
import type { Statistic } from './objective.ts'
import type { Subject } from './subject.ts'
import type { Unit } from './unit.ts'

/** The smallest change that so many pairs find in 95 of 100 comparisons. */
export interface Reach {
  readonly pairs: number
  /** Ratio: 0.1 for 10 %. */
  readonly change: number
}

/** How much a figure varies on this machine while nothing changes, and what can be found beside that. */
export interface Noise {
  readonly subject: Subject
  readonly metric: Metric
  readonly unit: Unit
  /** What stands for the samples of a run; undefined where no run has more than one. */
  readonly statistic?: Statistic
  /** Of all runs, in `unit`. */
  readonly median: number
  /** How many pairs were taken. */
  readonly pairs: number
  /** By how much the two runs of a pair differ: the deviation of the logarithm of their ratio. Undefined where 0 has no ratio. */
  readonly spread?: number
  /** Fewer pairs first. Empty where nothing is known. */
  readonly reach: readonly Reach[]
  /** What the comparison says of identical code. */
  readonly verdict: Change
}
