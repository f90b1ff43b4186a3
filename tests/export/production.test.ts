import { describe, expect, test } from 'vitest'
import { productionTests } from '../../src/export/production-tests.ts'
import { productionRules } from '../../src/export/production-rules.ts'
import { productionQuery } from '../../src/export/production-query.ts'
import type { MetricDeclaration } from '../../src/model/config.ts'
import type { Objective, Statistic } from '../../src/model/objective.ts'
import type { Slo } from '../../src/model/slo.ts'
import { sloOf } from '../report/sample-run.ts'

const metrics: readonly MetricDeclaration[] = [
  { name: 'http latency', type: 'histogram', unit: 'ms' },
  { name: 'render', type: 'timer', unit: 'ms' },
  { name: 'payload_bytes', type: 'summary', unit: 'bytes' },
  { name: 'queue', type: 'gauge', unit: 'count' },
  { name: 'requests_total', type: 'counter', unit: 'count' },
]

const metricOf = {
  histogram: 'distribution',
  timer: 'distribution',
  summary: 'distribution',
  gauge: 'value',
  counter: 'value',
} as const

function sloOn(name: string, bound: Partial<Objective>, parts: Partial<Slo> = {}): Slo {
  const { type, unit } = metrics.find((metric) => metric.name === name) as MetricDeclaration
  const sli = { subject: { kind: 'metric', name }, metric: metricOf[type], unit } as const
  return sloOf(`${name} ${bound.statistic}`, { sli, bound: { unit, ...bound }, ...parts })
}

test.each<readonly [name: string, statistic: Statistic, op: Objective['op'], expr: string | undefined]>([
  ['http latency', 'p95', '<=', 'histogram_quantile(0.95, sum by (le) (rate(http_latency_seconds_bucket[5m])))'],
  ['http latency', 'p99.9', '<=', 'histogram_quantile(0.999, sum by (le) (rate(http_latency_seconds_bucket[5m])))'],
  ['render', 'median', '<', 'histogram_quantile(0.5, sum by (le) (rate(render_seconds_bucket[5m])))'],
  ['render', 'mean', '<=', 'sum(rate(render_seconds_sum[5m])) / sum(rate(render_seconds_count[5m]))'],
  ['render', 'max', '<=', undefined],
  ['payload_bytes', 'p90', '<=', 'max(payload_bytes{quantile="0.9"})'],
  ['payload_bytes', 'p90', '>=', 'min(payload_bytes{quantile="0.9"})'],
  ['payload_bytes', 'avg', '<=', 'sum(rate(payload_bytes_sum[5m])) / sum(rate(payload_bytes_count[5m]))'],
  ['payload_bytes', 'sum', '<=', undefined],
  ['queue', 'max', '<=', 'max(max_over_time(queue[5m]))'],
  ['queue', 'min', '>=', 'min(min_over_time(queue[5m]))'],
  ['queue', 'last', '<=', 'max(last_over_time(queue[5m]))'],
  ['queue', 'p90', '<=', 'max(quantile_over_time(0.9, queue[5m]))'],
  ['queue', 'stddev', '<=', undefined],
  ['requests_total', 'max', '<=', undefined],
])('%s, %s %s', (name, statistic, op, expr) => {
  expect(productionQuery(sloOn(name, { statistic, op }), metrics)?.expr).toBe(expr)
})

test('the rate of a counter, and nothing of what no test records', () => {
  const rate = sloOf('rate', { sli: { subject: { kind: 'metric', name: 'requests_total' }, metric: 'rate', unit: '1/s' } })
  expect(productionQuery(rate, metrics)?.expr).toBe('sum(rate(requests_total[5m]))')
  expect(productionQuery(sloOf('build'), metrics)).toBeUndefined()
  expect(productionQuery(rate, [])).toBeUndefined()
  expect(productionRules({ slos: [sloOf('build')], metrics })).toEqual([])
})

