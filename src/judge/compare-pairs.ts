import type { Change, Comparison, Pairs } from '../model/comparison.ts'
import type { Metric } from '../model/metric.ts'
import { median } from '../stats/median.ts'
import { hodgesLehmann, wilcoxon } from '../stats/wilcoxon.ts'

/** Changes up to this share are taken for none, however certain they are. */
export const smallest = 0.02

/**
 * The numbers of pairs after which the figures are looked at. Each further look is one more chance to be wrong, so each has its own
 * small share of the error: at the first one all ten pairs have to agree.
 */
export const looks = [10, 15, 20, 30, 50] as const

/** Of one look, two-sided; five of them stay below 1 %. */
const level = 0.002

/**
 * Two revisions by the figures of interleaved pairs: Wilcoxon's signed-rank test on the logarithms of their ratios, and a median
 * change above 2 %. `same` is said only where the interval of the change leaves no room for more than that.
 */
export function comparePairs(pairs: Pairs): Comparison {
  const { subject, metric, unit, base, head } = pairs
  const count = Math.min(base.length, head.length)
  const medians = { base: median(base), head: median(head) }
  return { subject, metric, unit, pairs: count, ...medians, ...judged(pairs, count) }
}

type Judged = Pick<Comparison, 'change' | 'interval' | 'verdict' | 'reason'>

function judged({ metric, base, head }: Pairs, count: number): Judged {
  if (count === 0) return { verdict: 'inconclusive', reason: 'not measured on both sides' }
  if (isConstant(base) && isConstant(head) && count >= 2) return exactly(metric, base[0] as number, head[0] as number)
  if ([...base, ...head].some((value) => value <= 0)) return { verdict: 'inconclusive', reason: 'a value of 0 has no ratio' }
  return statistically(metric, logRatios(base, head, count))
}

function isConstant(values: readonly number[]): boolean {
  return values.every((value) => value === values[0])
}

/** Sizes and counts that do not vary need no statistics. */
function exactly(metric: Metric, base: number, head: number): Judged {
  if (base === head) return { change: 0, interval: [0, 0], verdict: 'same', reason: 'the same in every pair' }
  const change = base === 0 ? undefined : head / base - 1
  const interval = change === undefined ? undefined : ([change, change] as const)
  return { change, interval, verdict: direction(metric, head - base), reason: 'without any variation on either side' }
}

function logRatios(base: readonly number[], head: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_, index) => Math.log((head[index] as number) / (base[index] as number)))
}

function statistically(metric: Metric, ratios: readonly number[]): Judged {
  const { estimate, low, high } = hodgesLehmann(ratios, 1 - level)
  const pValue = certainty(ratios)
  const change = Math.expm1(estimate)
  const interval = [Math.expm1(low), Math.expm1(high)] as const
  const enough = ratios.length >= looks[0]
  if (enough && pValue < level && Math.abs(change) > smallest)
    return { change, interval, verdict: direction(metric, change), reason: `p ${pValue.toPrecision(1)}` }
  if (enough && interval[0] > -smallest && interval[1] < smallest)
    return { change, interval, verdict: 'same', reason: 'no room for a change above 2 %' }
  return {
    change,
    interval,
    verdict: 'inconclusive',
    reason: enough ? 'the figures vary too much' : `fewer than ${looks[0]} pairs`,
  }
}

/** Where all agree the exact p is that of as many tosses of a coin, also where equal ratios leave Wilcoxon only an approximation. */
function certainty(ratios: readonly number[]): number {
  const allAgree = ratios.every((ratio) => ratio > 0) || ratios.every((ratio) => ratio < 0)
  return allAgree ? 2 ** (1 - ratios.length) : wilcoxon(ratios).pValue
}

/** Of throughput, more is better. */
function direction(metric: Metric, change: number): Change {
  const isMoreBetter = metric === 'throughput' || metric === 'rate'
  return change > 0 === isMoreBetter ? 'better' : 'worse'
}
