import type { Cost } from './insight.ts'
import type { Metric } from './metric.ts'
import type { Statistic } from './objective.ts'
import type { Subject } from './subject.ts'
import type { Unit } from './unit.ts'

/** One figure of two revisions, measured in turns: the n-th of either side belong together. */
export interface Pairs {
  readonly subject: Subject
  readonly metric: Metric
  readonly unit: Unit
  readonly base: readonly number[]
  readonly head: readonly number[]
}

/** The same with all samples of every run. */
export interface PairedRuns {
  readonly subject: Subject
  readonly metric: Metric
  readonly unit: Unit
  readonly base: readonly (readonly number[])[]
  readonly head: readonly (readonly number[])[]
}

/** What a comparison came to. `inconclusive` is what the pairs taken so far cannot tell. */
export type Change = 'worse' | 'better' | 'same' | 'inconclusive'

/** Two revisions compared in one figure. */
export interface Comparison {
  readonly subject: Subject
  readonly metric: Metric
  readonly unit: Unit
  /** What stands for the samples of a run; undefined where no run has more than one. */
  readonly statistic?: Statistic
  /** Of a figure that is compared already, by the statistic of an objective: it can be worse, and is not waited for. */
  readonly isBeside?: true
  readonly pairs: number
  /** Medians of the runs, in `unit`. */
  readonly base: number
  readonly head: number
  /** Of head over base: 0.1 is a tenth more. Undefined where the base is 0. */
  readonly change?: number
  /** The range that holds the change, with the confidence of one look: 99.8 %. */
  readonly interval?: readonly [low: number, high: number]
  readonly verdict: Change
  readonly reason: string
}

/** What `slo compare` found out. */
export interface ComparisonResult {
  /** The two revisions, as they were named. */
  readonly base: string
  readonly head: string
  /** ISO 8601, UTC. */
  readonly finishedAt: string
  readonly exitCode: 0 | 1 | 3
  readonly compared: readonly Comparison[]
  /** Names of SLOs of which the two have no figure in common. */
  readonly noData: readonly string[]
}

/** Advice on the base, and what became of it. Shares of the figure: -0.71 is 71 % less. */
export interface GainBrought {
  /** The kind of cost that the advice was on. */
  readonly cost: Cost['kind']
  readonly subject: Subject
  readonly metric: Metric
  /** At most. */
  readonly promised: number
  /** Whether the cost is no longer noticed on the other side. */
  readonly gone: boolean
  /** Undefined where the figure was not compared. */
  readonly measured?: number
  readonly interval?: readonly [low: number, high: number]
}
