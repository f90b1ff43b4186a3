import type { Series } from '../model/series.ts'
import type { Summary } from '../model/summary.ts'
import { inBaseUnit, labels, prefix, snakeCase, unitSuffix } from './metric-family.ts'
import type { MetricFamily, MetricPoint } from './metric-family.ts'

/** Reduces samples; given by the caller, because aggregating is another stage. */
export type Summarize = (samples: readonly number[]) => Summary | undefined

/** What commands, containers, measures, files and the run were measured to be, a summary for each. Tests are left out unless asked for. */
export function seriesFamilies(
  series: readonly Series[],
  { summarize, tests }: { readonly summarize: Summarize; readonly tests: boolean },
): MetricFamily[] {
  const families = new Map<string, { readonly help: string; readonly points: MetricPoint[] }>()
  for (const one of series) {
    const { kind } = one.subject
    if (kind === 'metric' || (kind === 'test' && !tests)) continue
    const point = pointOf(one, summarize)
    const name = `${prefix}${snakeCase(one.metric)}${unitSuffix[one.unit]}`
    const family = families.get(name) ?? { help: `${one.metric} of what was measured.`, points: [] }
    families.set(name, family)
    if (point !== undefined) family.points.push(point)
  }
  return [...families].map(([name, family]) => ({ name, type: 'summary', ...family }) as const)
}

function pointOf({ subject, unit, samples }: Series, summarize: Summarize): MetricPoint | undefined {
  const summary = summarize(samples.filter(Number.isFinite))
  if (summary === undefined) return undefined
  const { kind, name, file, project } = subject
  return { kind: 'summary', labels: labels({ kind, name, file, project }), ...figuresOf(summary, unit) }
}

/** Quantiles, sum and count of a summary, in base units. */
export function figuresOf(
  { min, median, p90, p95, p99, max, sum, count }: Summary,
  unit: Series['unit'],
): Pick<MetricPoint & { readonly kind: 'summary' }, 'quantiles' | 'sum' | 'count'> {
  const figures = [[0, min], [0.5, median], [0.9, p90], [0.95, p95], [0.99, p99], [1, max]] as const // prettier-ignore
  return {
    quantiles: figures.map(([quantile, value]) => ({ quantile, value: inBaseUnit(value, unit) })),
    sum: inBaseUnit(sum, unit),
    count,
  }
}
