import { isTiming } from '../model/metric.ts'
import type { Metric, SubjectKind } from '../model/metric.ts'
import type { Statistic } from '../model/objective.ts'

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
 * Of these the one whose pairs differ least, the first where none can be told. How far a pair differs is the same whichever of its
 * runs is called the base, so that the choice leans to neither side and the test of the chosen values keeps its error rate.
 */
export function calmest<T extends Valued>(candidates: readonly [T, ...T[]]): T {
  return candidates.reduce((least, one) => (spreadOf(one) < spreadOf(least) ? one : least), candidates[0])
}

/** Of values that repeat themselves nothing can be said: a coarse clock gives the same shortest sample to different work. */
function spreadOf({ base, head }: Valued): number {
  const values = [...base, ...head]
  if (values.some((value) => !(value > 0)) || new Set(values).size * 2 <= values.length) return Infinity
  return base.reduce((sum, value, at) => sum + Math.log((head[at] as number) / value) ** 2, 0)
}
