import type { PageTable, PageVerdict } from '../html/page-data.ts'
import type { StoredSeries } from '../stored-report.ts'
import { subjectRouteKey } from './route.ts'
import { cellSamples, numbersOf } from './samples.ts'
import { fileOf, projectOf } from './table-rows.ts'

/** What a verdict stands on: its samples in order, and whose they are. */
export interface JudgedSamples {
  readonly samples: readonly number[]
  readonly confirmation: readonly number[]
  readonly sources: readonly string[]
  readonly subjects: readonly JudgedSubject[]
}

/** One of the subjects that an SLO is about. */
export interface JudgedSubject {
  readonly name: string
  /** Its deep link. */
  readonly key: string
  readonly samples: readonly number[]
}

/** Gathers the samples of a verdict; the table is needed where it is about tests or files. */
export function judgedSamples(verdict: PageVerdict, series: readonly StoredSeries[], table?: PageTable): JudgedSamples {
  const judged = verdict.judged.flatMap((place) => series[place] ?? [])
  const ofTable = table === undefined ? { subjects: [], sources: [] } : fromTable(verdict, table)
  const subjects = [
    ...judged.map(({ subject, samples }) => ({
      name: nameOf(subject),
      key: subjectRouteKey(subject),
      samples: numbersOf(samples),
    })),
    ...ofTable.subjects,
  ]
  return {
    samples: subjects.flatMap(({ samples }) => samples),
    confirmation: judged.flatMap(({ confirmation = [] }) => numbersOf(confirmation)),
    sources: [...new Set([...judged.map(({ source }) => source), ...ofTable.sources])],
    subjects,
  }
}

function fromTable({ rows, sli }: PageVerdict, table: PageTable): Pick<JudgedSamples, 'subjects' | 'sources'> {
  const columns = table.columns.filter(({ metric }) => metric === sli.metric)
  const subjects: JudgedSubject[] = []
  for (let place = 0; place < rows.length; place += 2) {
    for (let row = rows[place] as number; row < (rows[place + 1] as number); row++) {
      const samples = columns.flatMap(({ values }) => cellSamples(values[row]))
      subjects.push({ ...rowSubject(table, row, sli.subject.kind), samples })
    }
  }
  return { subjects, sources: columns.map(({ source }) => source) }
}

/** Name and deep link of a row of a table. */
export function rowSubject(table: PageTable, row: number, kind: string): Pick<JudgedSubject, 'name' | 'key'> {
  const name = table.names[row] as string
  const file = fileOf(table, row)
  const project = projectOf(table, row)
  return { name: file === '' ? name : `${file} > ${name}`, key: subjectRouteKey({ kind, name, file, project }) }
}

function nameOf({ name, file }: StoredSeries['subject']): string {
  return file === undefined ? name : `${file} > ${name}`
}
