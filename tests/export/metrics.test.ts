import { describe, expect, test } from 'vitest'
import { summarize } from '../../src/aggregate/summarize.ts'
import { renderExposition } from '../../src/export/exposition.ts'
import { metricFamilies } from '../../src/export/metric-families.ts'
import { renderOtlp } from '../../src/export/otlp.ts'
import { bucketBounds } from '../../src/export/recorded-families.ts'
import type { Recorded } from '../../src/export/recorded-families.ts'
import { renderSampleTable } from '../../src/export/sample-table.ts'
import type { PastFigures } from '../../src/export/trend-families.ts'
import type { MetricDeclaration } from '../../src/model/config.ts'
import { metricsOf, unitOfMetric } from '../../src/model/metric.ts'
import type { SubjectKind } from '../../src/model/metric.ts'
import type { Run } from '../../src/model/run.ts'
import type { Series } from '../../src/model/series.ts'
import type { Trend } from '../../src/model/trend.ts'
import type { Unit } from '../../src/model/unit.ts'
import { durations, runOf, sampleRun, sloOf } from '../report/sample-run.ts'
import { faultsOf } from './otlp-messages.ts'
import { promised } from './promised.ts'

const times = { startedAt: 1_767_322_000_000, finishedAt: 1_767_322_090_500 }

interface Asked {
  readonly tests?: boolean
  readonly recorded?: Recorded
  readonly past?: PastFigures
}

function familiesOf(run: Run, { tests = false, recorded = promised, past }: Asked = {}) {
  return metricFamilies(run, { summarize, recorded, tests, times, past })
}

function text(run: Run, options: Asked = {}): string {
  return renderExposition(familiesOf(run, options), 'openmetrics')
}

function lines(run: Run, beginning: string, options: Asked = {}): string[] {
  return text(run, options)
    .split('\n')
    .filter((line) => line.startsWith(beginning))
}

const verdict = { headroom: 1, samples: 3, exact: true, reason: 'said' }

describe('figures of the run', () => {
  test('are in base units, and begin with the name of the package', () => {
    expect(lines(runOf({}), 'vitest_slo_run_duration_seconds')).toEqual(['vitest_slo_run_duration_seconds 90.5'])
    expect(lines(runOf({}), 'vitest_slo_run_finished_timestamp_seconds')).toEqual([
      'vitest_slo_run_finished_timestamp_seconds 1767322090.5',
    ])
  })

  test('carry the service, where it has a name', () => {
    expect(lines(runOf({ service: 'a' }), 'vitest_slo_run_exit_code')).toEqual(['vitest_slo_run_exit_code{service="a"} 0'])
  })

  test('say what ran where', () => {
    const run = runOf({ commit: '4f1c2ab', branch: 'main' })
    const about = 'run="run-1",scope="full",outcome="met",environment="ci",machine_class="local"'
    expect(lines(run, 'vitest_slo_run_info')).toEqual([`vitest_slo_run_info{${about},commit="4f1c2ab",branch="main"} 1`])
    expect(lines(runOf({}), 'vitest_slo_run_info')).toEqual([`vitest_slo_run_info{${about}} 1`])
  })

  test('say what measuring cost, and the score, where that is known', () => {
    const run = runOf({ overhead: { perTestMs: 0.06, samplerCpuRatio: 0.008 }, score: 87 })
    expect(lines(run, 'vitest_slo_run_overhead_test_seconds')).toEqual(['vitest_slo_run_overhead_test_seconds 0.00006'])
    expect(lines(run, 'vitest_slo_run_score')).toEqual(['vitest_slo_run_score 87'])
    expect(text(runOf({}))).not.toMatch(/overhead|score/)
  })
})

