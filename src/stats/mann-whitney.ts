import { rank, tieLoss } from './ranks.ts'
import { sum } from './sum.ts'
import { exactTail, normalTail } from './tail.ts'
import type { Alternative, Tested } from './tail.ts'

// Beyond these the normal approximation is good, and the numbers of arrangements leave the whole numbers of a double.
const exactUpTo = 8
const exactUpToBoth = 200

/**
 * Mann-Whitney U of two independent groups: in how many of all pairs the value of the first is larger, equal ones counted half.
 * Exact where one group has at most 8 values, both have at most 200 and none are equal. p is NaN where a group is empty.
 * Source: H. B. Mann and D. R. Whitney, On a test of whether one of two random variables is stochastically larger, 1947.
 */
export function mannWhitney(first: readonly number[], second: readonly number[], alternative: Alternative = 'two-sided'): Tested {
  const [n, m] = [first.length, second.length]
  const { ranks, ties } = rank([...first, ...second])
  const statistic = sum(ranks.slice(0, n)) - (n * (n + 1)) / 2
  if (n === 0 || m === 0) return { statistic, pValue: Number.NaN, method: 'exact' }
  if (ties.length === 0 && Math.min(n, m) <= exactUpTo && n + m <= exactUpToBoth)
    return { statistic, pValue: exactTail(arrangements(n, m), statistic, alternative), method: 'exact' }
  const all = n + m
  const spread = Math.sqrt(((n * m) / 12) * (all + 1 - tieLoss(ties) / (all * (all - 1))))
  return { statistic, pValue: normalTail(statistic - (n * m) / 2, { spread, step: 1 }, alternative), method: 'normal' }
}

/** How many of the choices of n among n + m give each U: the coefficients of the Gaussian binomial, one factor after the other. */
function arrangements(n: number, m: number): number[] {
  const [few, many] = [Math.min(n, m), Math.max(n, m)]
  const counts: number[] = Array.from({ length: n * m + 1 }, () => 0)
  counts[0] = 1
  for (let i = 1; i <= few; i++) {
    for (let u = n * m; u >= many + i; u--) counts[u] = (counts[u] as number) - (counts[u - many - i] as number)
    for (let u = i; u <= n * m; u++) counts[u] = (counts[u] as number) + (counts[u - i] as number)
  }
  return counts
}
