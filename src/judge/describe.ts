import { formatApart } from '../model/format-quantity.ts'
import { isUpperBound, meets, percentileOf } from '../model/objective.ts'
import type { Objective } from '../model/objective.ts'
import type { Slo } from '../model/slo.ts'
import { confidenceOfExtreme, samplesForConfidence } from '../stats/confidence.ts'
import type { Evidence } from './evidence.ts'

/** The statistic of an SLO, with the evidence it stands on. */
export interface Figure {
  readonly slo: Slo
  readonly value: number
  readonly evidence: Evidence
  /** Who recorded it, where it is not the figure of all that recorded. */
  readonly recordedBy?: string
}

/** `max 16.2s, objective <= 15s (+8.1 %, 2 of 10 samples over)`: measured, promised, and how much the figure is worth. */
export function describeFigure(figure: Figure): string {
  const { slo, value, evidence } = figure
  const { statistic, op, written } = slo.objective
  const details = [deviation(slo.objective, value), outside(slo.objective, evidence), evidence.exact ? undefined : 'an estimate', certainty(slo.objective, evidence)] // prettier-ignore
  const known = details.filter((detail) => detail !== undefined)
  const inBrackets = known.length === 0 ? '' : ` (${known.join(', ')})`
  const sentence = `${statistic} ${evidence.exact ? '' : '≈'}${valueText(slo, value)}, objective ${op} ${written}${inBrackets}`
  const who = figure.recordedBy === undefined ? '' : `; in ${figure.recordedBy}`
  return sentence + describeWarning(slo, value) + who + describeSkipped(evidence)
}

/** `2 of 10 samples failed: exit code 1; the others: max 2.6s, objective <= 3s`. */
export function describeFailures(slo: Slo, value: number | undefined, evidence: Evidence): string {
  const { failures, samples } = evidence
  const total = failures.length + samples.length
  // The output of a command follows its reason on lines of its own; it stays with the gap.
  const which = [...new Set(failures.map((reason) => reason.split('\n', 1)[0]))].slice(0, 3).join('; ')
  const sentence = `${failures.length} of ${total} ${total === 1 ? 'sample' : 'samples'} failed: ${which}`
  return value === undefined ? sentence : `${sentence}; the others: ${describeFigure({ slo, value, evidence })}`
}

/** With as many digits as tell the value from both bounds, so that a hair over never reads as met. */
export function valueText({ objective, warning }: Slo, value: number): string {
  const [text] = formatApart(value, objective.threshold, objective.unit)
  const [other] = formatApart(value, warning?.threshold ?? objective.threshold, objective.unit)
  return other.length > text.length ? other : text
}

function deviation(objective: Objective, value: number): string | undefined {
  const { threshold } = objective
  if (meets(objective, value) || threshold === 0 || value === threshold) return undefined
  const percent = ((value - threshold) / threshold) * 100
  if (Math.abs(percent) < 0.05) return 'by less than 0.1 %'
  const sign = percent > 0 ? '+' : ''
  return `${sign}${Math.abs(percent) < 100 ? Number(percent.toFixed(1)) : Math.round(percent)} %`
}

/** How many single samples lie outside; of no use for a sum, a count or a spread, which no sample is compared with. */
function outside(objective: Objective, { samples }: Evidence): string | undefined {
  const { statistic, op } = objective
  if (samples.length < 2 || statistic === 'sum' || statistic === 'count' || statistic === 'stddev') return undefined
  const count = samples.filter((sample) => !meets(objective, sample)).length
  return count === 0 ? undefined : `${count} of ${samples.length} samples ${isUpperBound(op) ? 'over' : 'under'}`
}

/** How sure a percentile can be, where there are too few samples for 95 %: the chance that the worst sample lies beyond it. */
function certainty({ statistic, op }: Objective, { samples }: Evidence): string | undefined {
  const percent = percentileOf(statistic)
  if (percent === undefined) return undefined
  const p = isUpperBound(op) ? percent / 100 : 1 - percent / 100
  if (samples.length >= samplesForConfidence(p, 0.95)) return undefined
  const sure = Math.floor(confidenceOfExtreme(samples.length, p) * 100)
  return `${statistic} of ${samples.length} ${samples.length === 1 ? 'sample' : 'samples'} is ${sure} % sure`
}

function describeWarning({ objective, warning }: Slo, value: number): string {
  if (warning === undefined || !meets(objective, value) || meets(warning, value)) return ''
  return `, ${isUpperBound(warning.op) ? 'over' : 'under'} the warning ${warning.op} ${warning.written}`
}

function describeSkipped({ skipped }: Evidence): string {
  if (skipped.length === 0) return ''
  return `; ${skipped.length} more ${skipped.length === 1 ? 'was' : 'were'} skipped`
}
