import { formatQuantity } from '../../model/format-quantity.ts'
import type { SubjectKind } from '../../model/metric.ts'
import type { Series } from '../../model/series.ts'
import type { Summary } from '../../model/summary.ts'
import { finite } from '../finite.ts'
import type { Summarize } from '../summarize.ts'
import { countOf } from '../measured-text.ts'
import { sanitizeFlat } from '../text/sanitize.ts'
import { markup, nameMarkup } from './markup.ts'
import type { Markup } from './markup.ts'
import { metricTitle } from './metric-title.ts'
import { tableMarkup } from './table.ts'

const mostRows = 200
const statistics = ['min', 'median', 'p95', 'max'] as const satisfies readonly (keyof Summary)[]

/** One line per metric of each subject of a kind, with its summary and where the numbers come from. */
export function seriesTable(kind: SubjectKind, all: readonly Series[], summarize: Summarize): Markup {
  const series = all.filter(({ subject }) => subject.kind === kind)
  const cut = series.length > mostRows ? `, ${mostRows} shown; all in report.json` : ''
  return tableMarkup({
    caption: `${countOf(series.length, 'measured figure')}${cut}. ≈ marks an estimate.`,
    columns: [
      { title: kind },
      { title: 'metric' },
      { title: 'samples', numeric: true },
      ...statistics.map((statistic) => ({ title: statistic, numeric: true })),
      { title: 'source' },
    ],
    rows: series.slice(0, mostRows).map((one) => rowOf(one, summarize(finite(one.samples)))),
  })
}

function rowOf({ subject, metric, unit, samples, exact, source }: Series, summary: Summary | undefined): Markup[] {
  const about = exact ? '' : '≈'
  return [
    nameMarkup(subject.name),
    markup`${metricTitle(metric)}`,
    markup`${samples.length}`,
    ...statistics.map(
      (statistic) => markup`${summary === undefined ? 'unknown' : about + formatQuantity(summary[statistic], unit)}`,
    ),
    markup`${sanitizeFlat(source)}`,
  ]
}
