import type { Run } from '../../model/run.ts'
import type { Verdict } from '../../model/verdict.ts'
import { baselineText, waiverText } from '../baseline-text.ts'
import { countOf } from '../measured-text.ts'
import { cutMiddle } from '../text/cut-middle.ts'
import { sanitize } from '../text/sanitize.ts'
import { footnote, labelled } from './page.ts'
import type { Page } from './page.ts'

/** How a violated SLO stands against its past, and what became of its waiver. */
export function pastLines(verdict: Verdict, page: Page): string[] {
  const [baseline, waiver] = [baselineText(verdict), waiverText(verdict)]
  return [
    ...(baseline === undefined ? [] : labelled('baseline', baseline, page)),
    ...(waiver === undefined ? [] : labelled('waiver', waiver, page)),
  ]
}

const mostListed = 3

/** SLOs that could not be compared with their past, or whose regression was accepted: what was met by its bound alone must not look as if it had been. */
export function baselineFootnotes({ verdicts }: Run, page: Page): string[] {
  const open = verdicts.filter(({ status, baseline }) => {
    const isTold = status === 'violated' || status === 'no-data'
    return baseline !== undefined && baseline.status !== 'steady' && baseline.status !== 'regressed' && !isTold
  })
  const more = open.length - mostListed
  return [
    ...open.slice(0, mostListed).flatMap((verdict) => footnote('baseline', lineOf(verdict), page)),
    ...(more > 0 ? footnote('', `${countOf(more, 'SLO')} more of the kind in the report`, page) : []),
  ]
}

function lineOf(verdict: Verdict): string {
  return `${cutMiddle(sanitize(verdict.slo.name), 60)}  ${baselineText(verdict)}`
}
