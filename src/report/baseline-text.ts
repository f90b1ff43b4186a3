import { formatApart } from '../model/format-quantity.ts'
import type { BaselineVerdict, Verdict } from '../model/verdict.ts'
import { countOf } from './measured-text.ts'
import { sanitizeFlat } from './text/sanitize.ts'

/** `main@4f1c2ab, 20 runs, same machine: median 2.31s   +13.9 % [+10.1, +17.4]  regressed`; undefined where there is no baseline. */
export function baselineText({ baseline, slo }: Verdict): string | undefined {
  if (baseline === undefined) return undefined
  const { status, median, value } = baseline
  if (median === undefined || value === undefined) return sanitizeFlat(`${baseline.against}: ${baseline.reason}`)
  const [before] = formatApart(median, value, slo.sli.unit)
  const place = `${sanitizeFlat(baseline.against)}${atCommit(baseline)}, ${countOf(baseline.runs, 'run')}, same machine`
  return `${place}: ${baseline.statistic} ${before}   ${changeText(baseline)}${status}`
}

function atCommit({ commit }: BaselineVerdict): string {
  return commit === undefined ? '' : `@${sanitizeFlat(commit).slice(0, 7)}`
}

function changeText({ change, interval }: BaselineVerdict): string {
  if (change === undefined) return ''
  const range = interval === undefined ? '' : ` [${interval.map(signed).join(', ')}]`
  return `${signed(change)} %${range}  `
}

function signed(ratio: number): string {
  return `${ratio < 0 ? '' : '+'}${(ratio * 100).toFixed(1)}`
}

/** What is known of the waiver of an SLO, for a reader who decides about it; undefined where there is none. */
export function waiverText({ slo: { waiver: declared }, waiver }: Verdict): string | undefined {
  if (declared === undefined || waiver === undefined) return undefined
  const { ceiling, owner, expires, reason } = declared
  return sanitizeFlat(`${waiver.status}: up to ${ceiling.written} until ${expires}, ${owner}: ${reason}`)
}
