import type { Subject } from './subject.ts'

/** A run in which something was seen. */
export interface SeenIn {
  readonly run: string
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly commit?: string
}

/** A test that says now yes and now no of the same code. */
export interface FlakyTest {
  readonly subject: Subject
  /** Runs it took part in. */
  readonly runs: number
  /** Of these, runs in which it passed only after a failed attempt. */
  readonly retried: number
  /** Of these, runs in which it failed, though it passed in another run of the same commit. */
  readonly alternated: number
  /** Share of runs in which it did either, and the range that holds the true share with 95 % confidence. */
  readonly rate: number
  readonly low: number
  readonly high: number
  readonly lastSeen: SeenIn
  /** Where it began: only where so many sound runs came before that they are hardly chance. */
  readonly since?: SeenIn
}
