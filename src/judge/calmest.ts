import { isTiming } from '../model/metric.ts'
import type { Metric, SubjectKind } from '../model/metric.ts'
import type { Statistic } from '../model/objective.ts'
import { sum } from '../stats/sum.ts'

/** A figure of both sides, one value for each run. */
export interface Valued {
  readonly statistic: Statistic
  readonly base: readonly number[]
  readonly head: readonly number[]
}

/**
 * What may stand for the samples of a run in a comparison. Other work on the machine makes times longer and never shorter, so of those the
 * shorter samples may, which garbage collection in between makes uneven again; of rates the higher ones. Everything else is not disturbed
 * to one side.
 */
export function candidatesFor(kind: SubjectKind, metric: Metric): readonly [Statistic, ...Statistic[]] {
  if (metric === 'throughput' || metric === 'rate') return ['median', 'mean', 'p75', 'max']
  return isTiming(kind, metric) || metric === 'cpuTime' ? ['median', 'mean', 'p25', 'min'] : ['median']
}

/**
 * Of these the one whose pairs differ least, the first where none can be told. It stays the same where base and head are exchanged, so
 * that the choice leans to neither. Pairs of CPU time may agree on any change: measured against no change, what shows a change least
 * would stand for it. In exchange the test of the chosen values is not quite exact (benchmarks/compare.mjs measures its error rate). The
 * others, which vary far more, are measured against no change: then it does not matter even which run of a single pair is the base.
 */
export function calmest<T extends Valued>(candidates: readonly [T, ...T[]], metric: Metric): T {
  return candidates.reduce((least, one) => (spreadOf(one, metric) < spreadOf(least, metric) ? one : least), candidates[0])
}

/** Of values that repeat themselves nothing can be said: a coarse clock gives the same shortest sample to different work. */
function spreadOf({ base, head }: Valued, metric: Metric): number {
  const values = [...base, ...head]
  if (values.some((value) => !(value > 0)) || new Set(values).size * 2 <= values.length) return Infinity
  const ratios = base.map((value, at) => Math.log((head[at] as number) / value))
  const agreed = metric === 'cpuTime' ? sum(ratios) / ratios.length : 0
  return sum(ratios.map((ratio) => (ratio - agreed) ** 2))
}
