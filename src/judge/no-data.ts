import type { Gap, Measured } from '../model/series.ts'
import type { Slo } from '../model/slo.ts'
import { formatSubject } from '../model/subject.ts'
import type { NoDataCause, Verdict } from '../model/verdict.ts'
import type { Evidence } from './evidence.ts'
import { describeNotRecorded } from './not-recorded.ts'

/** An SLO of which too little is known, and what was found out instead. */
export interface Missing {
  readonly slo: Slo
  readonly evidence: Evidence
  readonly measured: Measured
  /** What the samples say that are there, where only a part is missing. */
  readonly known?: string
}

/** The verdict on what is missing, with the gravest cause and the reason in words. */
export function noData({ slo, evidence, measured, known }: Missing): Verdict {
  const { samples, unknown, skipped } = evidence
  const gaps = [...unknown, ...skipped]
  for (const [kind, cause] of causes) {
    const alike = gaps.filter((gap) => gap.kind === kind)
    if (alike.length > 0) return { status: 'no-data', cause, slo, reason: describeGaps(alike, known) }
  }
  const { statistic } = slo.objective
  if (samples.length > 0) return { status: 'no-data', cause: 'too-few-samples', slo, reason: tooFew(statistic, samples.length) }
  return { status: 'no-data', cause: 'not-recorded', slo, reason: describeNotRecorded(slo.sli, measured) }
}

/** The gravest first. A skipped test comes last: it says nothing of tests that ran and could not be measured. */
const causes: readonly (readonly [Gap['kind'], NoDataCause])[] = [
  ['crashed', 'crashed'],
  ['failed-test', 'failed-test'],
  ['unsupported', 'unsupported'],
  ['skipped-test', 'skipped'],
]

function describeGaps([first, ...others]: readonly Gap[], known: string | undefined): string {
  const { subject, reason } = first as Gap
  const more = others.length === 0 ? '' : `, and ${others.length} more like it`
  const rest = known === undefined ? '' : `; what was measured: ${known}`
  return `${formatSubject(subject)}: ${reason}${more}${rest}`
}

function tooFew(statistic: string, count: number): string {
  return `${statistic} needs at least 2 samples, and there is ${count}`
}
