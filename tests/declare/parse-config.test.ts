import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defineConfig } from '../../src/declare/define-config.ts'
import { parseConfig } from '../../src/declare/parse-config.ts'
import type { Config } from '../../src/model/config.ts'
import { sli } from '../../src/model/sli.ts'
import type { Slo } from '../../src/model/slo.ts'

fc.configureGlobal({ seed: 1, numRuns: 300 })

const time = { sli: sli.command('build').duration, objective: '<= 15s' } as const

function config(raw: unknown, environment = 'ci', machineClass = 'github-hosted'): Config {
  const parsed = parseConfig(raw, { file: 'slo.config.ts', environment, machineClass })
  if (!parsed.ok) throw new Error(parsed.faults.map(({ path, code }) => `${path}: ${code}`).join('\n'))
  return parsed.config
}

function slo(raw: unknown, environment?: string, machineClass?: string): Slo {
  return config(raw, environment, machineClass).slos[0] as Slo
}

/** The bounds that apply, as they were written. */
function bounds(raw: unknown, environment: string, machineClass: string): readonly (string | undefined)[] {
  const { objective, warning } = slo(raw, environment, machineClass)
  return [objective.written, warning?.written]
}

test('the least that can be written, with all defaults', () => {
  expect(config({ slos: { build: time } })).toEqual({
    service: undefined,
    probes: [],
    slos: [
      {
        name: 'build',
        sli: { subject: { kind: 'command', name: 'build' }, metric: 'duration', unit: 'ms' },
        objective: { statistic: 'max', op: '<=', threshold: 15_000, unit: 'ms', written: '15s' },
        warning: undefined,
        enforce: 'fail',
        whenUnsupported: 'fail',
        owner: undefined,
        description: undefined,
      },
    ],
    metrics: [],
    monitoring: {
      interval: 100,
      cpu: true,
      memory: true,
      disk: true,
      network: true,
      processes: true,
      eventLoop: true,
      gc: true,
      heapAfterFile: false,
    },
    limits: [],
    profiling: { when: 'on-violation', timeout: 60_000, most: 5 },
    reports: { dir: '.slo', formats: ['json', 'html'] },
    history: { store: 'file:.slo/history.db', keep: 1000 },
    inconclusive: 'report',
    fitness: 'check',
    environment: 'ci',
    machineClass: 'github-hosted',
  })
})

test('all that can be written', () => {
  const everything = defineConfig({
    service: 'acme-generator',
    probes: {
      'build:first': {
        run: 'npm run build',
        cwd: 'packages/a',
        env: { NODE_ENV: 'production' },
        samples: 3,
        warmup: 1,
        timeout: '90s',
        prepare: { remove: ['dist', '*.tsbuildinfo'], edit: 'src/index.ts' },
        verify: { files: ['dist/cli.js'], stdout: 'built' },
      },
      'cli:new': { run: ['node', 'dist/cli.js', ''], cwd: 'temporary', timeout: 5000 },
    },
    slos: {
      build: { ...time, warning: '<= 12s', enforce: 'warn', whenUnsupported: 'report', owner: 'team', description: 'two\nlines' },
      parsed: { sli: sli.metric('parse').distribution, objective: 'p95 <= 5ms', warning: '<= 4ms' },
    },
    metrics: { triples: { type: 'counter', unit: 'count' }, parse: { type: 'timer' } },
    monitoring: { interval: '1s', gc: false },
    profiling: { when: 'always', timeout: '2m' },
    reports: { dir: 'build/slo', formats: ['html'] },
    inconclusive: 'fail',
    fitness: 'ignore',
    environments: { production: {} },
  })
  const read = config(everything, 'production', 'local')
  expect(read.probes).toEqual([
    { name: 'build:first', ...everything.probes?.['build:first'], timeout: 90_000 },
    { name: 'cli:new', run: ['node', 'dist/cli.js', ''], cwd: 'temporary', samples: 1, warmup: 0, timeout: 5000 },
  ])
  expect(read.slos).toMatchObject([
    { name: 'build', enforce: 'warn', whenUnsupported: 'report', owner: 'team', description: 'two\nlines' },
    { name: 'parsed', sli: { unit: 'ms' }, objective: { statistic: 'p95' }, warning: { statistic: 'p95', threshold: 4 } },
  ])
  expect(read).toMatchObject({
    service: 'acme-generator',
    metrics: [
      { name: 'triples', type: 'counter', unit: 'count' },
      { name: 'parse', type: 'timer', unit: 'ms' },
    ],
    monitoring: {
      interval: 1000,
      cpu: true,
      memory: true,
      disk: true,
      network: true,
      processes: true,
      eventLoop: true,
      gc: false,
      heapAfterFile: false,
    },
    profiling: { when: 'always', timeout: 120_000, most: 5 },
    reports: { dir: 'build/slo', formats: ['html'] },
    inconclusive: 'fail',
    fitness: 'ignore',
    environment: 'production',
    machineClass: 'local',
  })
})

