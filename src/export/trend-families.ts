import type { Trend } from '../model/trend.ts'
import { gauge } from './metric-family.ts'
import type { Labels, MetricFamily } from './metric-family.ts'

/** What earlier runs say of the SLOs of this one. */
export interface PastFigures {
  readonly trends: readonly Trend[]
  /** Of every SLO in how many runs in a row it has been violated; undefined where nobody knows. */
  readonly violatedRuns: readonly (readonly [slo: string, runs: number | undefined])[]
}

/** Where the figures of the SLOs are going. Nothing of what is still learning, and no forecast where nothing is foreseen. */
export function trendFamilies({ trends, violatedRuns }: PastFigures): MetricFamily[] {
  const points = (figure: (trend: Trend) => number | undefined): (readonly [Labels, number | undefined])[] =>
    trends.map((trend) => [{ slo: trend.slo }, figure(trend)])
  return [
    gauge(
      'violated_runs',
      'In how many runs in a row the SLO has been violated.',
      violatedRuns.map(([slo, runs]) => [{ slo }, runs]),
    ),
    gauge(
      'trend_change_ratio',
      'How much what is measured has changed since it last jumped; 0.1 for 10 % more.',
      points(({ slope }) => slope?.change),
    ),
    gauge('trend_breach_runs', 'Runs until the typical run breaks the promise, if it goes on like this.', points(breachOf)),
  ]
}

function breachOf({ forecast }: Trend): number | undefined {
  if (forecast.kind === 'broken') return 0
  return forecast.kind === 'breach' ? forecast.runs : undefined
}
