import { normalCdf } from './normal.ts'

/** What is asked of two groups, or of a sequence: `greater` is the first against the second, or growth. */
export type Alternative = 'two-sided' | 'greater' | 'less'

/** A test's answer: how likely a result at least as extreme is where nothing differs. */
export interface Tested {
  readonly statistic: number
  readonly pValue: number
  /** `exact` counts every arrangement; `normal` approximates, with corrections for ties and for steps. */
  readonly method: 'exact' | 'normal'
}

/**
 * The p-value of a statistic with whole steps, from how many arrangements give each of its values: `counts[k]` for the value k.
 * A value between two steps counts as both of its neighbours.
 */
export function exactTail(counts: readonly number[], statistic: number, alternative: Alternative): number {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const atMost = counts.slice(0, Math.ceil(statistic) + 1).reduce((sum, count) => sum + count, 0) / total
  const atLeast = counts.slice(Math.floor(statistic)).reduce((sum, count) => sum + count, 0) / total
  if (alternative === 'two-sided') return Math.min(1, 2 * Math.min(atMost, atLeast))
  return alternative === 'greater' ? atLeast : atMost
}

/** The p-value by the normal approximation, half a step nearer to the mean; 1 where there is no spread at all. */
export function normalTail(
  distance: number,
  { spread, step }: { readonly spread: number; readonly step: number },
  alternative: Alternative,
): number {
  if (spread === 0) return 1
  const half = step / 2
  if (alternative === 'greater') return normalCdf(-(distance - half) / spread)
  if (alternative === 'less') return normalCdf((distance + half) / spread)
  return Math.min(1, 2 * normalCdf(-(Math.abs(distance) - half) / spread))
}
