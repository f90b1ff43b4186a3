import type { Comparison, Pairs } from '../model/comparison.ts'
import type { Finding } from '../model/bisection.ts'
import { comparePairs } from './compare-pairs.ts'

/** What is known of the commits, the oldest first; the last one is bad, and the one before the first is good. */
export type Findings = readonly (Finding | undefined)[]

/** Positions between which the change happened: after `good` (-1 for the good end itself), in `bad` at the latest. */
export interface Bounds {
  readonly good: number
  readonly bad: number
}

/** How far the search has come. */
export function boundsOf(findings: Findings): Bounds {
  const good = findings.lastIndexOf('good')
  return { good, bad: findings.indexOf('bad', good + 1) }
}

/** The commit to try next: of those not tried, the one nearest to the middle. Undefined where none is left. */
export function nextToTry(findings: Findings): number | undefined {
  const { good, bad } = boundsOf(findings)
  const middle = (good + bad) / 2
  const open = findings.flatMap((finding, at) => (finding === undefined && at > good && at < bad ? [at] : []))
  return open.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle) || a - b)[0]
}

/**
 * The figure that tells two ends apart most surely: of those that got worse, the one whose change is largest beside its interval.
 * Undefined where none got worse.
 */
export function decidingFigure(compared: readonly Comparison[]): Comparison | undefined {
  return compared.filter(({ verdict }) => verdict === 'worse').toSorted((a, b) => certainty(b) - certainty(a))[0]
}

/** How many widths of its interval a change lies away from none. A figure without variation is as sure as can be. */
function certainty({ change, interval }: Comparison): number {
  if (change === undefined || interval === undefined) return Infinity
  return Math.abs(Math.log1p(change)) / (Math.log1p(interval[1]) - Math.log1p(interval[0]))
}

/**
 * Compares a commit with the good end, and judges it by the point halfway to the bad one: `worse` is beyond it, `better` before it,
 * `same` too near to it to belong to either. To be told from halfway takes far fewer pairs than to be told from no change at all.
 * `whole` is the change of the bad end.
 */
export function compareHalfway(pairs: Pairs, whole: number | undefined): Comparison {
  const plain = comparePairs(pairs)
  // From 0 there is no halfway: anything else than 0 is the change.
  if (whole === undefined || whole <= -1) return plain
  const halfway = Math.sqrt(1 + whole)
  const { verdict, reason } = comparePairs({ ...pairs, head: pairs.head.map((value) => value / halfway) })
  return { ...plain, verdict, reason }
}

/** What a comparison with the good end says of a commit. `isHalfway` where it was judged by the point halfway. */
export function findingOf({ verdict }: Comparison, isHalfway: boolean): Finding {
  if (verdict === 'worse') return 'bad'
  if (verdict === 'better' || (verdict === 'same' && !isHalfway)) return 'good'
  return 'skipped'
}
