/** Ranks from 1, in the order of the values; equal values share the mean of their ranks. */
export interface Ranks {
  readonly ranks: readonly number[]
  /** How many values are equal, for each group of two and more. */
  readonly ties: readonly number[]
}

/** Ranks values by size. */
export function rank(values: readonly number[]): Ranks {
  const order = values.map((_, index) => index).toSorted((a, b) => (values[a] as number) - (values[b] as number))
  const ranks = Array.from(values, () => 0)
  const ties: number[] = []
  for (let first = 0; first < order.length;) {
    const value = values[order[first] as number]
    let next = first + 1
    while (next < order.length && values[order[next] as number] === value) next++
    for (const index of order.slice(first, next)) ranks[index] = (first + 1 + next) / 2
    if (next - first > 1) ties.push(next - first)
    first = next
  }
  return { ranks, ties }
}

/** Sum of t^3 - t over groups of equal values: what ties take from the variance of a rank statistic. */
export function tieLoss(ties: readonly number[]): number {
  return ties.reduce((sum, size) => sum + size ** 3 - size, 0)
}
