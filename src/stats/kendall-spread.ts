/** Standard deviation of Kendall's S of n values where nothing is related, with what groups of equal values take from it. */
export function kendallSpread(n: number, ...ties: readonly (readonly number[])[]): number {
  return Math.sqrt(Math.max(0, weight([n]) - weight(ties.flat())) / 18)
}

function weight(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + size * (size - 1) * (2 * size + 5), 0)
}
