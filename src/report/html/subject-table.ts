import { formatQuantity } from '../../model/format-quantity.ts'
import { metricsOf } from '../../model/metric.ts'
import type { Metric } from '../../model/metric.ts'
import type { Series } from '../../model/series.ts'
import { subjectKey } from '../../model/subject.ts'
import type { Subject } from '../../model/subject.ts'
import { finite } from '../finite.ts'
import { largestFirst } from '../largest-first.ts'
import { countOf } from '../measured-text.ts'
import { markup, nameMarkup } from './markup.ts'
import type { Markup } from './markup.ts'
import { metricTitle } from './metric-title.ts'
import { tableMarkup } from './table.ts'

const mostRows = 200

/** A test or a test file with the series of its metrics. */
interface Measured {
  readonly subject: Subject
  readonly series: ReadonlyMap<Metric, Series>
}

/** One line per test or test file, the slowest first, with a column for each metric that was measured. */
export function subjectTable(kind: 'test' | 'file', all: readonly Series[]): Markup {
  const series = all.filter(({ subject }) => subject.kind === kind)
  const slowest = durations(series)
  const keys = largestFirst(slowest.keys(), mostRows, (key) => slowest.get(key) as number)
  const metrics = measuredMetrics(kind, series)
  const cut = slowest.size > mostRows ? `${mostRows} slowest shown; all in report.json` : 'slowest first'
  return tableMarkup({
    caption: `${countOf(slowest.size, kind)}, ${cut}. Of several attempts the largest figure; ≈ marks an estimate.`,
    columns: [{ title: kind }, ...metrics.map((metric) => ({ title: metricTitle(metric), numeric: true }))],
    rows: collect(keys, series).map((measured) => rowOf(measured, metrics)),
  })
}

/** By key only: of many thousand tests nothing else is kept. */
function durations(series: readonly Series[]): ReadonlyMap<string, number> {
  const slowest = new Map<string, number>()
  const keyOf = keyedBySubject()
  for (const { subject, metric, samples } of series) {
    const key = keyOf(subject)
    const before = slowest.get(key)
    const duration = metric === 'duration' ? largest(finite(samples)) : 0
    if (before === undefined || duration > before) slowest.set(key, duration)
  }
  return slowest
}

/** `subjectKey` that remembers the last one: the metrics of a test follow one another. */
function keyedBySubject(): (subject: Subject) => string {
  let last: Subject | undefined
  let key = ''
  return (subject) => {
    if (last === undefined || !isSame(last, subject)) [last, key] = [subject, subjectKey(subject)]
    return key
  }
}

function isSame(a: Subject, b: Subject): boolean {
  return a === b || (a.name === b.name && a.file === b.file && a.project === b.project)
}

function measuredMetrics(kind: 'test' | 'file', series: readonly Series[]): Metric[] {
  const measured = new Set(series.map(({ metric }) => metric))
  return (Object.keys(metricsOf[kind]) as Metric[]).filter((metric) => measured.has(metric))
}

function collect(keys: readonly string[], series: readonly Series[]): Measured[] {
  const found = new Map<string, Map<Metric, Series>>(keys.map((key) => [key, new Map()]))
  const keyOf = keyedBySubject()
  for (const one of series) found.get(keyOf(one.subject))?.set(one.metric, one)
  return [...found.values()].map((metrics) => ({ subject: ([...metrics.values()][0] as Series).subject, series: metrics }))
}

function rowOf({ subject, series }: Measured, metrics: readonly Metric[]): Markup[] {
  const place = [subject.project, subject.file].filter((part) => part !== undefined).join(' · ')
  const head = place === '' ? nameMarkup(subject.name) : markup`${nameMarkup(subject.name)}<small>${nameMarkup(place)}</small>`
  return [head, ...metrics.map((metric) => cellOf(series.get(metric)))]
}

function cellOf(series: Series | undefined): Markup {
  const samples = finite(series?.samples ?? [])
  if (series === undefined || samples.length === 0) return markup`<span class="faint">unknown</span>`
  return markup`${series.exact ? '' : '≈'}${formatQuantity(largest(samples), series.unit)}`
}

function largest(samples: readonly number[]): number {
  return samples.reduce((max, sample) => Math.max(max, sample), Number.NEGATIVE_INFINITY)
}
