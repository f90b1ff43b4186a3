import type { Objective } from '../../src/model/objective.ts'
import type { Machine, Run } from '../../src/model/run.ts'
import type { Gap, Series } from '../../src/model/series.ts'
import type { Slo } from '../../src/model/slo.ts'
import type { Verdict } from '../../src/model/verdict.ts'

export const machine: Machine = {
  fingerprint: 'a1b2c3',
  cpu: 'Example CPU @ 3.0GHz',
  cores: 2,
  memory: 8_000_000_000,
  os: 'linux 6.1',
  node: '20.19.0',
  vitest: '4.1.12',
  class: 'local',
  fitness: { fit: true, reasons: [] },
}

export const unfit: Machine = { ...machine, fitness: { fit: false, reasons: ['load per core 3.1 before the run > 1.5'] } }

/** A run with nothing in it, and whatever the test is about. */
export function runOf(parts: Partial<Run>): Run {
  return {
    id: 'run-1',
    startedAt: '2026-01-02T03:04:05.000Z',
    finishedAt: '2026-01-02T03:05:05.000Z',
    scope: 'full',
    environment: 'ci',
    machine,
    outcome: 'met',
    exitCode: 0,
    verdicts: [],
    series: [],
    gaps: [],
    limits: [],
    tests: { passed: 0, failed: 0, skipped: 0 },
    reportsDir: '.slo',
    ...parts,
  }
}

/** An upper bound on the longest time of a command, unless told otherwise. */
export function sloOf(name: string, parts: Partial<Slo> & { readonly bound?: Partial<Objective> } = {}): Slo {
  const { bound, ...rest } = parts
  return {
    name,
    sli: { subject: { kind: 'command', name }, metric: 'duration', unit: 'ms' },
    objective: { statistic: 'max', op: '<=', threshold: 3000, unit: 'ms', written: '3s', ...bound },
    enforce: 'fail',
    whenUnsupported: 'fail',
    ...rest,
  }
}

export function durations(name: string, samples: readonly number[]): Series {
  return { subject: { kind: 'command', name }, metric: 'duration', unit: 'ms', samples, source: 'monotonic clock', exact: true }
}

const met = (slo: Slo, measured: number): Verdict => {
  const { threshold, op } = slo.objective
  const headroom = op === '<=' ? threshold - measured : measured - threshold
  return {
    status: 'met',
    slo,
    measured,
    headroom,
    samples: 3,
    exact: true,
    reason: `${slo.objective.statistic} within the bound`,
  }
}

const scaffold = sloOf('cli-scaffolding', {
  sli: { subject: { kind: 'command', name: 'cli:scaffold' }, metric: 'duration', unit: 'ms' },
  description: 'A new project stands in the time it takes to read the welcome.',
  owner: 'team generator',
})

const memory = sloOf('generation-memory', {
  sli: { subject: { kind: 'command', name: 'cli:generate' }, metric: 'memory', unit: 'bytes' },
  bound: { statistic: 'peak', threshold: 100e6, unit: 'bytes', written: '100MB' },
  warning: { statistic: 'peak', op: '<=', threshold: 85e6, unit: 'bytes', written: '85MB' },
})

const install = sloOf('install', {
  sli: { subject: { kind: 'command', name: 'install' }, metric: 'duration', unit: 'ms' },
  enforce: 'warn',
})

const connections = sloOf('db-connections', {
  sli: { subject: { kind: 'metric', name: 'connections' }, metric: 'value', unit: 'count' },
  bound: { threshold: 10, unit: 'count', written: '10' },
})

const hash = sloOf('hash-speed', {
  sli: { subject: { kind: 'measure', name: 'hash' }, metric: 'duration', unit: 'ms' },
  bound: { threshold: 50, written: '50ms' },
})

const firstBuild = sloOf('first-build', {
  sli: { subject: { kind: 'command', name: 'build:first' }, metric: 'duration', unit: 'ms' },
  bound: { threshold: 15_000, written: '15s' },
  warning: { statistic: 'max', op: '<=', threshold: 12_000, unit: 'ms', written: '12s' },
})

const unitTests = sloOf('unit-tests', {
  sli: { subject: { kind: 'test', file: 'tests/unit/**' }, metric: 'duration', unit: 'ms' },
  bound: { statistic: 'p99', threshold: 200, written: '200ms' },
})

const throughput = sloOf('triples', {
  sli: { subject: { kind: 'metric', name: 'triples' }, metric: 'rate', unit: '1/s' },
  bound: { statistic: 'min', op: '>=', threshold: 20_000, unit: '1/s', written: '20000/s' },
})

