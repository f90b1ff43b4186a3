import { statisticOf } from '../../aggregate/statistic-of.ts'
import { calmest, candidatesFor } from '../../judge/calmest.ts'
import type { Valued } from '../../judge/calmest.ts'
import type { Comparison, PairedRuns, Pairs } from '../../model/comparison.ts'
import { canonical } from '../../model/objective.ts'
import type { Statistic } from '../../model/objective.ts'

/**
 * A figure of two revisions by the calmest value of its runs, and beside it by each of `asked` that is another one: a change of the
 * longest samples alone shows only there.
 */
export function compareRuns(runs: PairedRuns, asked: readonly Statistic[], judge: (pairs: Pairs) => Comparison): Comparison[] {
  const calm = calmValues(runs)
  const first = judge(pairsOf(runs, calm))
  if (!isSampled(runs)) return [first]
  const others = [...new Set(asked.map(canonical))].filter((statistic) => statistic !== calm.statistic && statistic !== 'count')
  return [
    { ...first, statistic: calm.statistic },
    ...others.flatMap((statistic): Comparison[] => {
      const values = valuesOf(runs, statistic)
      return values === undefined ? [] : [{ ...judge(pairsOf(runs, values)), statistic, isBeside: true }]
    }),
  ]
}

/** One value for each run of a figure: by the statistic whose pairs differ least. */
export function calmValues(runs: PairedRuns): Valued {
  const [first, ...others] = candidatesFor(runs.subject.kind, runs.metric).flatMap((statistic) => valuesOf(runs, statistic) ?? [])
  if (first === undefined) return { statistic: 'median', base: [], head: [] }
  return calmest([first, ...others], runs.metric)
}

/** Whether any run took more than one sample. */
export function isSampled({ base, head }: PairedRuns): boolean {
  return [...base, ...head].some((samples) => samples.length > 1)
}

/** Undefined where a run has no such value. */
function valuesOf({ base, head }: PairedRuns, statistic: Statistic): Valued | undefined {
  const values = { base: base.flatMap((one) => statisticOf(one, statistic) ?? []), head: head.flatMap((one) => statisticOf(one, statistic) ?? []) } // prettier-ignore
  return values.base.length === base.length && values.head.length === head.length ? { statistic, ...values } : undefined
}

function pairsOf({ subject, metric, unit }: PairedRuns, { base, head }: Valued): Pairs {
  return { subject, metric, unit, base, head }
}
