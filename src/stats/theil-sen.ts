import { kendallSpread } from './kendall-spread.ts'
import { median } from './median.ts'
import { normalQuantile } from './normal.ts'
import { sorted } from './quantile.ts'
import { rank } from './ranks.ts'

/** A straight line through values, and the range that holds its slope with the confidence asked for. */
export interface Line {
  readonly slope: number
  readonly low: number
  readonly high: number
  /** The value of the line at x = 0. */
  readonly intercept: number
}

/**
 * Theil and Sen's line: the median of the slopes between all pairs of points, which up to 29 % of wild values do not move. `x` is
 * 0, 1, 2, ... unless given. NaN where no two points differ in x.
 * Source: P. K. Sen, Estimates of the regression coefficient based on Kendall's tau, 1968.
 */
export function theilSen(y: readonly number[], x: readonly number[] = y.map((_, index) => index), confidence = 0.95): Line {
  const slopes = sorted(slopesBetween(x, y))
  const slope = median(slopes)
  const reach = -normalQuantile((1 - confidence) / 2) * kendallSpread(y.length, rank(x).ties, rank(y).ties)
  const above = Math.min(Math.round((slopes.length + reach) / 2), slopes.length - 1)
  const below = Math.max(Math.round((slopes.length - reach) / 2) - 1, 0)
  return {
    slope,
    low: slopes[below] ?? Number.NaN,
    high: slopes[above] ?? Number.NaN,
    intercept: median(y) - slope * median(x),
  }
}

function slopesBetween(x: readonly number[], y: readonly number[]): number[] {
  const slopes: number[] = []
  for (const [i, xi] of x.entries())
    for (const [j, xj] of x.entries()) if (xj > xi) slopes.push(((y[j] as number) - (y[i] as number)) / (xj - xi))
  return slopes
}
