import { kendallSpread } from './kendall-spread.ts'
import { rank } from './ranks.ts'
import { exactTail, normalTail } from './tail.ts'
import type { Alternative, Tested } from './tail.ts'

const exactUpTo = 50

/**
 * Whether values in time order rise or fall: S is the number of pairs that rise minus the number that fall. Exact for up to 50 values
 * of which none are equal. p is 1 for fewer than two values, which tell nothing.
 * Source: H. B. Mann, Nonparametric tests against trend, 1945; M. G. Kendall, Rank Correlation Methods, 1948.
 */
export function mannKendall(values: readonly number[], alternative: Alternative = 'two-sided'): Tested {
  const n = values.length
  const statistic = riseMinusFall(values)
  const { ties } = rank(values)
  if (ties.length === 0 && n <= exactUpTo) {
    // S runs in steps of two: as the number of rising pairs it runs in steps of one.
    const rising = (statistic + (n * (n - 1)) / 2) / 2
    return { statistic, pValue: exactTail(knownInversions(n), rising, alternative), method: 'exact' }
  }
  const spread = kendallSpread(n, ties)
  return { statistic, pValue: normalTail(statistic, { spread, step: 2 }, alternative), method: 'normal' }
}

function riseMinusFall(values: readonly number[]): number {
  let balance = 0
  for (const [i, earlier] of values.entries()) for (const later of values.slice(i + 1)) balance += Math.sign(later - earlier)
  return balance
}

const known = new Map<number, readonly number[]>()

/** Counted once for each n: a history asks for the same one again and again. */
function knownInversions(n: number): readonly number[] {
  const counted = known.get(n) ?? inversions(n)
  known.set(n, counted)
  return counted
}

/** How likely each number of inverted pairs is in a random order of n values; as shares, since 50! is beyond exact integers. */
function inversions(n: number): number[] {
  let shares = [1]
  for (let size = 2; size <= n; size++) {
    const before = shares
    shares = Array.from({ length: before.length + size - 1 }, (_, k) =>
      before.slice(Math.max(0, k - size + 1), k + 1).reduce((sum, share) => sum + share / size, 0),
    )
  }
  return shares
}