test('what is read survives the way to a worker', () => {
  const read = config({ slos: { build: time }, probes: { a: { run: 'x' } }, metrics: { m: { type: 'timer' } } })
  expect(config({ slos: { build: time } })).not.toEqual(read)
  expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(JSON.stringify({ ...read })))
  expect(Object.values(read).some((value) => typeof value === 'function')).toBe(false)
})

describe('units', () => {
  test.each([
    ['a counter', { type: 'counter', unit: 'bytes' }, sli.metric('m').value, '<= 5MB', 'bytes'],
    ['the rate of a counter', { type: 'counter', unit: 'count' }, sli.metric('m').rate, '>= 5/s', '1/s'],
    ['a gauge', { type: 'gauge', unit: 'ratio' }, sli.metric('m').value, 'last >= 85%', 'ratio'],
    ['a histogram', { type: 'histogram', unit: '1/s' }, sli.metric('m').distribution, 'p95 >= 5/s', '1/s'],
    ['a summary', { type: 'summary', unit: 'bytes/s' }, sli.metric('m').distribution, 'median >= 5MB/s', 'bytes/s'],
    ['a timer', { type: 'timer', unit: 'ms' }, sli.metric('m').distribution, 'p95 <= 5ms', 'ms'],
  ] as const)('of %s come from its declaration', (_, metric, indicator, objective, unit) => {
    expect(slo({ slos: { a: { sli: indicator, objective } }, metrics: { m: metric } })).toMatchObject({
      sli: { unit },
      objective: { unit },
    })
  })

  test('of counted samples are counts, whatever the metric is', () => {
    expect(slo({ slos: { a: { ...time, objective: 'count >= 10', warning: '>= 20' } } })).toMatchObject({
      sli: { unit: 'ms' },
      objective: { statistic: 'count', threshold: 10, unit: 'count' },
      warning: { statistic: 'count', threshold: 20 },
    })
  })
})

describe('overrides', () => {
  const raw = {
    slos: { build: { ...time, warning: '<= 12s', on: { gitlab: { objective: '<= 30s' }, local: { warning: '<= 6s' } } } },
    inconclusive: 'fail',
    fitness: 'ignore',
    monitoring: { interval: '50ms', gc: undefined },
    environments: {
      ci: {
        inconclusive: 'report',
        fitness: undefined,
        monitoring: { interval: '1s', eventLoop: false },
        slos: { build: { objective: '<= 20s', enforce: 'warn', on: { local: { objective: '<= 10s', warning: '<= 7s' } } } },
      },
      development: { fitness: 'check', slos: { build: { whenUnsupported: 'report' } } },
    },
  }

  test.each([
    ['development', 'other', '15s', '12s'],
    ['development', 'gitlab', '30s', '12s'],
    ['development', 'local', '15s', '6s'],
    ['ci', 'other', '20s', '12s'],
    // The class says most about how fast a machine is, so it wins over the environment.
    ['ci', 'gitlab', '30s', '12s'],
    ['ci', 'local', '10s', '7s'],
  ] as const)('%s on %s: %s, %s', (environment, machineClass, objective, warning) => {
    expect(bounds(raw, environment, machineClass)).toEqual([objective, warning])
  })

  test('an environment changes what it names and nothing else', () => {
    expect(config(raw, 'ci')).toMatchObject({
      inconclusive: 'report',
      fitness: 'ignore',
      monitoring: {
        interval: 1000,
        eventLoop: false,
        gc: true,
        cpu: true,
        memory: true,
        disk: true,
        network: true,
        processes: true,
      },
    })
    expect(config(raw, 'development')).toMatchObject({ inconclusive: 'fail', fitness: 'check', monitoring: { interval: 50 } })
    expect(slo(raw, 'ci')).toMatchObject({ enforce: 'warn', whenUnsupported: 'fail' })
    expect(slo(raw, 'development')).toMatchObject({ enforce: 'fail', whenUnsupported: 'report' })
  })

  test('development and ci need no declaration, and without any every name will do', () => {
    const declared = { slos: { build: time }, environments: { production: {} } }
    expect(['development', 'ci', 'production'].map((name) => config(declared, name).environment)).toHaveLength(3)
    expect(config({ slos: { build: time } }, 'anything').environment).toBe('anything')
  })
})