const budget = { target: 0.9, window: { unit: 'days', length: 30 }, method: 'timeslices' } as const
const promised = {
  service: 'acme',
  metrics,
  slos: [
    sloOn('http latency', { statistic: 'p95', threshold: 180, written: '180ms' }, { enforce: 'budget', errorBudget: budget }),
    sloOn('http latency', { statistic: 'p5', op: '>=', threshold: 1, written: '1ms' }),
    sloOn('queue', { statistic: 'max', op: '<', threshold: 5, written: '5' }, { enforce: 'warn', owner: 'a' }),
    sloOn('payload_bytes', { statistic: 'p90', threshold: 100, written: '100B' }),
    sloOn('render', { statistic: 'mean', op: '>', threshold: 1, written: '1ms' }),
    sloOf('rate', {
      sli: { subject: { kind: 'metric', name: 'requests_total' }, metric: 'rate', unit: '1/s' },
      bound: { op: '<=', threshold: 9, unit: '1/s', written: '9/s' },
    }),
  ],
}

describe('rules for production', () => {
  const [group] = productionRules(promised)
  const rules = group?.rules ?? []
  const alerts = rules.filter((rule) => 'alert' in rule)

  test('record what is measured, and whether it keeps its promise; without traffic neither', () => {
    expect(group?.name).toBe('vitest-slo acme production')
    const labels = { service: 'acme', slo: 'http latency p95' }
    const quantile = 'histogram_quantile(0.95, sum by (le) (rate(http_latency_seconds_bucket[5m])))'
    expect(rules.slice(0, 2)).toEqual([
      { record: 'slo:production_measured:5m', expr: `${quantile} > -Inf`, labels },
      { record: 'slo:production_good:5m', expr: 'slo:production_measured:5m{service="acme",slo="http latency p95"} <= bool 0.18', labels },
    ]) // prettier-ignore
  })

  test('tell of a promise that is broken, with both figures', () => {
    const broken = alerts.filter(({ alert }) => alert === 'SloBrokenInProduction')
    expect(broken.map(({ expr }) => expr.replace(/.*\} /, ''))).toEqual(['> 0.18', '< 0.001', '>= 5', '> 100', '<= 0.001', '> 9'])
    expect(broken[0]).toMatchObject({ for: '30m', labels: { severity: 'medium', type: 'time', environment: 'production' } })
    expect(broken[1]).toMatchObject({ for: '5m', labels: { severity: 'critical' } })
    expect(broken[2]).toMatchObject({ labels: { severity: 'medium', owner: 'a' } })
    expect(broken[0]?.annotations['description']).toBe(
      'Measured {{ printf "%.3f" $value }} s over 5 minutes, promised p95 <= 180ms.',
    )
  })

  test('watch the burn rate of what has an error budget', () => {
    const burns = alerts.filter(({ alert }) => alert === 'SloBudgetBurnsInProduction')
    expect(burns).toHaveLength(4)
    expect(burns[0]?.expr).toBe(
      'slo:production_bad:ratio_avg1h{service="acme",slo="http latency p95"} > 14.4 * 0.1 and ' +
        'slo:production_bad:ratio_avg5m{service="acme",slo="http latency p95"} > 14.4 * 0.1',
    )
  })

  test('come with a history that breaks each of them', () => {
    const tests = productionTests(promised)
    expect(tests.map(({ input_series: series }) => series.map((one) => `${one.series} ${one.values}`))).toEqual([
      ['http_latency_seconds_bucket{le="2"} 0+0x120', 'http_latency_seconds_bucket{le="3"} 0+60x120', 'http_latency_seconds_bucket{le="+Inf"} 0+60x120'],
      ['http_latency_seconds_bucket{le="0"} 0+60x120', 'http_latency_seconds_bucket{le="+Inf"} 0+60x120'],
      ['queue 6x120'],
      ['payload_bytes{quantile="0.9"} 101x120'],
      ['render_seconds_sum 0+0x120', 'render_seconds_count 0+60x120'],
      ['requests_total 0+600x120'],
    ]) // prettier-ignore
    const [figure, broken, burns] = tests[0]?.promql_expr_test ?? []
    expect(figure?.expr).toBe('abs(slo:production_measured:5m{service="acme",slo="http latency p95"} - 2.95) < bool 0.001')
    expect([broken?.exp_samples, burns?.exp_samples]).toEqual([[{ labels: '{}', value: 1 }], [{ labels: '{}', value: 3 }]])
    expect(tests[1]?.promql_expr_test[2]?.exp_samples).toEqual([])
  })
})
