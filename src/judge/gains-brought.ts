import type { Comparison, GainBrought } from '../model/comparison.ts'
import { seriesKey } from '../model/history.ts'
import type { Insight } from '../model/insight.ts'

/**
 * What advice on the base promised beside what the comparison measured, for each cost of the base whose gain has a number: whether the
 * cost is gone on the other side, and the change of its figure where that was compared.
 */
export function gainsBrought(
  base: readonly Insight[],
  head: readonly Insight[],
  compared: readonly Comparison[],
): readonly GainBrought[] {
  return base.flatMap((insight): GainBrought[] => {
    const gain = 'advice' in insight ? insight.advice.gain : undefined
    if (!('advice' in insight) || gain === undefined || gain.now === 0) return []
    const { subject, metric, now, best } = gain
    const isThere = head.some((other) => keyOf(other) === keyOf(insight))
    const promise = { cost: insight.kind, subject, metric, promised: best / now - 1, gone: !isThere }
    return [{ ...promise, ...measuredOf(compared, seriesKey(gain)) }]
  })
}

/** Which cost it is, whatever its evidence and its gain are just now. */
function keyOf(insight: Insight): string {
  const about = { ...insight } as { readonly [key: string]: unknown }
  return JSON.stringify([insight.kind, about['container'], about['file'], about['phase'], about['command'], about['subject']])
}

function measuredOf(compared: readonly Comparison[], key: string): Pick<GainBrought, 'measured' | 'interval'> {
  const { change, interval } = compared.find((one) => one.isBeside === undefined && seriesKey(one) === key) ?? {}
  if (change === undefined) return {}
  return interval === undefined ? { measured: change } : { measured: change, interval }
}
