import type { Comparison } from './comparison.ts'

/** A commit as a person knows it. */
export interface Commit {
  /** Whole hash. */
  readonly id: string
  readonly author: string
  /** ISO 8601, as the author's clock said. */
  readonly date: string
  /** First line of its message. */
  readonly subject: string
}

/** What a commit turned out to be: as the good end, as the bad end, or nothing that can be told. */
export type Finding = 'good' | 'bad' | 'skipped'

/** One commit that was tried. */
export interface BisectionStep {
  readonly commit: Commit
  readonly finding: Finding
  /** Against the good end; undefined where it could not be measured. */
  readonly comparison?: Comparison
  /** Why it was skipped. */
  readonly reason?: string
}

/** What a search came to. */
export type BisectionResult =
  /** `comparison` is that of the commit with the one before it. */
  | { readonly kind: 'found'; readonly commit: Commit; readonly comparison: Comparison }
  /** It is one of these, and nobody knows which. The oldest first. */
  | { readonly kind: 'undecided'; readonly suspects: readonly Commit[]; readonly reason: string }
  | { readonly kind: 'no-difference'; readonly compared: readonly Comparison[]; readonly reason: string }

/** The whole search. */
export interface Bisection {
  readonly good: Commit
  readonly bad: Commit
  /** After the good end, up to the bad one. */
  readonly commits: number
  readonly steps: readonly BisectionStep[]
  readonly result: BisectionResult
}