describe('figures of an SLO', () => {
  const slo = sloOf('build', { owner: 'team a' })

  test.each([
    ['met', 'met', '1'],
    ['warning', 'warning', '1'],
    ['violated', 'violated', '0'],
  ] as const)('%s', (_, status, good) => {
    const run = runOf({ verdicts: [{ status, slo, measured: 2500, ...verdict }] })
    expect(lines(run, 'vitest_slo_good')).toEqual([`vitest_slo_good{slo="build",enforce="fail",owner="team a"} ${good}`])
    expect(lines(run, 'vitest_slo_status').filter((line) => line.endsWith(' 1'))).toEqual([
      `vitest_slo_status{slo="build",status="${status}"} 1`,
    ])
    expect(lines(run, 'vitest_slo_measured')).toEqual(['vitest_slo_measured_seconds{slo="build",statistic="max"} 2.5'])
    expect(lines(run, 'vitest_slo_threshold')).toEqual(['vitest_slo_threshold_seconds{slo="build",statistic="max",op="<="} 3'])
  })

  test('what is not known is nothing, neither good nor bad nor zero', () => {
    const noData = runOf({ verdicts: [{ status: 'no-data', cause: 'skipped', slo, reason: 'skipped' }] })
    expect(text(noData)).not.toMatch(/vitest_slo_(good|measured|headroom|samples)/)
    expect(lines(noData, 'vitest_slo_status{slo="build",status="no-data"}')).toHaveLength(1)
    const unsure = runOf({ verdicts: [{ status: 'inconclusive', slo, measured: 3100, ...verdict }] })
    expect(text(unsure)).not.toContain('vitest_slo_good')
    const failed = runOf({ verdicts: [{ status: 'violated', slo, samples: 1, exact: true, reason: 'exit code 1' }] })
    expect(text(failed)).not.toContain('vitest_slo_measured')
  })

  test('a budget that forgives a run does not make it good', () => {
    const budgeted = sloOf('build', {
      enforce: 'budget',
      errorBudget: { target: 0.95, window: { unit: 'runs', length: 50 }, method: 'timeslices' },
    })
    const state = { status: 'within', runs: 40, good: 39, total: 40, allowed: 2.5, spent: 0.4, burn: { last5: 4 } } as const
    const run = runOf({
      verdicts: [{ status: 'warning', slo: budgeted, measured: 3100, ...verdict, budget: { ...state, alone: 'violated' } }],
    })
    expect(lines(run, 'vitest_slo_good')).toEqual(['vitest_slo_good{slo="build",enforce="budget"} 0'])
    expect(lines(run, 'vitest_slo_budget')).toEqual([
      'vitest_slo_budget_burn_5_runs_ratio{slo="build"} 4',
      'vitest_slo_budget_spent_ratio{slo="build"} 0.4',
      'vitest_slo_budget_target_ratio{slo="build"} 0.95',
    ])
  })
})

describe('what earlier runs say', () => {
  const slope = { perRun: 1, low: 0.5, high: 2, pValue: 0.001, change: 0.25, runs: 20 }
  const trend = (slo: string, parts: Partial<Trend> = {}): Trend => ({
    slo,
    sli: sloOf(slo).sli,
    objective: sloOf(slo).objective,
    worse: 'higher',
    points: [],
    leftOut: { otherMachine: 0, partial: 0, unfit: 0, noData: 0 },
    changePoints: [],
    direction: 'rising',
    slope,
    forecast: { kind: 'breach', runs: 12, earliest: 8 },
    ...parts,
  })

  test('is where figures are going, and for how many runs a promise has been broken', () => {
    const { slope: _, ...learning } = trend('new', { direction: 'learning', forecast: { kind: 'unknown' } })
    const trends = [trend('build'), trend('install', { forecast: { kind: 'broken' } }), trend('idle', { forecast: { kind: 'none' } }), learning] // prettier-ignore
    const past: PastFigures = { trends, violatedRuns: [['build', 3], ['install', 0], ['idle', undefined]] } // prettier-ignore
    expect(lines(runOf({}), 'vitest_slo_trend', { past })).toEqual([
      'vitest_slo_trend_breach_runs{slo="build"} 12',
      'vitest_slo_trend_breach_runs{slo="install"} 0',
      'vitest_slo_trend_change_ratio{slo="build"} 0.25',
      'vitest_slo_trend_change_ratio{slo="install"} 0.25',
      'vitest_slo_trend_change_ratio{slo="idle"} 0.25',
    ])
    expect(lines(runOf({}), 'vitest_slo_violated_runs', { past })).toEqual([
      'vitest_slo_violated_runs{slo="build"} 3',
      'vitest_slo_violated_runs{slo="install"} 0',
    ])
  })
})

