import { canonical, percentileOf } from '../model/objective.ts'
import type { Statistic } from '../model/objective.ts'
import { mean, range, stddev } from '../stats/moments.ts'
import { quantile, sorted } from '../stats/quantile.ts'
import { sum } from '../stats/sum.ts'
import { assertFinite } from './assert-finite.ts'

type Reduce = (samples: readonly number[]) => number | undefined

/**
 * The one number that an objective on this statistic is judged by, in the unit of the samples (`count` has none).
 * Undefined for no samples, and for the standard deviation of a single one.
 * @throws RangeError for a sample that is not finite, or a statistic that does not exist.
 */
export function statisticOf(samples: readonly number[], statistic: Statistic): number | undefined {
  if (samples.length === 0) return undefined
  assertFinite(samples)
  const percent = percentileOf(statistic)
  if (percent !== undefined) return quantile(sorted(samples), percent)
  const reduce = reducers[canonical(statistic)]
  if (reduce === undefined) throw new RangeError(`There is no statistic ${statistic}.`)
  return reduce(samples)
}

const reducers: Readonly<Record<string, Reduce>> = {
  min: (samples) => range(samples)[0],
  max: (samples) => range(samples)[1],
  mean,
  median: (samples) => quantile(sorted(samples), 50),
  sum,
  count: (samples) => samples.length,
  last: (samples) => samples.at(-1),
  stddev: (samples) => (samples.length < 2 ? undefined : stddev(samples)),
}
