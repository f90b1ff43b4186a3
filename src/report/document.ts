import type { Unit } from '../model/unit.ts'

/** What `slo report` can tell about. */
export type ReportKind = 'run' | 'historical' | 'comparative' | 'timing' | 'resources' | 'failures' | 'trend' | 'flaky' | 'budget'

/** A figure in its canonical unit, with the words that people read where they are not simply the figure. */
export interface Figure {
  readonly value: number
  readonly unit: Unit
  readonly text?: string
}

/** What a cell holds: a text, a count, a figure, or nothing, which is never shown as 0. */
export type Cell = string | number | undefined | Figure

export type Row = Readonly<Record<string, Cell>>

export interface Column {
  /** Name of the field for programs. */
  readonly key: string
  /** Heading for people. */
  readonly title: string
  /** Left out: for both. */
  readonly for?: 'people' | 'machines'
  readonly align?: 'right'
}

/** One table. Programs get all of its rows, people the first `most`. */
export interface Section {
  /** Name for programs. */
  readonly id: string
  readonly title: string
  /** What one must know to read it. */
  readonly note?: string
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  readonly most?: number
}

/** A place in a file of the project; `line` counts from 1. */
export interface FilePlace {
  /** Relative to the root, with forward slashes. */
  readonly file: string
  readonly line?: number
}

/** One thing that was judged, for the formats that list findings instead of tables. */
export interface Check {
  readonly name: string
  /** What it is about: `command build`, `limit`. */
  readonly group: string
  /** `error` is what could not be judged and fails the run, `skipped` what could not and does not. */
  readonly result: 'passed' | 'failed' | 'error' | 'skipped'
  readonly level: 'error' | 'warning' | 'note' | 'none'
  /** In one sentence. */
  readonly message: string
  /** Where the cause lies, as far as it is known. */
  readonly cause?: FilePlace
  /** Where it was promised. */
  readonly declared?: FilePlace
}

/** Whether all is well, something is wrong, or nobody knows. */
export type Tone = 'good' | 'bad' | 'unsure'

/** A report before it has a format: what all formats but those of a whole run are rendered from. */
export interface Document {
  readonly kind: ReportKind
  readonly title: string
  /** One word: met, violated, not-judged ... */
  readonly outcome: string
  /** The line that is always there, so that "did not run" never looks like "OK". */
  readonly state: string
  readonly tone: Tone
  /** When what it tells of ended; ISO 8601, UTC. Undefined where there is nothing. */
  readonly at: string | undefined
  /** Of what it tells of, in ms. */
  readonly duration?: number
  readonly facts: readonly (readonly [name: string, value: string])[]
  readonly notes: readonly string[]
  readonly sections: readonly Section[]
  readonly checks: readonly Check[]
}
