// Renders the JSON and the HTML report of a run of 10,000 tests with the metrics that every test has, through the built package, into the
// folder it is started in. Plain JavaScript: its memory is judged, so no loader may run beside it.
import { statisticOf } from '../dist/aggregate/statistic-of.js'
import { summarize } from '../dist/aggregate/summarize.js'
import { judge } from '../dist/judge/judge.js'
import { unitOfMetric } from '../dist/model/metric.js'
import { pageKit } from '../dist/page-kit.js'
import { reportWriter } from '../dist/ports.js'
import { renderHtmlChunks } from '../dist/report/html.js'
import { renderJsonChunks } from '../dist/report/json.js'

const testCount = 10_000
const testsPerFile = 25

// What every test has; bytes of disk and network are told only where there were any.
const metrics = ['duration', 'cpuTime', 'memory', 'heap', 'allocated', 'gcTime', 'eventLoopDelay']
const random = randomNumbers(20_260_301)
const write = reportWriter(process.cwd(), 'report')
const run = largeRun()
write('json', renderJsonChunks(run, summarize))
write('html', renderHtmlChunks(run, { summarize, kit: pageKit(process.cwd()) }))
console.log(`${run.series.length} series, ${run.verdicts.length} verdicts`)

function largeRun() {
  const series = [...testSeries()]
  const fitness = { fit: true, reasons: [] }
  const verdicts = judge(metrics.map(sloOn), { series, gaps: [] }, { statisticOf, fitness })
  return { ...factsOf(fitness), outcome: 'met', exitCode: 0, verdicts, series, gaps: [], limits: [] }
}

function* testSeries() {
  for (let test = 0; test < testCount; test++) {
    const subject = subjectOf(test)
    for (const metric of metrics) {
      const unit = unitOfMetric('test', metric)
      const scale = unit === 'ms' ? 40 : 4_000_000
      yield { subject, metric, unit, samples: [scale * random()], source: 'monotonic clock', exact: true }
    }
  }
}

function subjectOf(test) {
  const file = Math.floor(test / testsPerFile)
  return {
    kind: 'test',
    name: `module ${file} > behaviour ${test % 5} > does what case ${test} expects of it`,
    file: `tests/area-${file % 20}/module-${file}.test.ts`,
  }
}

/** Over all tests at once, so that every section of the page stands on 10,000 samples. */
function sloOn(metric) {
  const unit = unitOfMetric('test', metric)
  const [threshold, written] = unit === 'ms' ? [50, '50ms'] : [5_000_000, '5MB']
  return {
    name: `every-${metric}`,
    sli: { subject: { kind: 'test', file: 'tests/**' }, metric, unit },
    objective: { statistic: 'p95', op: '<=', threshold, unit, written },
    enforce: 'fail',
    whenUnsupported: 'fail',
  }
}

function factsOf(fitness) {
  return {
    id: 'ten-thousand-tests',
    service: 'ten-thousand-tests',
    startedAt: '2026-03-01T12:00:00.000Z',
    finishedAt: '2026-03-01T12:05:00.000Z',
    scope: 'full',
    environment: 'development',
    machine: {
      fingerprint: 'example',
      cpu: 'Example CPU',
      cores: 2,
      memory: 8_000_000_000,
      os: 'linux',
      node: process.versions.node,
      class: 'local',
      fitness,
    },
    tests: { passed: testCount, failed: 0, skipped: 0 },
    overhead: { perTestMs: 0.1, samplerCpuRatio: 0.01 },
    reportsDir: 'report',
  }
}

/** The minimal standard generator of Park and Miller: the same numbers on every machine. */
function randomNumbers(seed) {
  let state = seed % 2_147_483_647
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
