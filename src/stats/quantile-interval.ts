import { binomialCdf } from './binomial.ts'

/** The range of samples that holds a quantile; an end is undefined where there are too few samples to bound it. */
export interface QuantileInterval {
  readonly low?: number
  readonly high?: number
}

/**
 * The interval between two order statistics that holds the quantile of the distribution with at least this confidence, whatever the
 * distribution. The values ascend; `percent` lies between 0 and 100, both left out.
 * Source: W. J. Conover, Practical Nonparametric Statistics, 3rd edition, 3.2.
 */
export function quantileInterval(ascending: readonly number[], percent: number, confidence = 0.95): QuantileInterval {
  const chances = binomialCdf(ascending.length, percent / 100)
  const outside = (1 - confidence) / 2
  const below = chances.findIndex((chance) => chance >= outside)
  const above = chances.findIndex((chance) => 1 - chance <= outside)
  return { low: ascending[below - 1], high: ascending[above] }
}
