import type { Pairs } from '../model/comparison.ts'
import type { Noise, Reach } from '../model/noise.ts'
import { median } from '../stats/median.ts'
import { comparePairs, smallest } from './compare-pairs.ts'

/**
 * How many deviations of a pair a change must have for so many pairs at most, looked at as `comparePairs` is asked, to find it in 95 of
 * 100 comparisons. By simulation of `comparePairs` itself: normal noise, 1,500 comparisons a step, seed 12345.
 */
const deviations: readonly (readonly [pairs: number, factor: number])[] = [
  [10, 2.59],
  [15, 1.57],
  [20, 1.23],
  [30, 0.97],
  [50, 0.71],
]

/** Of the normal distribution: 95 of 100 lie below. */
const nearlyAll = 1.645

/** What pairs of runs of identical code tell of a figure. */
export function noiseOf(pairs: Pairs): Noise {
  const { subject, metric, unit, base, head } = pairs
  const { verdict, pairs: count } = comparePairs(pairs)
  const facts = { subject, metric, unit, median: median([...base, ...head]), pairs: count, verdict }
  const spread = spreadOf(pairs)
  return spread === undefined ? { ...facts, reach: [] } : { ...facts, spread, reach: reachOf(spread) }
}

/** The true ratio of identical code is 1, so deviations are taken from there and not from the mean. */
function spreadOf({ base, head }: Pairs): number | undefined {
  const values = [...base, ...head]
  if (values.every((value) => value === values[0])) return 0
  if (values.some((value) => value <= 0)) return undefined
  const squares = base.map((value, at) => Math.log((head[at] as number) / value) ** 2)
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length)
}

/** Beside being certain, a change has to be above the smallest that counts, and its estimate varies too. */
function reachOf(spread: number): readonly Reach[] {
  if (spread === 0) return [{ pairs: 2, change: 0 }]
  return deviations.map(([pairs, factor]) => {
    const counting = Math.log1p(smallest) + (nearlyAll * spread) / Math.sqrt(pairs)
    return { pairs, change: Math.expm1(Math.max(factor * spread, counting)) }
  })
}
