import type { Summary } from '../model/summary.ts'
import { mean, stddev } from '../stats/moments.ts'
import { quantile, sorted } from '../stats/quantile.ts'
import { sum } from '../stats/sum.ts'
import { assertFinite } from './assert-finite.ts'

/**
 * All figures of a series at once, in the unit of the samples; undefined for no samples.
 * @throws RangeError for a sample that is not finite.
 */
export function summarize(samples: readonly number[]): Summary | undefined {
  if (samples.length === 0) return undefined
  assertFinite(samples)
  const [first] = samples as readonly [number]
  if (samples.length === 1) return ofOne(first)
  const ascending = sorted(samples)
  return {
    count: samples.length,
    min: quantile(ascending, 0),
    max: quantile(ascending, 100),
    mean: mean(samples),
    median: quantile(ascending, 50),
    sum: sum(samples),
    last: samples.at(-1) as number,
    stddev: stddev(samples),
    p90: quantile(ascending, 90),
    p95: quantile(ascending, 95),
    p99: quantile(ascending, 99),
  }
}

/** Most series hold one sample, and a report of many tests summarizes each: there is nothing to sort or to add up. */
function ofOne(sample: number): Summary {
  const all = { min: sample, max: sample, mean: sample, median: sample, sum: sample, last: sample }
  return { count: 1, ...all, stddev: undefined, p90: sample, p95: sample, p99: sample }
}
