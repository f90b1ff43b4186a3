import type { Objective } from './objective.ts'

/** A bound that an SLO could promise, and what it would have said of the runs so far. */
export interface Candidate {
  /** Where it comes from, in words: `p95 + 10 %`. */
  readonly basis: string
  /** As it would be written: `<= 16s`. */
  readonly objective: string
  readonly threshold: number
  /** Past runs that it would have called violated. */
  readonly falseAlarms: number
  /** Past runs that it would have let pass, had they been a quarter worse. */
  readonly missed: number
}

/** What the history says of one SLO. */
export interface Suggestion {
  readonly slo: string
  /** As declared today. */
  readonly today: Objective
  /** Runs of this machine that measured it. */
  readonly runs: number
  /** The strictest first. Empty where there are too few runs. */
  readonly candidates: readonly Candidate[]
  /** What `today` would have said, in the same words. */
  readonly current?: Candidate
  /** The strictest candidate that no past run breaks and that lies clear of their spread. */
  readonly suggested?: Candidate
  /** Why there is none. */
  readonly reason?: string
}