describe('what was measured', () => {
  test('is a summary by subject', () => {
    expect(lines(runOf({ series: [durations('build', [1000, 3000])] }), 'vitest_slo_duration')).toEqual([
      'vitest_slo_duration_seconds{kind="command",name="build",quantile="0"} 1',
      'vitest_slo_duration_seconds{kind="command",name="build",quantile="0.5"} 2',
      'vitest_slo_duration_seconds{kind="command",name="build",quantile="0.9"} 2.8',
      'vitest_slo_duration_seconds{kind="command",name="build",quantile="0.95"} 2.9',
      'vitest_slo_duration_seconds{kind="command",name="build",quantile="0.99"} 2.98',
      'vitest_slo_duration_seconds{kind="command",name="build",quantile="1"} 3',
      'vitest_slo_duration_seconds_sum{kind="command",name="build"} 4',
      'vitest_slo_duration_seconds_count{kind="command",name="build"} 2',
    ])
  })

  test('has tests only where they are asked for, and nothing where every sample failed', () => {
    const one: Series = {
      ...durations('adds', [5]),
      subject: { kind: 'test', name: 'adds', file: 'a.test.ts', project: 'unit' },
    }
    expect(text(runOf({ series: [one] }))).not.toContain('adds')
    expect(lines(runOf({ series: [one] }), 'vitest_slo_duration_seconds_count', { tests: true })).toEqual([
      'vitest_slo_duration_seconds_count{kind="test",name="adds",file="a.test.ts",project="unit"} 1',
    ])
    expect(text(runOf({ series: [durations('build', [Number.NaN])] }))).not.toContain('build')
  })
})

/** Base units and suffixes: https://prometheus.io/docs/practices/naming/. */
const suffixes: Readonly<Record<string, RegExp>> = {
  ms: /_seconds$/,
  bytes: /_bytes$/,
  ratio: /_ratio$/,
  '1/s': /_per_second$/,
  'bytes/s': /_bytes_per_second$/,
  count: /_(failures|files|leaked|oom_kills|processes|context_switches|restarts|retries|tests)$/,
}

describe('the names of all that can be measured', () => {
  const kinds = Object.keys(metricsOf).filter((kind) => kind !== 'metric') as SubjectKind[]
  const all = kinds.flatMap((kind) =>
    Object.keys(metricsOf[kind]).map((metric) => ({ kind, metric, unit: unitOfMetric(kind, metric) as Unit })),
  )

  test.each(all)('$metric of a $kind has a base unit in its name, of which its kind is no part', ({ kind, metric, unit }) => {
    const series = [
      { subject: { kind, name: 'x' }, metric, unit, samples: [1], source: 'said', exact: true },
    ] as readonly Series[]
    const [name] = familiesOf(runOf({ series }), { tests: true })
      .filter(({ type }) => type === 'summary')
      .map((one) => one.name)
    expect(name).toMatch(suffixes[unit] as RegExp)
    expect(name).toMatch(/^vitest_slo_[a-z][a-z0-9_]*$/)
    expect(name).not.toMatch(/__|_(total|count|sum|bucket|info)$|_(ms|milliseconds|percent|kilobytes)/)
  })

  test('mean one unit each', () => {
    const units = new Map<string, string>()
    for (const { metric, unit } of all)
      expect([metric, units.get(metric) ?? unit]).toEqual([metric, units.set(metric, unit).get(metric)])
  })

  test('are those of no other figure', () => {
    const series = all.map(({ kind, metric, unit }) => ({
      subject: { kind, name: 'x' },
      metric,
      unit,
      samples: [1],
      source: 'said',
      exact: true,
    })) as readonly Series[]
    const names = familiesOf({ ...sampleRun, series }, { tests: true }).map(({ name }) => name)
    expect(names).toEqual([...new Set(names)])
  })
})

const recordedSeries = (
  name: string,
  metric: 'value' | 'distribution',
  samples: readonly number[],
  unit: Series['unit'] = 'count',
) => ({ subject: { kind: 'metric', name }, metric, unit, samples, source: 'a test', exact: true }) as const

