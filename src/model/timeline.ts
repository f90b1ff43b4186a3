import type { Subject } from './subject.ts'
import type { Unit } from './unit.ts'

/** What is followed over time, and its unit: `cpu` counts the cores in use, the rates are bytes per second. */
export const lineUnits = {
  cpu: 'count',
  memory: 'bytes',
  diskRead: 'bytes/s',
  diskWrite: 'bytes/s',
  networkSent: 'bytes/s',
  networkReceived: 'bytes/s',
} as const satisfies Record<string, Unit>

export type LineMetric = keyof typeof lineUnits

/** All of them, in the order in which they are shown. */
export const lineMetrics: readonly LineMetric[] = Object.keys(lineUnits) as LineMetric[]

/** Something that a subject did for a while: `sample 2`, `warm-up 1`. Milliseconds. */
export interface Phase {
  readonly name: string
  readonly from: number
  readonly to: number
}

/** One metric over the stretches of a track; null in a stretch of which nothing is known. */
export interface Line {
  readonly mean: readonly (number | null)[]
  /** Left out where the smallest, or the largest, is the mean everywhere. */
  readonly min?: readonly (number | null)[]
  readonly max?: readonly (number | null)[]
}

/** What one subject used while the run went on. Times in ms since the start of the run. */
export interface Track {
  readonly subject: Subject
  /** Where its stretches begin and end: one more than there are stretches. */
  readonly edges: readonly number[]
  readonly lines: Readonly<Partial<Record<LineMetric, Line>>>
  readonly phases: readonly Phase[]
  /** Cores that it may use, where that is known. */
  readonly cores?: number
  /** How it was watched, in words. */
  readonly source: string
}

/** When a test, a test file or a probe ran. Times in ms since the start of the run. */
export interface Span {
  /** Of kind test, file, or, for a probe, command. */
  readonly subject: Subject
  readonly from: number
  readonly to: number
  /** Of a file: when the first of its tests began, after set-up and import. */
  readonly testsFrom?: number
  /** Number of the worker, from 1; left out where it is not known. */
  readonly worker?: number
  /** Only where it failed. */
  readonly failed?: true
}

/** A run over time. */
export interface Timeline {
  /** Milliseconds from its start to the end of its tests. */
  readonly duration: number
  /** The run first, then those commands and containers that took most CPU time. */
  readonly tracks: readonly Track[]
  /** In the order in which they began. */
  readonly spans: readonly Span[]
  /** How many there were beside them. */
  readonly leftOut: { readonly commands: number; readonly containers: number; readonly files: number; readonly tests: number }
}
