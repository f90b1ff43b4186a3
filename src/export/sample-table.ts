import { renderLabels, renderNumber, samplesOf } from './exposition.ts'
import type { MetricFamily } from './metric-family.ts'

/** One line per figure after a heading: name, labels as Prometheus writes them, value. CSV after RFC 4180. */
export function renderSampleTable(families: readonly MetricFamily[]): string {
  const rows = families.flatMap((family) => samplesOf(family))
  const lines = rows.map(({ name, labels, value }) => [name, quote(renderLabels(labels)), renderNumber(value)].join(','))
  return ['metric,labels,value', ...lines, ''].join('\r\n')
}

/** Labels begin with a brace, so no program takes them for a formula. */
function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