const tests = ['adds', 'parses', 'prints'].map((name, index) => ({
  subject: { kind: 'test', name: `unit > ${name}`, file: 'tests/unit/a.test.ts' } as const,
  duration: [1.2, 12.5, 3.4][index] as number,
}))

const testSeries = tests.flatMap(({ subject, duration }): Series[] => [
  { subject, metric: 'duration', unit: 'ms', samples: [duration], source: 'performance.now', exact: true },
  { subject, metric: 'cpuTime', unit: 'ms', samples: [duration * 0.9], source: 'process.cpuUsage', exact: false },
  { subject, metric: 'allocated', unit: 'bytes', samples: [duration * 1e5], source: 'v8.GCProfiler', exact: true },
])

const series: readonly Series[] = [
  durations('cli:scaffold', [2610, 2580, 2640, 2600, 3220, 2660, 3410, 2590, 2630, 2620]),
  {
    ...durations('cli:generate', [98.2e6, 104.2e6, 99e6]),
    metric: 'memory',
    unit: 'bytes',
    source: 'VmHWM of the tree',
    exact: false,
  },
  durations('install', [2900, 4100]),
  { ...durations('hash', [41, 55.1, 44]), subject: { kind: 'measure', name: 'hash' } },
  { ...durations('build:first', [12_900, 13_200, 12_700]), confirmation: [12_000, 12_100, 12_050] },
  { ...durations('triples', [24_100]), subject: { kind: 'metric', name: 'triples' }, metric: 'rate', unit: '1/s' },
  { ...durations('file', [84e6]), subject: { kind: 'file', name: 'tests/unit/a.test.ts' }, metric: 'memory', unit: 'bytes' },
  { ...durations('run', [61_000]), subject: { kind: 'run', name: 'run' } },
  ...testSeries.map((one) => ({ ...one, origin: { file: 'tests/unit/a.test.ts', test: one.subject.name } })),
]

const gaps: readonly Gap[] = [
  { kind: 'skipped-test', subject: { kind: 'test', name: 'db > connects', file: 'tests/db.test.ts' }, reason: 'skipped' },
  {
    kind: 'failed-sample',
    subject: { kind: 'command', name: 'cli:scaffold' },
    reason: 'exit code 1\n\u001b[31mError\u001b[39m: no template demo\n    at readTemplates (src/templates.ts:88:3)',
  },
  {
    kind: 'unsupported',
    subject: { kind: 'command', name: 'cli:new' },
    metric: 'networkSent',
    reason: 'no namespace of its own',
  },
]

/** One run with every verdict, both ways of enforcing, an estimate, a failed sample and subjects of each kind. */
export const sampleRun: Run = runOf({
  id: '20260102-030405-abc',
  service: 'acme-generator',
  commit: '4f1c2ab',
  branch: 'main',
  machine: unfit,
  outcome: 'violated',
  exitCode: 1,
  verdicts: [
    met(unitTests, 12.5),
    {
      status: 'violated',
      slo: scaffold,
      measured: 3410,
      headroom: -410,
      samples: 10,
      exact: true,
      confirmed: 3380,
      reason: 'max 3.41s, objective <= 3s (+13.7 %, 2 of 10 samples over)',
    },
    {
      status: 'violated',
      slo: memory,
      measured: 104.2e6,
      headroom: -4.2e6,
      samples: 3,
      exact: false,
      reason: 'peak 104MB, objective <= 100MB (+4.2 %)',
    },
    {
      status: 'violated',
      slo: install,
      measured: 4100,
      headroom: -1100,
      samples: 2,
      exact: true,
      reason: 'max 4.1s, objective <= 3s (+36.7 %)',
    },
    { status: 'no-data', cause: 'skipped', slo: connections, reason: 'its test was skipped: tests/db.test.ts > db > connects' },
    {
      status: 'inconclusive',
      slo: hash,
      measured: 55.1,
      headroom: -5.1,
      samples: 3,
      exact: true,
      reason: 'max 55.1ms, objective <= 50ms, but the machine was not fit: load per core 3.1 before the run > 1.5',
    },
    {
      status: 'warning',
      slo: firstBuild,
      measured: 13_200,
      headroom: 1800,
      samples: 3,
      exact: true,
      reason: 'max 13.2s, warning <= 12s, objective <= 15s',
    },
    met(throughput, 24_100),
  ],
  series,
  gaps,
  tests: { passed: 3, failed: 0, skipped: 1 },
  overhead: { perTestMs: 0.061, samplerCpuRatio: 0.008, judgingMs: 12 },
})
