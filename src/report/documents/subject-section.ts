import type { Metric, SubjectKind } from '../../model/metric.ts'
import type { Series } from '../../model/series.ts'
import { formatSubject, subjectKey } from '../../model/subject.ts'
import type { Subject } from '../../model/subject.ts'
import type { Column, Figure, Row, Section } from '../document.ts'
import { finite } from '../finite.ts'

/** Which subjects, and which of their metrics: the first one ranks. */
export interface SubjectTable {
  readonly id: string
  readonly title: string
  readonly kind: SubjectKind
  readonly metrics: readonly Metric[]
  readonly most: number
}

interface Measured {
  readonly subject: Subject
  readonly largest: Map<Metric, Figure>
  exact: boolean
}

/** Subjects of one kind with the largest sample of each metric, those with the largest of the first metric first. */
export function subjectSection({ id, title, kind, metrics, most }: SubjectTable, series: readonly Series[]): Section {
  const measured = [...gather(series, kind, new Set(metrics)).values()]
  const present = metrics.filter((metric) => measured.some(({ largest }) => largest.has(metric)))
  const [first] = present
  const rank = ({ largest }: Measured): number => largest.get(first as Metric)?.value ?? -1
  const columns: Column[] = [
    { key: 'subject', title: kind },
    ...present.map((metric) => ({ key: metric, title: metric, align: 'right' as const })),
    { key: 'status', title: 'figures' },
  ]
  const rows = measured.toSorted((a, b) => rank(b) - rank(a)).map(rowOf)
  return { id, title, note: 'The largest sample of each.', columns, rows, most }
}

function rowOf({ subject, largest, exact }: Measured): Row {
  const name = subject.kind === 'run' ? 'the run' : formatSubject(subject).slice(subject.kind.length + 1)
  return { subject: name, ...Object.fromEntries(largest), status: exact ? 'exact' : 'some are estimates' }
}

function gather(series: readonly Series[], kind: SubjectKind, metrics: ReadonlySet<Metric>): Map<string, Measured> {
  const found = new Map<string, Measured>()
  for (const { subject, metric, unit, samples, exact } of series) {
    const known = finite(samples)
    if (subject.kind !== kind || !metrics.has(metric) || known.length === 0) continue
    const key = subjectKey(subject)
    const entry = found.get(key) ?? { subject, largest: new Map<Metric, Figure>(), exact: true }
    found.set(key, entry)
    entry.largest.set(metric, { value: known.reduce((max, sample) => Math.max(max, sample)), unit })
    entry.exact &&= exact
  }
  return found
}
