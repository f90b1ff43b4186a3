import type { Run } from '../model/run.ts'
import type { MetricFamily } from './metric-family.ts'
import { recordedFamilies } from './recorded-families.ts'
import type { Recorded } from './recorded-families.ts'
import { runFamilies } from './run-families.ts'
import type { RunTimes } from './run-families.ts'
import { seriesFamilies } from './series-families.ts'
import type { Summarize } from './series-families.ts'
import { trendFamilies } from './trend-families.ts'
import type { PastFigures } from './trend-families.ts'
import { verdictFamilies } from './verdict-families.ts'

export interface MetricOptions {
  readonly summarize: Summarize
  /** Declared metrics, and the SLOs whose thresholds become bounds of buckets. */
  readonly recorded: Recorded
  /** Whether every single test is a label set of its own. */
  readonly tests: boolean
  readonly times: RunTimes
  /** Undefined where no run is remembered. */
  readonly past?: PastFigures
}

/** Everything a monitoring system wants to know of a run, sorted by name. Throws SloError where two metrics would share a name. */
export function metricFamilies(run: Run, { summarize, recorded, tests, times, past }: MetricOptions): MetricFamily[] {
  const families = [
    ...runFamilies(run, times),
    ...verdictFamilies(run.verdicts),
    ...(past === undefined ? [] : trendFamilies(past)),
    ...seriesFamilies(run.series, { summarize, tests }),
    ...recordedFamilies(run.series, recorded, summarize),
  ]
  const known = families.filter(({ points }) => points.length > 0).map((family) => withService(family, run.service))
  return known.toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** Several projects may feed one server. */
function withService(family: MetricFamily, service: string | undefined): MetricFamily {
  if (service === undefined) return family
  return { ...family, points: family.points.map((point) => ({ ...point, labels: { service, ...point.labels } })) }
}
