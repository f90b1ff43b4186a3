/**
 * The sum of finite numbers, rounded once at the end, so that the order of the numbers does not matter.
 * Source: J. R. Shewchuk, Adaptive Precision Floating-Point Arithmetic, 1997 (the algorithm of Python's `math.fsum`).
 * Infinite where the sum is beyond the largest double; 0 for no numbers.
 */
export function sum(values: readonly number[]): number {
  const partials: number[] = []
  for (const value of values) addExactly(partials, value)
  const total = roundOnce(partials)
  return Number.isFinite(total) ? total : values.reduce((before, value) => before + value, 0)
}

/** Keeps the partial sums free of overlap, smallest first: together they are the exact sum. */
function addExactly(partials: number[], value: number): void {
  let rest = value
  let kept = 0
  for (const partial of partials) {
    const isLarger = Math.abs(partial) > Math.abs(rest)
    const high = rest + partial
    // What the sum lost of the smaller one.
    const low = isLarger ? rest - (high - partial) : partial - (high - rest)
    if (low !== 0) partials[kept++] = low
    rest = high
  }
  partials.length = kept
  partials.push(rest)
}

function roundOnce(partials: number[]): number {
  let high = partials.pop() ?? 0
  let low = 0
  while (partials.length > 0 && low === 0) {
    const before = high
    const next = partials.pop() as number
    high = before + next
    low = next - (high - before)
  }
  return roundTie(high, low, partials.at(-1) ?? 0)
}

/** Half way between two doubles, what is left below decides the direction. */
function roundTie(high: number, low: number, below: number): number {
  const doubled = low * 2
  return Math.sign(low) === Math.sign(below) && high + doubled - high === doubled ? high + doubled : high
}
