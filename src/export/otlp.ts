import type { Run } from '../model/run.ts'
import type { RunTimes } from './run-families.ts'
import type { Labels, MetricFamily, MetricPoint } from './metric-family.ts'

/** The body of `POST /v1/metrics`: OTLP 1.x over HTTP in JSON, where 64-bit numbers are texts. */
export function renderOtlp(
  families: readonly MetricFamily[],
  { service, version, times: { startedAt, finishedAt } }: OtlpSender,
): string {
  const times = { startTimeUnixNano: nanoseconds(startedAt), timeUnixNano: nanoseconds(finishedAt) }
  const metrics = families.map((family) => metricOf(family, times))
  const resource = { attributes: attributesOf({ 'service.name': service ?? 'vitest-slo' }) }
  return JSON.stringify({ resourceMetrics: [{ resource, scopeMetrics: [{ scope: { name: 'vitest-slo', version }, metrics }] }] })
}

/** Who sends, and of when. */
export interface OtlpSender {
  readonly service?: Run['service']
  /** Of this package. */
  readonly version: string
  readonly times: RunTimes
}

interface Times {
  readonly startTimeUnixNano: string
  readonly timeUnixNano: string
}

/** Of `AggregationTemporality`: totals since the start of the run. */
const cumulative = 2

function metricOf({ name, type, help: description, points }: MetricFamily, times: Times): object {
  const dataPoints = points.map((point) => ({ ...times, attributes: attributesOf(point.labels), ...figuresOf(point) }))
  const about = { name, description, unit: unitOf(name) }
  switch (type) {
    case 'gauge':
      return { ...about, gauge: { dataPoints } }
    case 'counter':
      return { ...about, sum: { dataPoints, aggregationTemporality: cumulative, isMonotonic: true } }
    case 'histogram':
      return { ...about, histogram: { dataPoints, aggregationTemporality: cumulative } }
    case 'summary':
      return { ...about, summary: { dataPoints } }
  }
}

function figuresOf(point: MetricPoint): object {
  switch (point.kind) {
    case 'value':
      return { asDouble: point.value }
    case 'summary':
      return { count: String(point.count), sum: point.sum, quantileValues: point.quantiles }
    case 'histogram':
      return { count: String(point.count), sum: point.sum, ...bucketsOf(point) }
  }
}

/** OTLP counts each bucket by itself. */
function bucketsOf({ buckets, count }: MetricPoint & { readonly kind: 'histogram' }): object {
  const cumulativeCounts = [...buckets.map((bucket) => bucket.count), count]
  const bucketCounts = cumulativeCounts.map((upTo, i) => String(upTo - (cumulativeCounts[i - 1] ?? 0)))
  return { bucketCounts, explicitBounds: buckets.map(({ upTo }) => upTo) }
}

/** After UCUM. */
function unitOf(name: string): string {
  if (name.endsWith('_bytes_per_second')) return 'By/s'
  if (name.endsWith('_per_second')) return '1/s'
  if (name.endsWith('_seconds')) return 's'
  return name.endsWith('_bytes') ? 'By' : '1'
}

function attributesOf(labels: Labels): object[] {
  return Object.entries(labels).map(([key, stringValue]) => ({ key, value: { stringValue } }))
}

/** As text: more digits than a number holds. */
function nanoseconds(milliseconds: number): string {
  return `${milliseconds}000000`
}