test('names that objects have by birth are names like any other', () => {
  const names = ['constructor', 'toString', 'hasOwnProperty', 'valueOf']
  const slos = Object.fromEntries(names.map((name) => [name, { sli: sli.metric(name).value, objective: '>= 5' }]))
  const metrics = Object.fromEntries(names.map((name) => [name, { type: 'counter', unit: 'count' }]))
  expect(config({ slos, metrics }, 'constructor', 'toString').slos.map(({ name }) => name)).toEqual(names)
  const undeclared = parseConfig({ slos, metrics: { a: { type: 'timer' } } }, { file: 'x', environment: 'ci', machineClass: 'x' })
  expect(undeclared).toMatchObject({ ok: false, faults: names.map(() => ({ code: 'unknown-metric' })) })
})

test('a namespace of a module and an object without a prototype are objects like any other', () => {
  const bare = Object.assign(Object.create(null) as object, { slos: { build: time } })
  expect(config(bare).slos).toHaveLength(1)
})

test('never throws, whatever came, and never accepts what declares no SLO', () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withNullPrototype: true,
    withSparseArray: true,
  })
  const near = fc.record(
    {
      slos: fc.dictionary(fc.string(), fc.oneof(anything, fc.record({ sli: anything, objective: anything, on: anything }))),
      metrics: anything,
      monitoring: anything,
      environments: fc.dictionary(fc.string(), fc.record({ slos: anything, monitoring: anything })),
      probes: fc.dictionary(fc.string(), fc.record({ run: anything, timeout: anything, prepare: anything })),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.oneof(anything, near), (raw) => {
      const parsed = parseConfig(raw, { file: 'slo.config.ts', environment: 'ci', machineClass: 'local' })
      return !parsed.ok && parsed.faults.length > 0
    }),
  )
})

test('the order of keys does not matter', () => {
  const slos = { a: time, b: { sli: sli.run.memory, objective: 'peak <= 1GiB' }, c: { sli: sli.run.failures, objective: '<= 0' } }
  const order = fc.shuffledSubarray(Object.keys(slos) as (keyof typeof slos)[], { minLength: 3 })
  fc.assert(
    fc.property(order, (names) => {
      const read = config({ slos: Object.fromEntries(names.map((name) => [name, slos[name]])) })
      expect(read.slos.map(({ name }) => name)).toEqual(names)
      expect(read.slos.toSorted((x, y) => x.name.localeCompare(y.name))).toEqual(config({ slos }).slos)
    }),
  )
})

test('an SLO on the heap after files asks for it', () => {
  const heap = { sli: sli.file('tests/**').heapAfter, objective: 'peak <= 100MB' } as const
  expect(config({ slos: { heap } }).monitoring.heapAfterFile).toBe(true)
  expect(() => config({ slos: { heap }, monitoring: { heapAfterFile: false } })).toThrow(/monitoring-off/)
})

test('shards go by a plan where one is named', () => {
  expect(config({ slos: { build: time } })).not.toHaveProperty('shards')
  expect(config({ slos: { build: time }, shards: { plan: 'ci/plan.json' } }).shards).toEqual({ plan: 'ci/plan.json' })
})

test('history: switched off, or somewhere else', () => {
  expect(config({ slos: { build: time }, history: false }).history).toBe(false)
  const store = 'postgres://me@server/slo'
  expect(config({ slos: { build: time }, history: { store } }).history).toEqual({ store, keep: 1000 })
  expect(config({ slos: { build: time }, history: { keep: 50 } }).history).toEqual({ store: 'file:.slo/history.db', keep: 50 })
})
