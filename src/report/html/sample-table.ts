import { formatTogether } from '../../model/format-together.ts'
import { isUpperBound, meets } from '../../model/objective.ts'
import type { Series } from '../../model/series.ts'
import type { Slo } from '../../model/slo.ts'
import { formatSubject } from '../../model/subject.ts'
import type { Subject } from '../../model/subject.ts'
import type { Verdict } from '../../model/verdict.ts'
import { largestFirst } from '../largest-first.ts'
import { countOf } from '../measured-text.ts'
import { markup, nameMarkup } from './markup.ts'
import type { Markup } from './markup.ts'
import { tableMarkup } from './table.ts'

const mostRows = 200

interface Sample {
  readonly subject: Subject
  readonly value: number
}

/** The plot as a table, folded: every sample in order, or of very many the worst. */
export function sampleTable({ slo }: Verdict, judged: readonly Series[]): Markup | undefined {
  const samples = judged.flatMap(({ subject, samples: values }) => values.map((value) => ({ subject, value })))
  if (samples.length === 0) return undefined
  const title = samples.length > mostRows ? `${countOf(samples.length, 'sample')}, ${mostRows} worst shown; all in report.json` : `${countOf(samples.length, 'sample')} as a table` // prettier-ignore
  const shown = samples.length > mostRows ? worstOf(samples, slo) : samples
  return markup`<details><summary>${title}</summary>
${tableOf(shown, slo, judged.length > 1)}</details>
`
}

function worstOf(samples: readonly Sample[], { objective }: Slo): Sample[] {
  const sign = isUpperBound(objective.op) ? 1 : -1
  return largestFirst(samples, mostRows, ({ value }) => sign * value)
}

function tableOf(samples: readonly Sample[], { sli, objective }: Slo, several: boolean): Markup {
  const { texts, suffix } = formatTogether(samples.map(({ value }) => value), sli.unit) // prettier-ignore
  const within = objective.unit === sli.unit
  return tableMarkup({
    caption: `Samples of ${sli.metric}`,
    columns: [
      { title: several ? 'subject' : 'sample' },
      { title: suffix === '' ? sli.metric : `${sli.metric}, ${suffix}`, numeric: true },
      ...(within ? [{ title: `${objective.op} ${objective.written}` }] : []),
    ],
    rows: samples.map(({ subject, value }, index) => [
      several ? nameMarkup(formatSubject(subject)) : markup`${index + 1}`,
      markup`${texts[index]}`,
      ...(within ? [markup`${meets(objective, value) ? 'within' : 'beyond'}`] : []),
    ]),
  })
}
