import { isTiming } from '../model/metric.ts'
import { headroom, meets } from '../model/objective.ts'
import type { Slo } from '../model/slo.ts'
import type { Verdict } from '../model/verdict.ts'
import { describeFigure, valueText } from './describe.ts'
import type { Figure } from './describe.ts'
import type { JudgeTools } from './judge-tools.ts'

/**
 * The verdict on a figure that breaks its objective: violated, unless it is a timing that was met when measured again, or that an
 * unfit machine took. Bytes, counts and CPU time are hard.
 */
export function accuse(figure: Figure, tools: JudgeTools): Verdict {
  const { slo, value, evidence } = figure
  const second = isTimed(slo) ? secondValue(figure, tools) : undefined
  const doubts = isTimed(slo) ? doubtsAbout(slo, second, tools) : []
  const confirmed = second === undefined ? '' : `; confirmed: ${slo.objective.statistic} ${valueText(slo, second)}`
  return {
    status: doubts.length > 0 ? 'inconclusive' : 'violated',
    slo,
    measured: value,
    headroom: headroom(slo.objective, value),
    samples: evidence.samples.length,
    exact: evidence.exact,
    confirmed: second,
    reason: describeFigure(figure) + (doubts.length > 0 ? `, but ${doubts.join(', and ')}` : confirmed),
  }
}

/** Whether an SLO is about a figure that a busy machine makes larger. */
export function isTimed({ sli: { subject, metric, unit }, objective }: Slo): boolean {
  if (objective.statistic === 'count') return false
  // What tests record themselves in time or per time was taken with a clock.
  return isTiming(subject.kind, metric) || (subject.kind === 'metric' && (unit === 'ms' || unit === '1/s' || unit === 'bytes/s'))
}

/**
 * The statistic of the second measurement: it acquits, or confirms. Undefined where there was none, and where another series, which
 * nobody measured again, is the one that violates.
 */
function secondValue({ slo: { objective }, evidence: { second } }: Figure, { statisticOf }: JudgeTools): number | undefined {
  if (second === undefined) return undefined
  // Never undefined: it has at least as many samples as the first measurement, of which the statistic exists.
  const whole = statisticOf(second.whole, objective.statistic) as number
  if (meets(objective, whole)) return whole
  const own = statisticOf(second.confirmations, objective.statistic)
  return own === undefined || meets(objective, own) ? undefined : whole
}

function doubtsAbout(slo: Slo, second: number | undefined, { fitness }: JudgeTools): string[] {
  const acquitted = second !== undefined && meets(slo.objective, second) ? [`${valueText(slo, second)} when measured again`] : []
  return fitness.fit ? acquitted : [...acquitted, `the machine was unfit: ${fitness.reasons.join('; ')}`]
}
