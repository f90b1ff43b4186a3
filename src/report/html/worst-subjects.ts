import { formatQuantity } from '../../model/format-quantity.ts'
import type { Series } from '../../model/series.ts'
import { formatSubject } from '../../model/subject.ts'
import type { Verdict } from '../../model/verdict.ts'
import { worstSeries } from '../judged-series.ts'
import { countOf } from '../measured-text.ts'
import { markup, nameMarkup } from './markup.ts'
import type { Markup } from './markup.ts'
import { tableMarkup } from './table.ts'

const mostSubjects = 10

/** Of an SLO on several subjects, those that stand worst against it. */
export function worstSubjects({ slo }: Verdict, judged: readonly Series[]): Markup | undefined {
  if (judged.length < 2) return undefined
  const worst = worstSeries(slo, judged, mostSubjects)
  return tableMarkup({
    caption: `${countOf(judged.length, 'subject')}, the ${worst.length} that stand worst`,
    columns: [{ title: 'subject' }, { title: slo.sli.metric, numeric: true }, { title: 'samples', numeric: true }],
    rows: worst.map(({ series, worst: value }) => [
      nameMarkup(formatSubject(series.subject)),
      markup`${formatQuantity(value, slo.sli.unit)}`,
      markup`${series.samples.length}`,
    ]),
  })
}
