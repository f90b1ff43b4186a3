import type { Metric } from './metric.ts'
import type { Subject } from './subject.ts'
import type { Direction, Forecast } from './forecast.ts'
import type { Unit } from './unit.ts'

/** A heap that did not come back after one file: from then on the worker never held as little as before. Bytes. */
export interface HeapStep {
  readonly kind: 'heap-step'
  /** `process/thread` of the worker that ran the files one after the other. */
  readonly worker: string
  /** The file after which the heap stopped coming back. */
  readonly file: string
  /** Held after the file before it. */
  readonly before: number
  /** The least that was held after it and after any later file. */
  readonly after: number
  /** How many files the worker ran after it. */
  readonly later: number
}

/** A heap that grows with every file. Bytes. */
export interface HeapGrowth {
  readonly kind: 'heap-growth'
  readonly worker: string
  readonly files: number
  /** Kept per file. */
  readonly slope: number
}

/** The figure of an SLO has been moving to the worse side since its last change of level. Values in `unit`. */
export interface TrendInsight {
  readonly kind: 'trend'
  readonly slo: string
  readonly unit: Unit
  readonly direction: Exclude<Direction, 'steady' | 'learning'>
  /** Change from run to run, and the interval that holds it with 95 %. */
  readonly perRun: number
  readonly low: number
  readonly high: number
  /** Over these runs, as a share of the typical value. */
  readonly change: number
  readonly runs: number
  readonly pValue: number
  readonly forecast: Forecast
}

/** A level that is worse than the one before, and new. Values in `unit`. */
export interface LevelInsight {
  readonly kind: 'level'
  readonly slo: string
  readonly unit: Unit
  /** The first run on it. */
  readonly run: string
  readonly startedAt: string
  readonly commit?: string
  /** Of the last run before it. */
  readonly commitBefore?: string
  readonly before: number
  readonly after: number
  /** How many runs are on it. */
  readonly runs: number
}

/** A figure far outside of those of the runs before. Values in `unit`. */
export interface OutlierInsight {
  readonly kind: 'outlier'
  readonly slo: string
  readonly unit: Unit
  readonly measured: number
  readonly usual: number
  /** Robust deviations, positive above. */
  readonly z: number
  readonly runs: number
  /** Better than usual is news too: does it still do its work? */
  readonly better: boolean
}

/** An objective so far from what is measured that a large regression would keep it. Values in `unit`. */
export interface WideHeadroom {
  readonly kind: 'wide-headroom'
  readonly slo: string
  readonly unit: Unit
  /** The worst of the runs. */
  readonly worst: number
  readonly threshold: number
  readonly runs: number
}

/** An objective so near to what is measured that the spread of the samples breaks it without any change. Ratios. */
export interface WideSpread {
  readonly kind: 'wide-spread'
  readonly slo: string
  /** Robust deviation of the samples over their median. */
  readonly spread: number
  /** Distance of the measured statistic from the bound, over the bound. */
  readonly margin: number
  readonly samples: number
}

/** A command whose first sample took far longer than the others. Milliseconds. */
export interface ColdFirst {
  readonly kind: 'cold-first'
  readonly command: string
  readonly first: number
  /** Median of the others. */
  readonly usual: number
  readonly samples: number
}

/** What can be done about a cost. */
export type Remedy = 'reuse' | 'caching' | 'pooling' | 'parallelism' | 'batching' | 'async'

/** What it can bring at most: from `now` to `best`, in `unit`. */
export interface Gain {
  readonly subject: Subject
  readonly metric: Metric
  readonly unit: Unit
  readonly now: number
  readonly best: number
}

/** What to try, and what that promises. */
export interface Advice {
  readonly remedies: readonly Remedy[]
  /** Undefined where the evidence supports no number. */
  readonly gain?: Gain
}

/** Containers that take a large part of the time of a test file to start. Milliseconds. */
export interface ContainerShare {
  readonly kind: 'container-share'
  readonly container: string
  readonly file: string
  readonly project?: string
  readonly starts: number
  readonly startup: number
  /** Of the file. */
  readonly duration: number
  readonly share: number
}

/** One container that several files start. Milliseconds. */
export interface ContainerRepeated {
  readonly kind: 'container-repeated'
  readonly container: string
  readonly files: readonly string[]
  readonly starts: number
  /** Of all starts. */
  readonly startup: number
  /** What one start takes at least. */
  readonly once: number
}

/** A phase beside the tests that takes most of the time of the workers. Milliseconds. */
export interface PhaseShare {
  readonly kind: 'phase-share'
  readonly phase: 'setup' | 'import' | 'environment'
  readonly time: number
  /** Of all phases and the tests. */
  readonly total: number
  readonly share: number
}

/** A few tests that take most of the time of all. Milliseconds. */
export interface SlowTests {
  readonly kind: 'slow-tests'
  /** The slowest first. */
  readonly tests: readonly { readonly file: string; readonly name: string; readonly duration: number }[]
  readonly time: number
  readonly total: number
  readonly share: number
  /** How many tests there are. */
  readonly count: number
}

/** Files that ran one after the other on a machine with cores to spare. Milliseconds. */
export interface IdleCores {
  readonly kind: 'idle-cores'
  readonly files: number
  readonly cores: number
  /** Share of all cores that were busy. */
  readonly busy: number
  readonly duration: number
  readonly longest: number
}

/** A test that stands still for a large part of its time while garbage is collected. Milliseconds. */
export interface GcShare {
  readonly kind: 'gc-share'
  /** The test. */
  readonly subject: Subject
  readonly gcTime: number
  readonly duration: number
  readonly share: number
}

/** A test that has other work under way and stops all of it for a long time. Milliseconds. */
export interface BlockedLoop {
  readonly kind: 'blocked-loop'
  /** The test. */
  readonly subject: Subject
  readonly blocked: number
  readonly duration: number
}

/** A test or command that waits for most of its time. Milliseconds. */
export interface Waiting {
  readonly kind: 'waiting'
  readonly subject: Subject
  readonly duration: number
  readonly cpuTime: number
  readonly share: number
}

/** A command that mostly starts. Milliseconds, medians. */
export interface StartUpShare {
  readonly kind: 'start-up-share'
  readonly command: string
  /** The probe that does nothing but start the same program. */
  readonly idle: string
  readonly startup: number
  readonly duration: number
  readonly share: number
}

/** A cost that something can be done about. */
export type Cost =
  | StartUpShare
  | ContainerShare
  | ContainerRepeated
  | PhaseShare
  | SlowTests
  | IdleCores
  | GcShare
  | BlockedLoop
  | Waiting

/** A cost with the advice on it. */
export type Advised<C extends Cost = Cost> = C extends Cost ? C & { readonly advice: Advice } : never

/** What was noticed beside the SLOs. Fails nothing. */
export type Insight =
  | HeapStep
  | HeapGrowth
  | TrendInsight
  | LevelInsight
  | OutlierInsight
  | WideHeadroom
  | WideSpread
  | ColdFirst
  | Advised
