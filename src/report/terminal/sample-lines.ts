import { formatQuantity } from '../../model/format-quantity.ts'
import { formatTogether } from '../../model/format-together.ts'
import type { Series } from '../../model/series.ts'
import { formatSubject } from '../../model/subject.ts'
import { countOf } from '../measured-text.ts'
import { quantile } from '../../stats/quantile.ts'
import { samplesOf, worstSeries } from '../judged-series.ts'
import { cutMiddle } from '../text/cut-middle.ts'
import { sanitize } from '../text/sanitize.ts'
import type { Violated } from './violated.ts'
import { labelled } from './page.ts'
import type { Page } from './page.ts'

/** More samples than this are not listed one by one. */
const mostListed = 20
const mostSubjects = 3

/** The samples in one shared unit with their median, and of many subjects the worst three. */
export function sampleLines(verdict: Violated, judged: readonly Series[], page: Page): string[] {
  const samples = samplesOf(judged)
  return [
    ...(samples.length === 0 ? [] : labelled('samples', samplesText(verdict, samples), page)),
    ...(judged.length < 2 ? [] : worstLines(verdict, judged, page)),
  ]
}

function samplesText({ slo }: Violated, samples: readonly number[]): string {
  const { unit } = slo.sli
  const ascending = samples.toSorted((a, b) => a - b)
  const median = `median ${formatQuantity(quantile(ascending, 50), unit)}`
  if (samples.length > mostListed) return `${countOf(samples.length, 'sample')}   ${median}`
  const { texts, suffix } = formatTogether(samples, unit)
  return `${texts.join(' ')} ${suffix}`.trimEnd() + `   ${median}`
}

function worstLines({ slo }: Violated, judged: readonly Series[], page: Page): string[] {
  const ranked = worstSeries(slo, judged, mostSubjects)
  const { texts, suffix } = formatTogether(ranked.map(({ worst }) => worst), slo.sli.unit) // prettier-ignore
  return ranked.flatMap(({ series }, index) => {
    const name = cutMiddle(sanitize(formatSubject(series.subject)), page.width - 28)
    return labelled(index === 0 ? 'worst' : '', `${texts[index]}${suffix}  ${name}`, page)
  })
}
