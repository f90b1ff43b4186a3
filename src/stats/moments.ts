import { sum } from './sum.ts'

/** The arithmetic mean; never outside the range of the values, and independent of their order. NaN for no values. */
export function mean(values: readonly number[]): number {
  const [low, high] = range(values)
  // The one rounding of the division may leave the range by a hair: the mean of equal values is that value.
  return Math.min(high, Math.max(low, sum(values) / values.length))
}

/**
 * The sample standard deviation (divisor n - 1), in two passes: exact deviations from the mean, no difference of large squares.
 * NaN for fewer than two values.
 */
export function stddev(values: readonly number[]): number {
  if (values.length < 2) return Number.NaN
  const center = mean(values)
  return Math.sqrt(sum(values.map((value) => (value - center) ** 2)) / (values.length - 1))
}

/** The smallest and the largest value, of any number of values. [Infinity, -Infinity] for none. */
export function range(values: readonly number[]): readonly [smallest: number, largest: number] {
  let [smallest, largest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    if (value < smallest) smallest = value
    if (value > largest) largest = value
  }
  return [smallest, largest]
}
