import { canonical, meets } from './objective.ts'
import type { Statistic } from './objective.ts'
import { selects } from './selects.ts'
import type { Measured } from './series.ts'
import type { Slo } from './slo.ts'

/** How many of the samples that an SLO looks at keep its bound each by itself. */
export interface GoodSamples {
  readonly good: number
  readonly total: number
}

/**
 * Counts the samples of an SLO, those that failed among the bad ones. Undefined where there are none, or where no single sample can be
 * compared with the objective.
 */
export function goodSamples({ sli, objective }: Pick<Slo, 'sli' | 'objective'>, measured: Measured): GoodSamples | undefined {
  if (!comparesSamples(objective.statistic)) return undefined
  const selected = selects(sli.subject)
  const failed = measured.gaps.filter((gap) => gap.kind === 'failed-sample' && selected(gap.subject)).length
  let [good, total] = [0, failed]
  for (const { subject, metric, samples } of measured.series) {
    if (metric !== sli.metric || !selected(subject)) continue
    total += samples.length
    good += samples.filter((sample) => Number.isFinite(sample) && meets(objective, sample)).length
  }
  return total === 0 ? undefined : { good, total }
}

/** False for a sum, a count and a spread: no sample is one of these. */
export function comparesSamples(statistic: Statistic): boolean {
  return !['sum', 'count', 'stddev'].includes(canonical(statistic))
}
