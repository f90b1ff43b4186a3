import type { SubjectKind } from '../../model/metric.ts'
import type { Run } from '../../model/run.ts'
import type { Summarize } from '../summarize.ts'
import type { Markup } from './markup.ts'
import { seriesTable } from './series-table.ts'
import { subjectTable } from './subject-table.ts'

/** A part of the page with a heading and an anchor. */
export interface MeasuredSection {
  readonly id: string
  readonly title: string
  readonly table: () => Markup
}

const titles: Readonly<Record<SubjectKind, string>> = {
  test: 'Tests',
  file: 'Test files',
  command: 'Commands',
  measure: 'Measured functions',
  bench: 'Benchmarks',
  container: 'Containers',
  leak: 'Leaks',
  metric: 'Recorded metrics',
  artifact: 'Artifacts',
  run: 'The run',
}

/** The kinds of subject of which something was measured, each with its table, which is made when it is asked for. */
export function measuredSections({ series }: Run, summarize: Summarize): MeasuredSection[] {
  const measured = new Set(series.map(({ subject }) => subject.kind))
  return (Object.keys(titles) as SubjectKind[])
    .filter((kind) => measured.has(kind))
    .map((kind) => ({
      id: `measured-${kind}`,
      title: titles[kind],
      table: () => (kind === 'test' || kind === 'file' ? subjectTable(kind, series) : seriesTable(kind, series, summarize)),
    }))
}
