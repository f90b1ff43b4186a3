import { median } from './median.ts'
import { normalQuantile } from './normal.ts'
import { sorted } from './quantile.ts'
import { rank, tieLoss } from './ranks.ts'
import { sum } from './sum.ts'
import { exactTail, normalTail } from './tail.ts'
import type { Alternative, Tested } from './tail.ts'

const exactUpTo = 50

/**
 * Wilcoxon's signed-rank test of paired differences: the sum of the ranks of those above 0. Differences of 0 are left out. Exact for
 * up to 50 differences of which none is 0 and none are equal in size. p is NaN where no difference is left.
 * Source: F. Wilcoxon, Individual comparisons by ranking methods, 1945.
 */
export function wilcoxon(differences: readonly number[], alternative: Alternative = 'two-sided'): Tested {
  const moved = differences.filter((difference) => difference !== 0)
  const n = moved.length
  const { ranks, ties } = rank(moved.map(Math.abs))
  const statistic = sum(ranks.filter((_, index) => (moved[index] as number) > 0))
  if (n === 0) return { statistic, pValue: Number.NaN, method: 'exact' }
  if (ties.length === 0 && n === differences.length && n <= exactUpTo)
    return { statistic, pValue: exactTail(rankSums(n), statistic, alternative), method: 'exact' }
  const spread = Math.sqrt((n * (n + 1) * (2 * n + 1) - tieLoss(ties) / 2) / 24)
  return { statistic, pValue: normalTail(statistic - (n * (n + 1)) / 4, { spread, step: 1 }, alternative), method: 'normal' }
}

/** The size of a difference, and the range that holds it with the confidence asked for. */
export interface Interval {
  readonly estimate: number
  readonly low: number
  readonly high: number
}

/**
 * The Hodges-Lehmann estimate of paired differences, the median of the means of all pairs, and the interval of those means that the
 * signed-rank test does not reject. The whole range where there are too few differences for that confidence; NaN for none.
 */
export function hodgesLehmann(differences: readonly number[], confidence = 0.95): Interval {
  const means = sorted(differences.flatMap((one, i) => differences.slice(i).map((other) => (one + other) / 2)))
  const outside = Math.max(0, rejected(differences.length, (1 - confidence) / 2) - 1)
  return {
    estimate: median(means),
    low: means[outside] ?? Number.NaN,
    high: means[means.length - 1 - outside] ?? Number.NaN,
  }
}

/** The smallest rank sum that is not rejected at this level on one side. */
function rejected(n: number, level: number): number {
  if (n > exactUpTo) {
    const spread = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24)
    return Math.ceil((n * (n + 1)) / 4 + normalQuantile(level) * spread)
  }
  const limit = level * 2 ** n
  let below = 0
  return rankSums(n).findIndex((count) => (below += count) > limit)
}

/** In how many of the 2^n ways to give signs the positive ranks add up to each sum. */
function rankSums(n: number): number[] {
  const counts: number[] = Array.from({ length: (n * (n + 1)) / 2 + 1 }, () => 0)
  counts[0] = 1
  for (let size = 1; size <= n; size++)
    for (let total = counts.length - 1; total >= size; total--)
      counts[total] = (counts[total] as number) + (counts[total - size] as number)
  return counts
}
