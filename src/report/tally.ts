import type { Status, Verdict } from '../model/verdict.ts'

/** The five verdicts, what needs a look first. */
const statusOrder = ['violated', 'no-data', 'inconclusive', 'warning', 'met'] as const satisfies readonly Status[]

/** How many SLOs came to one verdict, and how many of those only warn. */
export interface Tally {
  readonly status: Status
  readonly count: number
  readonly warnOnly: number
}

/** Counts the verdicts, the worst kind first; a kind that did not occur is left out. */
export function tally(verdicts: readonly Verdict[]): Tally[] {
  return statusOrder
    .map((status) => {
      const alike = verdicts.filter((verdict) => verdict.status === status)
      return { status, count: alike.length, warnOnly: alike.filter(({ slo }) => slo.enforce === 'warn').length }
    })
    .filter(({ count }) => count > 0)
}

/** The verdicts, the worst kind first, otherwise as declared. */
export function worstFirst(verdicts: readonly Verdict[]): Verdict[] {
  return statusOrder.flatMap((status) => verdicts.filter((verdict) => verdict.status === status))
}

/** `2 violated (1 warn only)`, `1 no data`. */
export function tallyText({ status, count, warnOnly }: Tally): string {
  const word = status === 'no-data' ? 'no data' : status
  const mild = warnOnly > 0 && (status === 'violated' || status === 'no-data') ? ` (${warnOnly} warn only)` : ''
  return `${count} ${word}${mild}`
}