describe('what tests recorded', () => {
  const series = [
    recordedSeries('http latency', 'distribution', [100, 180, 190, 4000], 'ms'),
    recordedSeries('requests', 'value', [42]),
    recordedSeries('queue', 'value', [3, 1, 2]),
    recordedSeries('payload_bytes', 'distribution', [10, 20], 'bytes'),
    recordedSeries('render', 'distribution', [], 'ms'),
  ]
  const run = runOf({ series })

  test('a counter is a total, a gauge its last value', () => {
    expect(lines(run, 'vitest_slo_metric_requests')).toEqual(['vitest_slo_metric_requests_total 42'])
    expect(lines(run, '# TYPE vitest_slo_metric_requests')).toEqual(['# TYPE vitest_slo_metric_requests counter'])
    expect(lines(run, 'vitest_slo_metric_queue')).toEqual(['vitest_slo_metric_queue 2'])
  })

  test('a histogram has cumulative buckets, one of them at what is promised', () => {
    const buckets = lines(run, 'vitest_slo_metric_http_latency_seconds_bucket')
    expect(buckets).toContain('vitest_slo_metric_http_latency_seconds_bucket{le="0.18"} 2')
    expect(buckets).toContain('vitest_slo_metric_http_latency_seconds_bucket{le="0.25"} 3')
    expect(buckets.at(-1)).toBe('vitest_slo_metric_http_latency_seconds_bucket{le="+Inf"} 4')
    expect(lines(run, 'vitest_slo_metric_http_latency_seconds_sum')).toEqual(['vitest_slo_metric_http_latency_seconds_sum 4.47'])
  })

  test('a summary has quantiles, and its unit only once', () => {
    expect(lines(run, 'vitest_slo_metric_payload_bytes{quantile="0.5"}')).toEqual([
      'vitest_slo_metric_payload_bytes{quantile="0.5"} 15',
    ])
  })

  test('a timer is a histogram of seconds', () => {
    const timed = runOf({ series: [recordedSeries('render', 'distribution', [12], 'ms')] })
    expect(lines(timed, '# TYPE vitest_slo_metric_render')).toEqual(['# TYPE vitest_slo_metric_render_seconds histogram'])
  })

  test('what was never recorded is nothing', () => {
    expect(text(run)).not.toMatch(/never_recorded|render/)
  })

  test('two that would share a name are refused', () => {
    const metrics = ['a-b', 'a.b'].map((name): MetricDeclaration => ({ name, type: 'gauge', unit: 'count' }))
    expect(() => familiesOf(run, { recorded: { ...promised, metrics } })).toThrow(
      'metrics.a.b and metrics.a-b would both be exported as vitest_slo_metric_a_b: rename one of them',
    )
  })

  test('bounds of buckets ascend and do not depend on what was measured', () => {
    for (const unit of ['ms', 'bytes', 'ratio', '1/s', 'bytes/s', 'count'] as const) {
      const bounds = bucketBounds(unit, [7])
      expect(bounds).toContain(7)
      expect(bounds).toEqual([...new Set(bounds)].toSorted((a, b) => a - b))
    }
  })
})

