import type { ExitCode, Outcome, Scope } from './run.ts'
import type { Status } from './verdict.ts'

/** Something that happened in a run that somebody watches: one line of its log. */
export type LiveEvent =
  | (LiveProcess & { readonly kind: 'started'; readonly id: string; readonly at: string; readonly service?: string })
  | { readonly kind: 'tests'; readonly tests: LiveTests }
  | { readonly kind: 'failed'; readonly failure: LiveFailure }
  | { readonly kind: 'probe'; readonly probe: LiveProbe }
  | { readonly kind: 'profiling'; readonly pass: LivePass }
  | { readonly kind: 'limit'; readonly text: string }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'judged'; readonly judged: LiveOutcome }
  | { readonly kind: 'ended'; readonly at: string }

/** A process that is watched, or that watches. */
export interface LiveProcess {
  readonly pid: number
  /** What tells it from a later process with the same pid: when it started, in the words of its system. Undefined where that is not told. */
  readonly processStart?: string
}

/** How far the tests are. */
export interface LiveTests {
  readonly files: { readonly done: number; readonly of: number }
  /** Tests that are known so far. */
  readonly found: number
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** A test that failed. */
export interface LiveFailure {
  readonly file: string
  readonly name: string
}

/** How far a probe is. */
export interface LiveProbe {
  readonly name: string
  /** From 1. */
  readonly place: number
  readonly of: number
  /** `again` confirms what broke a promise. */
  readonly round: 'first' | 'again'
  /** Samples taken. */
  readonly done: number
  readonly samples: number
}

/** One thing that is run again with a profiler on. */
export interface LivePass {
  readonly name: string
  /** What is profiled: `cpu`, `heap`, ... */
  readonly what: string
  /** From 1. */
  readonly place: number
  readonly of: number
}

/** What a run came to. */
export interface LiveOutcome {
  readonly outcome: Outcome
  readonly exitCode: ExitCode
  readonly scope: Scope
  /** SLOs by what became of them. */
  readonly slos: Partial<Readonly<Record<Status, number>>>
}

/** A run as it goes: its events, put together. */
export interface LiveRun extends LiveProcess {
  readonly id: string
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly service?: string
  /** `lost` is a run whose process is gone without a word. */
  readonly status: 'running' | 'ended' | 'lost'
  /** What it is at. */
  readonly phase: 'starting' | 'tests' | 'probes' | 'profiling' | 'ending'
  readonly tests?: LiveTests
  readonly failures: readonly LiveFailure[]
  readonly probes: readonly LiveProbe[]
  readonly pass?: LivePass
  readonly limits: readonly string[]
  readonly notes: readonly string[]
  readonly judged?: LiveOutcome
  readonly endedAt?: string
  /** How many events are in it. */
  readonly events: number
}

/** Folder, in that of the reports, by which a run and those who watch it find each other. It is there only while somebody watches. */
export const liveFolder = 'live'

const logEnd = '.ndjson'
const serverName = /^server-(\d+)\.json$/

/** Name of the log of a run. */
export function liveLog(id: string): string {
  return `${id}${logEnd}`
}

/** Whether a file in that folder is the log of a run. */
export function isLiveLog(name: string): boolean {
  return name.endsWith(logEnd)
}

/** Name of the file by which a server says that it is there. */
export function serverFile(pid: number): string {
  return `server-${pid}.json`
}

/** The process of the server that such a file is of; undefined for other files. */
export function serverPid(name: string): number | undefined {
  const [, pid] = serverName.exec(name) ?? []
  return pid === undefined ? undefined : Number(pid)
}
