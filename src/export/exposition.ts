import type { Labels, MetricFamily, MetricPoint } from './metric-family.ts'

/** `openmetrics` is OpenMetrics 1.0; `prometheus` is text format 0.0.4, which Pushgateway and node_exporter read. */
export type Dialect = 'openmetrics' | 'prometheus'

/** One line of the text: a name with its suffix, labels, a figure. */
export interface Sample {
  readonly name: string
  readonly labels: Labels
  readonly value: number
}

/** The families as text, the same bytes for the same run. */
export function renderExposition(families: readonly MetricFamily[], dialect: Dialect): string {
  const text = families.map((family) => renderFamily(family, dialect)).join('')
  return dialect === 'openmetrics' ? `${text}# EOF\n` : text
}

/** The lines of a family, without its description. */
export function samplesOf({ name, type, points }: MetricFamily): Sample[] {
  return points.flatMap((point) => samplesOfPoint(type === 'counter' ? `${name}_total` : name, point))
}

function renderFamily(family: MetricFamily, dialect: Dialect): string {
  // In the older format a counter is described by the name of its samples.
  const name = family.type === 'counter' && dialect === 'prometheus' ? `${family.name}_total` : family.name
  const unit = dialect === 'openmetrics' ? unitLine(family) : ''
  const lines = samplesOf(family).map((sample) => `${sample.name}${renderLabels(sample.labels)} ${renderNumber(sample.value)}\n`)
  return `# HELP ${name} ${escapeHelp(family.help)}\n# TYPE ${name} ${family.type}\n${unit}${lines.join('')}`
}

/** A unit may be said only where the name ends in it. */
function unitLine({ name }: MetricFamily): string {
  const unit = /_(seconds|bytes|ratio)$/.exec(name)?.[1]
  return unit === undefined ? '' : `# UNIT ${name} ${unit}\n`
}

function samplesOfPoint(name: string, point: MetricPoint): Sample[] {
  const { labels } = point
  switch (point.kind) {
    case 'value':
      return [{ name, labels, value: point.value }]
    case 'summary':
      return [
        ...point.quantiles.map(({ quantile, value }) => ({
          name,
          labels: { ...labels, quantile: renderNumber(quantile) },
          value,
        })),
        ...totals(name, point),
      ]
    case 'histogram':
      return [
        ...point.buckets.map(({ upTo, count }) => bucket(name, { ...labels, le: renderNumber(upTo) }, count)),
        bucket(name, { ...labels, le: '+Inf' }, point.count),
        ...totals(name, point),
      ]
  }
}

function bucket(name: string, labels: Labels, value: number): Sample {
  return { name: `${name}_bucket`, labels, value }
}

function totals(name: string, { labels, sum, count }: MetricPoint & { readonly sum: number; readonly count: number }): Sample[] {
  return [
    { name: `${name}_sum`, labels, value: sum },
    { name: `${name}_count`, labels, value: count },
  ]
}

/** `{slo="a",status="met"}`; empty where there are none. */
export function renderLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${escapeValue(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

/** Whole bounds and quantiles with a point, as OpenMetrics wants them to be canonical; figures as JavaScript writes them. */
export function renderNumber(value: number): string {
  return String(value)
}

function escapeHelp(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"')
}

/** What the formats have no way to write, control characters and halves of characters, becomes a space. */
function escapeValue(text: string): string {
  const printable = text.replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f]|\p{Surrogate}/gu, ' ')
  return printable.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
