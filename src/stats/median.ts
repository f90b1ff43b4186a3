import { quantile, sorted } from './quantile.ts'

/** The value in the middle, or between the two in the middle. NaN for no values. */
export function median(values: readonly number[]): number {
  return quantile(sorted(values), 50)
}

/**
 * The median absolute deviation from the median, unscaled: half of the values lie no further away. Times 1.4826 it estimates the
 * standard deviation of normal values. NaN for no values.
 */
export function medianAbsoluteDeviation(values: readonly number[]): number {
  const center = median(values)
  return median(values.map((value) => Math.abs(value - center)))
}
