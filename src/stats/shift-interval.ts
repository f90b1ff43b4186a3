import { median } from './median.ts'
import { normalQuantile } from './normal.ts'
import { sorted } from './quantile.ts'
import type { Interval } from './wilcoxon.ts'

/**
 * By how much the first group lies above the second: the Hodges-Lehmann estimate, which is the median of all differences, and the
 * interval of those that Mann and Whitney's test does not reject, by its normal approximation. The whole range where there are too few
 * values for that confidence; NaN where a group is empty.
 * Source: J. L. Hodges and E. L. Lehmann, Estimates of location based on rank tests, 1963.
 */
export function shiftInterval(first: readonly number[], second: readonly number[], confidence = 0.95): Interval {
  const differences = sorted(first.flatMap((one) => second.map((other) => one - other)))
  const [n, m] = [first.length, second.length]
  const spread = Math.sqrt((n * m * (n + m + 1)) / 12)
  const outside = Math.max(0, Math.floor((n * m) / 2 + normalQuantile((1 - confidence) / 2) * spread))
  return {
    estimate: median(differences),
    low: differences[outside] ?? Number.NaN,
    high: differences[differences.length - 1 - outside] ?? Number.NaN,
  }
}
