import type { ColdFirst, WideSpread } from '../../model/insight.ts'
import { isTiming } from '../../model/metric.ts'
import { canonical } from '../../model/objective.ts'
import { selects } from '../../model/selects.ts'
import type { Series } from '../../model/series.ts'
import type { Slo } from '../../model/slo.ts'
import type { Verdict } from '../../model/verdict.ts'
import { median, medianAbsoluteDeviation } from '../../stats/median.ts'
import type { Figures } from './figures.ts'

const fewestSamples = 5
const coldFactor = 1.5
/** Milliseconds. */
const worthTelling = 100

/** Commands whose first sample took half as long again as the others, and longer than each of them. */
export function coldFirsts({ all }: Figures): ColdFirst[] {
  return all.flatMap(({ subject, metric, samples }) => {
    const [first = 0, ...others] = samples
    if (subject.kind !== 'command' || metric !== 'duration' || samples.length < fewestSamples) return []
    const usual = median(others)
    const isCold = first > coldFactor * usual && first > Math.max(...others) && first - usual > worthTelling
    return isCold ? [{ kind: 'cold-first', command: subject.name, first, usual, samples: samples.length }] : []
  })
}

/** Objectives on the worst sample whose bound lies no further away than the samples from each other. */
export function wideSpreads({ all }: Figures, verdicts: readonly Verdict[]): WideSpread[] {
  return verdicts.flatMap((verdict): WideSpread[] => {
    const { slo } = verdict
    const isKept = verdict.status === 'met' || verdict.status === 'warning'
    if (!isKept || !isOnExtreme(verdict) || slo.objective.threshold <= 0) return []
    const only = onlySeries(all, slo)
    if (only === undefined || only.samples.length < fewestSamples) return []
    const [spread, margin] = [spreadOf(only), verdict.headroom / slo.objective.threshold]
    return spread > margin ? [{ kind: 'wide-spread', slo: slo.name, spread, margin, samples: only.samples.length }] : []
  })
}

/** The series that an SLO looks at, where it is a single one. */
function onlySeries(all: readonly Series[], { sli }: Slo): Series | undefined {
  const selected = selects(sli.subject)
  const judged = all.filter(({ subject, metric }) => metric === sli.metric && selected(subject))
  return judged.length === 1 ? judged[0] : undefined
}

function isOnExtreme({ slo: { sli, objective } }: Verdict): boolean {
  const statistic = canonical(objective.statistic)
  return (statistic === 'max' || statistic === 'min') && isTiming(sli.subject.kind, sli.metric)
}

/** 0 where the median is 0, which has no ratio. */
function spreadOf({ samples }: Series): number {
  const center = median(samples)
  return center > 0 ? (1.4826 * medianAbsoluteDeviation(samples)) / center : 0
}
