import { sum } from './sum.ts'

/** Beyond this the few values of a history cannot tell how far they depend on each other. */
const most = 0.9

/**
 * By which factor estimates from a line vary more than they would if no value depended on the one before it: the root of
 * (1 + r) / (1 - r) for the correlation r of neighbouring residuals, which is 1 for independent ones and never less. The correlation that
 * is seen in the residuals of a fitted line is too small by about (2 + 4 r) / n, which is added back.
 * Sources: M. S. Bartlett, Some aspects of the time-correlation problem, 1935; M. G. Kendall, Note on bias in the estimation of
 * autocorrelation, 1954.
 */
export function dependence(residuals: readonly number[]): number {
  const n = residuals.length
  const mean = sum(residuals) / n
  const off = residuals.map((value) => value - mean)
  const variance = sum(off.map((value) => value * value))
  if (n < 8 || variance === 0) return 1
  const seen = sum(off.slice(1).map((value, at) => value * (off[at] as number))) / variance
  const correlation = Math.min(most, Math.max(0, (seen + 2 / n) / (1 - 4 / n)))
  return Math.sqrt((1 + correlation) / (1 - correlation))
}
