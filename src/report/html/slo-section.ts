import { describeBudget } from '../../model/describe-budget.ts'
import { explaining } from '../../model/profile.ts'
import type { Run } from '../../model/run.ts'
import type { Series } from '../../model/series.ts'
import { formatSelector } from '../../model/subject.ts'
import type { Verdict } from '../../model/verdict.ts'
import { consequence } from '../consequence.ts'
import { failedSamples, judgedSeries, samplesOf } from '../judged-series.ts'
import type { Summarize } from '../summarize.ts'
import { boundText, measuredText, valueText } from '../measured-text.ts'
import { hotPathText } from '../profile-text.ts'
import { cutMiddle } from '../text/cut-middle.ts'
import { sanitizeFlat } from '../text/sanitize.ts'
import { failureList } from './failure-list.ts'
import { definitions } from './definitions.ts'
import { headroomBar } from './headroom.ts'
import { markup, nameMarkup } from './markup.ts'
import type { Markup } from './markup.ts'
import { samplePlot } from './sample-plot.ts'
import { sampleTable } from './sample-table.ts'
import { statisticsList } from './statistics-list.ts'
import { statusChip } from './status-chip.ts'
import { worstSubjects } from './worst-subjects.ts'

const longestReason = 1000

/** What the whole page is made from. */
export interface PageInput {
  readonly run: Run
  readonly summarize: Summarize
}

/** One SLO with everything that its verdict stands on. `id` is its anchor. */
export function sloSection(verdict: Verdict, id: string, { run, summarize }: PageInput): Markup {
  const { slo } = verdict
  const judged = judgedSeries(slo, run.series)
  const summary = summarize(samplesOf(judged))
  return markup`<section class="card ${verdict.status}" id="${id}" aria-labelledby="${id}-title">
<h3 id="${id}-title"><a class="self" href="#${id}">${nameMarkup(slo.name)}</a> ${statusChip(verdict, run.machine)}</h3>
${slo.description === undefined ? undefined : markup`<p class="promise">${sanitizeFlat(slo.description)}</p>`}
<p class="reason">${cutMiddle(sanitizeFlat(verdict.reason), longestReason)}</p>
${definitions(factsOf(verdict, judged, run))}
${samplePlot(verdict, judged)}${summary === undefined ? undefined : statisticsList(summary, slo.sli.unit)}
${failureList(failedSamples(slo, run.gaps))}${worstSubjects(verdict, judged)}${sampleTable(verdict, judged)}</section>
`
}

function factsOf(verdict: Verdict, judged: readonly Series[], run: Run): (readonly [string, Markup | undefined])[] {
  const { slo } = verdict
  const sources = [...new Set(judged.map(({ source }) => source))].map(sanitizeFlat).join(', ')
  const measured = measuredText(verdict)
  const confirmed =
    'confirmed' in verdict && verdict.confirmed !== undefined ? valueText(slo, verdict.confirmed, true) : undefined
  return [
    ['measured', measured === undefined ? undefined : markup`<strong>${measured}</strong>`],
    ['bound', markup`${boundText(verdict)}`],
    ['headroom', measured === undefined ? undefined : headroomBar(verdict)],
    ['confirmed', confirmed === undefined ? undefined : markup`${confirmed} when measured again`],
    ['indicator', markup`${slo.sli.metric} of ${nameMarkup(formatSelector(slo.sli.subject))}`],
    ['source', sources === '' ? undefined : markup`${sources} ${exactnessMarkup(judged)}`],
    ['hot path', optional(explaining(slo, run.profiles ?? []).map(hotPathText)[0])],
    ['effect', optional(consequence(verdict, run))],
    ['error budget', optional(budgetText(verdict))],
    ['owner', optional(slo.owner)],
  ]
}

function budgetText({ slo: { errorBudget }, budget }: Verdict): string | undefined {
  return errorBudget === undefined || budget === undefined ? undefined : describeBudget(errorBudget, budget)
}

function exactnessMarkup(judged: readonly Series[]): Markup {
  return judged.every(({ exact }) => exact)
    ? markup`<span class="tag">exact</span>`
    : markup`<span class="tag estimate">estimate</span>`
}

function optional(text: string | undefined): Markup | undefined {
  return text === undefined ? undefined : markup`${text}`
}
