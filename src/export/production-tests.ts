import { isUpperBound } from '../model/objective.ts'
import type { Slo } from '../model/slo.ts'
import { burnWindows } from './burn-windows.ts'
import { renderLabels } from './exposition.ts'
import { inBaseUnit } from './metric-family.ts'
import { allowedShare, selectorOf } from './prometheus-rules.ts'
import type { ProductionQuery } from './production-query.ts'
import { productionMeasured, sloOfProduction } from './production-rules.ts'
import type { PromisedThere } from './production-rules.ts'
import type { RuleTest } from './rule-tests.ts'

/** What a program exposes, and what follows from it. */
export type ProductionTest = Omit<RuleTest, 'alert_rule_test'> & {
  readonly promql_expr_test: readonly {
    readonly expr: string
    readonly eval_time: string
    readonly exp_samples: readonly { readonly labels: string; readonly value: number }[]
  }[]
}

/**
 * For every promise that is held in production, what the program exposes for hours while it breaks it. What is expected is asked of this
 * SLO alone: several may look at one metric.
 */
export function productionTests(promised: PromisedThere): ProductionTest[] {
  return sloOfProduction(promised).map(({ slo, ...query }) => {
    const { op, threshold, unit } = slo.objective
    const { series, measured } = exposing(query, isUpperBound(op) ? Math.ceil(inBaseUnit(threshold, unit)) + 1 : 0)
    const of = selectorOf(slo, promised)
    const figure = `abs(${productionMeasured}${renderLabels(of)} - ${measured}) < bool 0.001`
    const firing = (alertname: string): string => `count(ALERTS${renderLabels({ ...of, alertname, alertstate: 'firing' })})`
    return {
      name: `${slo.name}: broken in production`,
      interval: '1m',
      input_series: series,
      promql_expr_test: [
        { expr: figure, eval_time: '2h', exp_samples: [{ labels: renderLabels(of), value: 1 }] },
        { expr: firing('SloBrokenInProduction'), eval_time: '2h', exp_samples: many(1) },
        { expr: firing('SloBudgetBurnsInProduction'), eval_time: '2h', exp_samples: many(burning(slo)) },
      ],
    }
  })
}

/** So many alerts; of none there is no count. */
function many(value: number): ProductionTest['promql_expr_test'][number]['exp_samples'] {
  return value === 0 ? [] : [{ labels: '{}', value }]
}

/** Nothing is good: every pair of windows burns as fast as can be, as far as the target lets it. */
function burning(slo: Slo): number {
  return slo.errorBudget === undefined ? 0 : burnWindows.filter(({ factor }) => 1 > factor * allowedShare(slo)).length
}

type Histories = RuleTest['input_series']

interface Exposed {
  readonly series: Histories
  /** What the query makes of it. */
  readonly measured: number
}

const perMinute = 60

/** Two hours of a program whose figure is this one. */
function exposing({ name, shape, expr }: ProductionQuery, value: number): Exposed {
  switch (shape) {
    case 'value':
      return { series: [constant(name, value)], measured: value }
    case 'share':
      return { series: [constant(`${name}{quantile="${shareIn(expr)}"}`, value)], measured: value }
    case 'rate':
      return { series: [rising(`${name}_total`, value * perMinute)], measured: value }
    case 'mean':
      return { series: [rising(`${name}_sum`, value * perMinute), rising(`${name}_count`, perMinute)], measured: value }
    case 'buckets':
      return exposingBuckets(name, Number(shareIn(expr)), value)
  }
}

/** The quantile that a query asks for. */
function shareIn(expr: string): string {
  return (/(?:quantile="|quantile\()([\d.]+)/.exec(expr) as RegExpExecArray)[1] as string
}

/** All of them between two bounds, whose distance is divided as the quantile says; at 0 all in the first bucket. */
function exposingBuckets(name: string, share: number, value: number): Exposed {
  const upTo = (bound: number | '+Inf', by: number): Histories[number] => rising(`${name}_bucket{le="${bound}"}`, by)
  const all = upTo('+Inf', perMinute)
  if (value === 0) return { series: [upTo(0, perMinute), all], measured: 0 }
  return { series: [upTo(value, 0), upTo(value + 1, perMinute), all], measured: value + share }
}

function constant(series: string, value: number): Histories[number] {
  return { series, values: `${value}x120` }
}

function rising(series: string, by: number): Histories[number] {
  return { series, values: `0+${by}x120` }
}
