/**
 * The chance that a standard normal variable is at most z. Correct to 1e-15, and in the far tail to 1e-7 of itself.
 * Source: J. F. Hart, Computer Approximations, 1968, algorithm 5666, as given by G. West, Better approximations to cumulative normal
 * functions, 2005.
 */
export function normalCdf(z: number): number {
  const tail = lowerTail(Math.abs(z))
  return z > 0 ? 1 - tail : tail
}

/** The value that a standard normal variable stays below with this chance: -1.96 for .025. Infinite for 0 and 1. */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p)
  if (p <= 0) return Number.NEGATIVE_INFINITY
  // The chance only grows with z: halving the range ends where no double is left between its ends.
  let [low, high] = [-40, 0]
  for (let middle = -20; middle > low && middle < high; middle = (low + high) / 2) {
    if (normalCdf(middle) < p) low = middle
    else high = middle
  }
  return high
}

const numerator = [3.52624965998911e-2, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931, 220.206867912376] // prettier-ignore
const denominator = [8.83883476483184e-2, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831, 793.826512519948, 440.413735824752] // prettier-ignore

function lowerTail(z: number): number {
  const density = Math.exp((-z * z) / 2)
  if (z < 7.07106781186547) return (density * polynomial(numerator, z)) / polynomial(denominator, z)
  return density / (z + 1 / (z + 2 / (z + 3 / (z + 4 / (z + 0.65))))) / Math.sqrt(2 * Math.PI)
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0)
}
