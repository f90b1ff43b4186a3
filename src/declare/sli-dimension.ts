import type { MetricDeclaration, MetricType } from '../model/config.ts'
import { unitOfMetric } from '../model/metric.ts'
import type { Metric } from '../model/metric.ts'
import { nearest } from '../model/nearest.ts'
import { showChoice, showValue } from '../model/show-value.ts'
import type { Selector } from '../model/subject.ts'
import { dimensionOf } from '../model/unit.ts'
import type { Dimension } from '../model/unit.ts'
import type { Finding } from './finding.ts'

/** What is known of the metrics that tests record: the names, and the declarations that could be read. */
export interface Declared {
  readonly names: readonly string[]
  readonly metrics: readonly MetricDeclaration[]
}

export type SliDimension = { readonly dimension: Dimension } | { readonly fault: Omit<Finding, 'path'> } | 'unknown'

/** The dimension of an indicator; of a custom metric, that of its declaration. `unknown` where the declaration itself is at fault. */
export function dimensionOfSli(sli: { readonly subject: Selector; readonly metric: Metric }, declared: Declared): SliDimension {
  if (sli.subject.kind !== 'metric') {
    const unit = unitOfMetric(sli.subject.kind, sli.metric)
    return unit === undefined ? 'unknown' : { dimension: dimensionOf[unit] }
  }
  const { name } = sli.subject
  if (!declared.names.includes(name)) return { fault: undeclared(name, declared.names) }
  const declaration = declared.metrics.find((metric) => metric.name === name)
  return declaration === undefined ? 'unknown' : ofCustom(sli.metric, declaration)
}

function undeclared(name: string, names: readonly string[]): Omit<Finding, 'path'> {
  const near = nearest(name, names)
  const hint = near === undefined ? `declare it: metrics: { ${showValue(name)}: { type: 'counter', unit: 'count' } }` : undefined
  return { code: 'unknown-metric', came: showValue(name), nearest: near === undefined ? undefined : showValue(near), hint }
}

const given: Readonly<Record<MetricType, readonly Metric[]>> = {
  counter: ['value', 'rate'],
  gauge: ['value'],
  histogram: ['distribution'],
  summary: ['distribution'],
  timer: ['distribution'],
}

function ofCustom(metric: Metric, { name, type, unit }: MetricDeclaration): SliDimension {
  const possible = given[type]
  if (!possible.includes(metric)) {
    return {
      fault: {
        code: 'unknown-value',
        came: `.${metric} of ${showValue(name)}`,
        expected: `${showChoice(possible.map((known) => `.${known}`))}, which a ${type} gives`,
      },
    }
  }
  if (metric !== 'rate') return { dimension: dimensionOf[unit] }
  if (unit === 'count') return { dimension: 'rate' }
  return {
    fault: {
      code: 'wrong-unit',
      came: `.rate of ${showValue(name)}`,
      expected: `a counter in 'count'; this one is in '${unit}'`,
      hint: 'use .value',
    },
  }
}
