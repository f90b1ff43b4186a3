import type { Metric } from '../../model/metric.ts'
import type { Series } from '../../model/series.ts'
import { subjectKey } from '../../model/subject.ts'
import type { Subject } from '../../model/subject.ts'
import type { Unit } from '../../model/unit.ts'
import type { TableKind } from './page-data.ts'

/** Tests, or files, with what was measured of them: one row each, in the order they were measured. */
export interface SubjectTable {
  readonly subjects: readonly Subject[]
  readonly columns: readonly SubjectColumn[]
}

/** One metric from one source, by row. */
export interface SubjectColumn {
  readonly metric: Metric
  readonly unit: Unit
  readonly source: string
  readonly exact: boolean
  readonly samples: readonly (readonly number[] | undefined)[]
}

/** The series of a run: those of tests and files as tables, because they are many, and all others as they are. */
export interface SortedSeries {
  readonly tables: Readonly<Record<TableKind, SubjectTable>>
  readonly rest: readonly Series[]
}

/** Sorts the series of a run for the page. What was measured a second time is in the rest, whatever it is. */
export function subjectTables(series: readonly Series[]): SortedSeries {
  const makers = { test: new TableMaker(), file: new TableMaker() }
  const rest: Series[] = []
  for (const one of series) {
    const { kind } = one.subject
    if ((kind === 'test' || kind === 'file') && one.confirmation === undefined) makers[kind].add(one)
    else rest.push(one)
  }
  return { tables: makers, rest }
}

class TableMaker implements SubjectTable {
  readonly subjects: Subject[] = []
  readonly columns: (SubjectColumn & { readonly samples: (readonly number[] | undefined)[] })[] = []
  readonly #rows = new Map<string, number>()
  #last: Subject | undefined
  #row = 0

  add({ subject, metric, unit, source, exact, samples }: Series): void {
    const row = this.#rowOf(subject)
    let column = this.columns.find(
      (one) => one.metric === metric && one.source === source && one.exact === exact && one.unit === unit,
    )
    if (column === undefined) this.columns.push((column = { metric, unit, source, exact, samples: [] }))
    column.samples[row] = samples
  }

  /** The metrics of a test follow one another: the key of most is that of the one before. */
  #rowOf(subject: Subject): number {
    if (this.#last !== undefined && isSame(this.#last, subject)) return this.#row
    const key = subjectKey(subject)
    const known = this.#rows.get(key)
    this.#last = subject
    this.#row = known ?? this.subjects.push(subject) - 1
    if (known === undefined) this.#rows.set(key, this.#row)
    return this.#row
  }
}

function isSame(a: Subject, b: Subject): boolean {
  return a === b || (a.name === b.name && a.file === b.file && a.project === b.project)
}
