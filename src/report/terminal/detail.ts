import type { Run } from '../../model/run.ts'
import type { Series } from '../../model/series.ts'
import { formatSelector } from '../../model/subject.ts'
import { failedSamples, judgedSeries } from '../judged-series.ts'
import { cutMiddle } from '../text/cut-middle.ts'
import { sanitize, sanitizeFlat } from '../text/sanitize.ts'
import { wrap } from '../text/wrap.ts'
import { failureLines } from './failure-lines.ts'
import { pastLines } from './past-lines.ts'
import { profileLines } from './profile-lines.ts'
import { labelled } from './page.ts'
import type { Page } from './page.ts'
import { sampleLines } from './sample-lines.ts'
import type { Violated } from './violated.ts'

/** Why one SLO is violated: the reason, the samples, the worst subjects, where the numbers come from, output of failed samples. */
export function violationDetail(verdict: Violated, run: Run, page: Page): string[] {
  const judged = judgedSeries(verdict.slo, run.series)
  return [
    ...headLines(verdict, page),
    ...sampleLines(verdict, judged, page),
    ...originLines(verdict, judged, page),
    ...pastLines(verdict, page),
    ...profileLines(verdict, run, page),
    ...failureLines(failedSamples(verdict.slo, run.gaps), page),
  ]
}

function headLines({ slo, reason }: Violated, { palette, width }: Page): string[] {
  const name = cutMiddle(sanitize(slo.name), Math.max(20, width - 25))
  const tag = slo.enforce === 'warn' ? palette.status.warning(' WARN ') : palette.failure(' FAIL ')
  const text = wrap(`SloViolation: ${name}  ${sanitizeFlat(reason)}`, width - 1)
  return [`${tag} slo.config.ts > ${name}`, ...text.map((line) => ` ${palette.status.violated(line)}`)]
}

function originLines({ slo, exact }: Violated, judged: readonly Series[], page: Page): string[] {
  const sources = [...new Set(judged.map(({ source }) => source))].map(sanitizeFlat).join(', ')
  const of = `${slo.sli.metric} of ${cutMiddle(sanitize(formatSelector(slo.sli.subject)), page.width - 30)}`
  const estimate = exact ? '' : ' (estimate)'
  return [
    ...labelled('measured', sources === '' ? of : `${of}: ${sources}${estimate}`, page),
    ...(slo.description === undefined ? [] : labelled('promise', sanitizeFlat(slo.description), page)),
    ...(slo.owner === undefined ? [] : labelled('owner', sanitizeFlat(slo.owner), page)),
  ]
}
