import type { Metric } from './metric.ts'
import type { Origin, Subject } from './subject.ts'
import type { Unit } from './unit.ts'

/** The samples of one metric of one subject, in the order they were taken, in the canonical unit. */
export interface Series {
  readonly subject: Subject
  readonly metric: Metric
  readonly unit: Unit
  readonly samples: readonly number[]
  /** Where the numbers come from, in words: `monotonic clock`, `VmHWM of /proc/PID/status`. */
  readonly source: string
  /** False for an estimate: a sampled figure, or one shared with tests that ran at the same time. */
  readonly exact: boolean
  /** The second measurement, taken because the first one violated a wall-time objective. */
  readonly confirmation?: readonly number[]
  readonly origin?: Origin
  /** Who recorded which of the samples, where that was not one test alone: together they hold all samples, in order. */
  readonly recordings?: readonly Recording[]
}

/** The part of a series that one test recorded. */
export interface Recording {
  /** Undefined for what no test recorded: a probe. */
  readonly origin?: Origin
  /** How many of the samples. */
  readonly samples: number
  /** How many samples of the second measurement; undefined where it was not measured again, and stands in it as it is. */
  readonly confirmation?: number
}

/** Why a number is missing or cannot be trusted. None of them is ever read as a good sample. */
export type Gap =
  /** A sample that did not do its work: exit code, timeout, failed `verify`. It violates. */
  | { readonly kind: 'failed-sample'; readonly subject: Subject; readonly reason: string }
  /** The test failed, was skipped or never finished: what it would have measured is unknown. */
  | { readonly kind: 'failed-test' | 'skipped-test' | 'crashed'; readonly subject: Subject; readonly reason: string }
  /** The metric cannot be measured here, or its monitoring is switched off. */
  | { readonly kind: 'unsupported'; readonly subject: Subject; readonly metric: Metric; readonly reason: string }

/** Everything one run measured, and everything it could not. */
export interface Measured {
  readonly series: readonly Series[]
  readonly gaps: readonly Gap[]
}