describe('the text', () => {
  const nasty = 'a"b\\c\nd\u001b[31me\ud800'
  const run = runOf({ series: [durations(nasty, [1])] })

  test('escapes what labels cannot hold', () => {
    expect(lines(run, 'vitest_slo_duration_seconds_count')).toEqual([
      'vitest_slo_duration_seconds_count{kind="command",name="a\\"b\\\\c\\nd [31me "} 1',
    ])
  })

  test('of OpenMetrics names units and ends with a mark; the older one does neither', () => {
    expect(text(run)).toContain('# UNIT vitest_slo_duration_seconds seconds\n')
    expect(text(run)).toMatch(/\n# EOF\n$/)
    const older = renderExposition(familiesOf(run), 'prometheus')
    expect(older).not.toMatch(/# (UNIT|EOF)/)
  })

  test('of the older format describes a counter by the name of its samples', () => {
    const counted = runOf({ series: [recordedSeries('requests', 'value', [1])] })
    expect(renderExposition(familiesOf(counted), 'prometheus')).toContain('# TYPE vitest_slo_metric_requests_total counter\n')
  })

  test('is sorted by name, and the same for the same run', () => {
    const names = text(sampleRun).match(/(?<=^# TYPE )\S+/gm) ?? []
    expect(names).toEqual(names.toSorted())
    expect(text(sampleRun)).toBe(text(structuredClone(sampleRun)))
  })
})

test('the table has one line per figure, quoted where it must be', () => {
  const table = renderSampleTable(familiesOf(runOf({}))).split('\r\n')
  expect(table[0]).toBe('metric,labels,value')
  expect(table).toContain('vitest_slo_run_exit_code,,0')
  expect(table).toContain('vitest_slo_run_tests,"{result=""passed""}",0')
  expect(table.at(-1)).toBe('')
})

describe('OTLP', () => {
  const series = [
    durations('build', [1000]),
    recordedSeries('requests', 'value', [42]),
    recordedSeries('http latency', 'distribution', [100, 190], 'ms'),
    recordedSeries('payload_bytes', 'distribution', [10], 'bytes'),
    { ...durations('hash', [10]), metric: 'throughput', unit: '1/s' },
    { ...durations('net', [10]), metric: 'networkSent', unit: 'bytes/s' },
  ] as const satisfies readonly Series[]

  interface Body {
    readonly resourceMetrics: readonly [
      {
        readonly resource: object
        readonly scopeMetrics: readonly [{ readonly metrics: readonly (Record<string, unknown> & { readonly name: string })[] }]
      },
    ]
  }

  function body(run: Run): Body {
    const families = familiesOf(run)
    return JSON.parse(renderOtlp(families, { service: run.service, version: '1.2.3', times })) as Body
  }

  function metric(name: string): Record<string, unknown> | undefined {
    return body(runOf({ series })).resourceMetrics[0].scopeMetrics[0].metrics.find((one) => one.name === name)
  }

  const stamps = { startTimeUnixNano: '1767322000000000000', timeUnixNano: '1767322090500000000' }

  test('names the service', () => {
    const attribute = (value: string) => ({ attributes: [{ key: 'service.name', value: { stringValue: value } }] })
    expect(body(runOf({ service: 'acme' })).resourceMetrics[0].resource).toEqual(attribute('acme'))
    expect(body(runOf({})).resourceMetrics[0].resource).toEqual(attribute('vitest-slo'))
  })

  test('has gauges, sums, summaries and histograms with their units', () => {
    expect(metric('vitest_slo_run_duration_seconds')).toMatchObject({
      unit: 's',
      gauge: { dataPoints: [{ ...stamps, attributes: [], asDouble: 90.5 }] },
    })
    expect(metric('vitest_slo_metric_requests')).toMatchObject({
      unit: '1',
      sum: { aggregationTemporality: 2, isMonotonic: true, dataPoints: [{ asDouble: 42 }] },
    })
    expect(metric('vitest_slo_duration_seconds')).toMatchObject({ summary: { dataPoints: [{ count: '1', sum: 1 }] } })
    expect(metric('vitest_slo_metric_payload_bytes')).toMatchObject({ unit: 'By' })
    expect(metric('vitest_slo_throughput_per_second')).toMatchObject({ unit: '1/s' })
    expect(metric('vitest_slo_network_sent_bytes_per_second')).toMatchObject({ unit: 'By/s' })
  })

  test('is made of the published messages, and of nothing else', () => {
    expect(faultsOf(body(runOf({ service: 'acme', series })))).toEqual([])
    expect(faultsOf(body(sampleRun))).toEqual([])
    expect(faultsOf({ resourceMetrics: [{ scope: {} }] })).toEqual(['$.resourceMetrics[0].scope is no field of ResourceMetrics'])
    const point = { timeUnixNano: 5, asDouble: 1, asInt: '1' }
    expect(faultsOf(point, 'NumberDataPoint')).toEqual(['$ has 2 of asDouble, asInt', '$.timeUnixNano is no fixed64: 5'])
  })

  test('counts every bucket by itself', () => {
    const histogram = metric('vitest_slo_metric_http_latency_seconds') ?? {}
    const { dataPoints } = histogram['histogram'] as {
      readonly dataPoints: readonly [{ readonly bucketCounts: readonly string[]; readonly explicitBounds: readonly number[] }]
    }
    const [{ bucketCounts, explicitBounds }] = dataPoints
    expect(bucketCounts).toHaveLength(explicitBounds.length + 1)
    expect(explicitBounds).toEqual([...new Set(explicitBounds)].toSorted((a, b) => a - b))
    expect(bucketCounts.reduce((sum, count) => sum + Number(count), 0)).toBe(2)
    expect(bucketCounts[explicitBounds.indexOf(0.1)]).toBe('1')
  })
})
