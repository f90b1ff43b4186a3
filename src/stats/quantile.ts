/**
 * The quantile of type 7 (Hyndman and Fan, Sample Quantiles in Statistical Packages, 1996): linear between the order statistics,
 * the default of R, NumPy and Excel. The values ascend; `percent` lies in 0..100. NaN for no values.
 */
export function quantile(ascending: readonly number[], percent: number): number {
  const position = withoutDust(((ascending.length - 1) * percent) / 100)
  const below = ascending[Math.floor(position)] ?? Number.NaN
  const above = ascending[Math.ceil(position)] ?? Number.NaN
  return between(below, above, position - Math.floor(position))
}

/** Ascending, without changing the original. */
export function sorted(values: readonly number[]): number[] {
  return Array.from(Float64Array.from(values).toSorted())
}

/** 33.3 is no binary fraction: where the position is a whole number on paper it is one here, and a sample comes back unchanged. */
function withoutDust(position: number): number {
  const whole = Math.round(position)
  return Math.abs(position - whole) <= whole * 4 * Number.EPSILON ? whole : position
}

/** From the nearer end, so that the result never leaves the two. */
function between(below: number, above: number, share: number): number {
  const gap = above - below
  return share < 0.5 ? below + gap * share : above - gap * (1 - share)
}
