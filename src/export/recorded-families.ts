import type { Config, MetricDeclaration } from '../model/config.ts'
import { SloError } from '../model/fault.ts'
import type { Series } from '../model/series.ts'
import type { Slo } from '../model/slo.ts'
import type { Unit } from '../model/unit.ts'
import { figuresOf } from './series-families.ts'
import type { Summarize } from './series-families.ts'
import { inBaseUnit, prefix, snakeCase, unitSuffix } from './metric-family.ts'
import type { MetricFamily, MetricPoint } from './metric-family.ts'

/** What of the configuration says how recorded metrics are exported. */
export type Recorded = Pick<Config, 'metrics' | 'slos'>

/**
 * The metrics that tests recorded, each in the type it was declared with: counters as totals, gauges with their last value, histograms
 * and timers in cumulative buckets, summaries with quantiles. Throws SloError where two would share a name.
 */
export function recordedFamilies(series: readonly Series[], { metrics, slos }: Recorded, summarize: Summarize): MetricFamily[] {
  const names = new Map<string, string>()
  return metrics.flatMap((declared) => {
    const name = recordedName(declared)
    const other = names.get(name)
    if (other !== undefined) throw new SloError(`metrics.${declared.name} and metrics.${other} would both be exported as ${name}: rename one of them`) // prettier-ignore
    names.set(name, declared.name)
    const wanted = declared.type === 'counter' || declared.type === 'gauge' ? 'value' : 'distribution'
    const found = series.find(({ subject, metric }) => subject.kind === 'metric' && subject.name === declared.name && metric === wanted) // prettier-ignore
    const point = found === undefined ? undefined : pointOf(declared, found, { slos, summarize })
    return point === undefined ? [] : [familyOf(declared, name, point)]
  })
}

function recordedName(declared: MetricDeclaration): string {
  return `${prefix}metric_${plainName(declared)}`
}

/** `http_latency_seconds`, as a program would name it that exposes it; the unit is not said twice, and `_total` is of the type. */
export function plainName({ name, unit }: Omit<MetricDeclaration, 'type'>): string {
  const suffix = unitSuffix[unit]
  const plain = snakeCase(name).replace(/_total$/, '')
  return plain.endsWith(suffix) ? plain : `${plain}${suffix}`
}

function familyOf({ name: declared, type }: MetricDeclaration, name: string, point: MetricPoint): MetricFamily {
  const help = `${declared}, as tests recorded it.`
  return { name, type: type === 'timer' ? 'histogram' : type, help, points: [point] }
}

interface Reading {
  readonly slos: readonly Slo[]
  readonly summarize: Summarize
}

function pointOf({ name, type }: MetricDeclaration, { samples, unit }: Series, reading: Reading): MetricPoint | undefined {
  const known = samples.filter(Number.isFinite)
  const summary = reading.summarize(known)
  if (summary === undefined) return undefined
  if (type === 'counter' || type === 'gauge') return { kind: 'value', labels: {}, value: inBaseUnit(summary.last, unit) }
  if (type === 'summary') return { kind: 'summary', labels: {}, ...figuresOf(summary, unit) }
  const bounds = bucketBounds(unit, thresholdsOn(name, reading.slos))
  const buckets = bounds.map((bound) => ({
    upTo: inBaseUnit(bound, unit),
    count: known.filter((value) => value <= bound).length,
  }))
  return { kind: 'histogram', labels: {}, buckets, sum: inBaseUnit(summary.sum, unit), count: summary.count }
}

/** A promise about a distribution is a bound of its buckets: how many kept it can be read off without interpolating. */
function thresholdsOn(name: string, slos: readonly Slo[]): number[] {
  const on = slos.filter(({ sli }) => sli.subject.kind === 'metric' && sli.subject.name === name && sli.metric === 'distribution')
  return on.map(({ objective }) => objective.threshold)
}

/** The same bounds in every run, whatever it measured, so that runs can be added up. In the canonical unit. */
export function bucketBounds(unit: Unit, thresholds: readonly number[]): number[] {
  return [...new Set([...standardBounds[unit], ...thresholds])].toSorted((a, b) => a - b)
}

const decades = (from: number, to: number): number[] => {
  const bounds: number[] = []
  for (let power = from; power <= to; power++) bounds.push(...[1, 2.5, 5].map((step) => Number(`${step}e${power}`)))
  return bounds
}

const standardBounds: Readonly<Record<Unit, readonly number[]>> = {
  // 1 ms to 50 s.
  ms: decades(0, 4),
  // 1 KiB to 1 GiB, in steps of four.
  bytes: Array.from({ length: 11 }, (_, i) => 1024 * 4 ** i),
  ratio: [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1],
  '1/s': decades(0, 6),
  'bytes/s': Array.from({ length: 11 }, (_, i) => 1024 * 4 ** i),
  count: decades(0, 6),
}
