import type { ExitCode, Outcome, Run, Scope } from './run.ts'
import type { Metric } from './metric.ts'
import type { Series } from './series.ts'
import type { Subject } from './subject.ts'
import type { Unit } from './unit.ts'
import type { Status } from './verdict.ts'

/** What is known of a stored run at a glance. */
export interface RunHead {
  readonly id: string
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly finishedAt: string
  readonly scope: Scope
  readonly outcome: Outcome
  readonly exitCode: ExitCode
  readonly environment: string
  readonly service?: string
  readonly commit?: string
  readonly branch?: string
  /** Of the machine: only runs of one fingerprint are compared. */
  readonly fingerprint: string
  readonly machineClass: string
  /** Whether timings of this run could accuse anyone. */
  readonly fit: boolean
}

/** One series of one run, reduced to its typical value. */
export interface Point {
  readonly subject: Subject
  readonly metric: Metric
  readonly unit: Unit
  /** Of the samples, in `unit`. */
  readonly median: number
  /** How many samples. */
  readonly samples: number
}

/** What became of one SLO in one run, by that run alone. */
export interface PastVerdict {
  readonly slo: string
  readonly status: Status
  /** The judged statistic; undefined where nothing is known. */
  readonly measured?: number
  /** How many of how many samples kept the bound each by itself; undefined where that is not known. */
  readonly good?: number
  readonly total?: number
}

/** A report.json as it was written: its text, or the bytes of it, which need not become text to be stored. */
export type ReportText = string | Uint8Array

/** A run as it is handed to a store. */
export interface HistoryEntry {
  readonly head: RunHead
  readonly points: readonly Point[]
  readonly verdicts: readonly PastVerdict[]
  readonly report: ReportText
}

/** Which runs; the newest first. */
export interface RunFilter {
  readonly branch?: string
  readonly fingerprint?: string
  readonly environment?: string
  /** Started before this time. ISO 8601, UTC. */
  readonly before?: string
  readonly limit?: number
}

/** The values of one series over runs. */
export interface PastSeries {
  readonly subject: Subject
  readonly metric: Metric
  readonly unit: Unit
  /** The oldest run first. */
  readonly values: readonly PastValue[]
}

export interface PastValue {
  readonly run: string
  readonly median: number
  readonly samples: number
}

/** A series by itself, without its values. */
export type KnownSeries = Pick<PastSeries, 'subject' | 'metric' | 'unit'>

/** Something small that is kept beside the runs under a name: a baseline that somebody set, a regression that somebody accepted. */
export interface Mark {
  /** What sort of thing it is. */
  readonly kind: string
  /** One per kind and key. */
  readonly key: string
  readonly text: string
}

/** What a mark is to hold for it to be replaced: this text, or where there is none, nothing at all. */
export interface MarkedBefore {
  readonly text?: string
}

/** Runs that were. Every method rejects with SloError where the store cannot do its work. */
export interface HistoryStore {
  /** Where it lies, without secrets: for messages. */
  readonly place: string
  /** Adds a run, whole or not at all; false where a run of this id is there already. */
  readonly append: (entry: HistoryEntry) => Promise<boolean>
  readonly list: (filter?: RunFilter) => Promise<readonly RunHead[]>
  /** The report.json of a run, to the byte; undefined where there is none. */
  readonly report: (id: string) => Promise<string | undefined>
  /** Puts another report.json in the place of that of a run: what was found out later is in it. False where there is no such run. */
  readonly replaceReport: (id: string, report: ReportText) => Promise<boolean>
  /** Values of the given runs, of all series or of those with one of the keys (`seriesKey`). */
  readonly values: (runs: readonly string[], keys?: readonly string[]) => Promise<readonly PastSeries[]>
  /** Every series of which there are values. */
  readonly series: () => Promise<readonly KnownSeries[]>
  readonly verdicts: (runs: readonly string[]) => Promise<ReadonlyMap<string, readonly PastVerdict[]>>
  /** By kind and key; of one kind, or of all. */
  readonly marks: (kind?: string) => Promise<readonly Mark[]>
  /** Sets a mark. Given what must stand there now, it is compared and set in one: false where something else stands there. */
  readonly mark: (mark: Mark, before?: MarkedBefore) => Promise<boolean>
  /** Takes a mark away; false where there was none. */
  readonly unmark: (kind: string, key: string) => Promise<boolean>
  /** Removes runs; returns how many were there. */
  readonly forget: (ids: readonly string[]) => Promise<number>
  readonly close: () => Promise<void>
}

/** One text per series, the same in every run: printable, because not every store takes every character. */
export function seriesKey({ subject, metric }: { readonly subject: Subject; readonly metric: Metric }): string {
  const { kind, project = '', file = '', name } = subject
  return JSON.stringify([kind, project, file, name, metric])
}

/** The head of a run. */
export function headOf(run: Run): RunHead {
  const { id, startedAt, finishedAt, scope, outcome, exitCode, environment, service, commit, branch, machine } = run
  const { fingerprint, fitness } = machine
  const head = { id, startedAt, finishedAt, scope, outcome, exitCode, environment, service, commit, branch }
  return { ...head, fingerprint, machineClass: machine.class, fit: fitness.fit }
}

/**
 * Whether a series is worth remembering by itself: of a test its duration, that it failed or was tried again, and what an SLO looks at. The rest stays in the report of
 * the run; ten thousand tests with seven metrics each would make a store of nothing but noise.
 */
export function isRemembered({ subject, metric }: Pick<Series, 'subject' | 'metric'>, judged: () => boolean): boolean {
  return subject.kind !== 'test' || ofEveryTest.has(metric) || judged()
}

const ofEveryTest: ReadonlySet<Metric> = new Set(['duration', 'retries', 'failures'])
