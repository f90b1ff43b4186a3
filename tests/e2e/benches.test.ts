import { expect, test } from 'vitest'
import { describeVitest, majors, project, runVitestBench } from '../support/consumer.ts'
import type { Major } from '../support/consumer.ts'
import { gate, pluginConfig, sloConfig, storedRun } from '../support/gate.ts'
import type { GateRun } from '../support/gate.ts'

function seriesOf({ report }: GateRun, kind: string, metric: string) {
  return report?.series.find(({ subject, metric: name }) => subject.kind === kind && name === metric)
}

function verdictsOf({ report }: GateRun): Record<string, string> {
  return Object.fromEntries((report?.verdicts ?? []).map(({ slo, status }) => [slo, status]))
}

const testConfig = (options: string) => pluginConfig.replace('plugins: [slo()]', `plugins: [slo()], test: { ${options} }`)

const benchTest = `import { expect, slo, test } from 'vitest-slo/test'
let [set, undone, before, after] = [0, 0, 0, 0]
test('hashes', async () => {
  const run = await slo.bench('sum', () => Array.from({ length: 50 }, (_, i) => i).reduce((a, b) => a + b), { time: '100ms', warmup: 10 })
  expect(run.calls).toBeGreaterThanOrEqual(10)
  expect(run.latency.min).toBeLessThanOrEqual(run.latency.median)
  expect(run.throughput).toBeCloseTo(1000 / run.latency.mean, 3)
  expect(run).toMeetSlo('sum-speed')
  expect(run).toTakeAtMost('10s')
  expect(() => expect(run).toTakeAtMost('0.000001us', 'median')).toThrow(/bench sum/)
})
test('waits, twice: its objective is violated', async () => {
  const run = await slo.bench('wait', () => new Promise((done) => setTimeout(done, 5)), {
    time: 0, iterations: 4, warmup: 0,
    setup: () => { set++ }, teardown: () => { undone++ }, beforeEach: () => { before++ }, afterEach: () => { after++ },
  })
  expect([run.calls, set, undone, before, after]).toEqual([4, 2, 2, 8, 8])
  expect(run.latency.min).toBeGreaterThan(4)
})
test('is refused', async () => {
  await expect(slo.bench('never', () => 1, { time: '5 apples' })).rejects.toThrow(/no time/)
})
`

const leakTest = `import { expect, slo, test } from 'vitest-slo/test'
const kept = [], heap = []
test('keeps buffers', async () => {
  const run = await slo.leak('buffers', () => { kept.push(Buffer.alloc(64_000 + 1000)) })
  expect(run.heaps).toHaveLength(24)
  expect(() => expect(run).toUseAtMost('32KB')).toThrow(/leak buffers/)
})
test('keeps objects', async () => {
  await slo.leak('objects', async () => { await Promise.resolve(); heap.push(Array.from({ length: 3000 }, (_, i) => ({ i }))) }, { iterations: 8, warmup: 2 })
})
test('keeps nothing', async () => {
  const run = await slo.leak('nothing', () => JSON.parse(JSON.stringify(Array.from({ length: 5000 }, (_, i) => ({ i, s: 'x' + i })))))
  expect(run.slope).toBe(0)
  expect(globalThis.gc).toBeUndefined()
})
test('fills a cache', async () => {
  const cache = new Map()
  let n = 0
  const run = await slo.leak('cache', () => { if (cache.size < 9) cache.set(n++, Buffer.alloc(200_000)) })
  expect(run.slope).toBe(0)
})
test('too few', async () => {
  await expect(slo.leak('few', () => {}, { iterations: 5 })).rejects.toThrow(/at least 8/)
})
`

const leakSlos = ['buffers', 'objects', 'nothing', 'cache']
  .map((name) => `${name}: { sli: sli.leak('${name}').slope, objective: '<= 32KB' }`)
  .join(', ')

for (const major of majors) {
  describeVitest(major, 'benches and leaks', () => {
    test('a bench is measured, judged and told', async () => {
      const run = await gate(major, {
        'slo.config.ts': sloConfig(`'sum-speed': { sli: sli.bench('sum').throughput, objective: 'mean >= 100/s' },
          'sum-latency': { sli: sli.bench('sum').latency, objective: 'p99 <= 10ms' },
          'too-fast': { sli: sli.bench('wait').latency, objective: 'median <= 1ms' }, never: { sli: sli.bench('never').latency, objective: '<= 1s' }`),
        'bench.test.ts': benchTest,
      })
      expect(run.text).toMatch(/bench\.test\.ts \(3 tests\)/)
      expect(verdictsOf(run)).toEqual({ 'sum-speed': 'met', 'sum-latency': 'met', 'too-fast': 'violated', never: 'no-data' })
      expect(run.report?.verdicts.find(({ slo }) => slo === 'too-fast')?.reason).toMatch(/confirmed/)
      const latency = seriesOf(run, 'bench', 'latency')
      expect(latency?.samples.length).toBeLessThanOrEqual(2000)
      expect(latency?.source).toMatch(/^tinybench/)
      expect(run.exitCode).toBe(1)
    })

    test('a bench that throws violates, also where the test catches it', async () => {
      const run = await gate(major, {
        'slo.config.ts': sloConfig(`broken: { sli: sli.bench('broken').throughput, objective: '>= 1/s' }`),
        'bench.test.ts': `import { expect, slo, test } from 'vitest-slo/test'
test('catches', async () => { await slo.bench('broken', () => { throw new Error('no input') }, { time: 10 }).catch(() => {}) })`,
      })
      expect(verdictsOf(run)).toEqual({ broken: 'violated' })
      expect(run.text).toMatch(/no input/)
    })

    test.each(['forks', 'threads', 'vmThreads'])('leaks are found, and only those, in %s', async (pool) => {
      const run = await gate(major, {
        'vitest.config.ts': testConfig(`pool: '${pool}'`),
        'slo.config.ts': sloConfig(leakSlos),
        'leak.test.ts': leakTest,
      })
      expect(run.text).toMatch(/leak\.test\.ts \(5 tests\)/)
      expect(verdictsOf(run)).toEqual({ buffers: 'violated', objects: 'violated', nothing: 'met', cache: 'met' })
      const slope = seriesOf(run, 'leak', 'slope')?.samples[0]
      expect(slope).toBeGreaterThan(60_000)
      expect(slope).toBeLessThan(75_000)
      expect(run.exitCode).toBe(1)
    })

    test('beside concurrent tests a leak is refused and a bench is an estimate', async () => {
      const run = await gate(major, {
        'slo.config.ts': sloConfig(`leak: { sli: sli.leak('mine').slope, objective: '<= 32KB' },
          bench: { sli: sli.bench('mine').latency, objective: 'median <= 10s' }`),
        'both.test.ts': `import { test } from 'vitest-slo/test'
const wait = () => new Promise((done) => setTimeout(done, 400))
test.concurrent('leaks', async ({ slo, expect }) => { await expect(slo.leak('mine', wait)).rejects.toThrow(/concurrent test shares the heap/) })
test.concurrent('benches', async ({ slo }) => { await slo.bench('mine', wait, { time: 0, iterations: 2, warmup: 0 }) })`,
      })
      expect(verdictsOf(run)).toEqual({ leak: 'no-data', bench: 'met' })
      expect(seriesOf(run, 'bench', 'latency')).toMatchObject({ exact: false })
    })

    test.each([
      ['threads', 'isolate: false, '],
      ['forks', 'isolate: false, '],
      ['vmThreads', ''],
    ])('the file after which a shared heap stopped coming back is named, in %s', async (pool, more) => {
      const quiet = `import { test } from 'vitest'
test('makes rubbish', () => { Array.from({ length: 1e5 }, (_, i) => ({ i })) })`
      const leaky = `import { test } from 'vitest'
test('keeps', () => { process.kept = Array.from({ length: 40 }, () => Buffer.alloc(1_000_000, 1)) })`
      const names = ['a', 'b', 'c', 'd', 'e', 'f']
      const files = Object.fromEntries(names.map((name) => [`${name}.test.ts`, name === 'c' ? leaky : quiet]))
      const inOrder = `sequence: { sequencer: class { async shard(files) { return files } async sort(files) { return files.toSorted((a, b) => a.moduleId.localeCompare(b.moduleId)) } } }`
      const run = await gate(major, {
        ...files,
        'vitest.config.ts': testConfig(`pool: '${pool}', ${more}maxWorkers: 1, ${inOrder}`),
        'slo.config.ts': sloConfig(`heap: { sli: sli.file('{a,b}.test.ts').heapAfter, objective: '<= 10GB' }`),
      })
      expect(verdictsOf(run)).toEqual({ heap: 'met' })
      expect(run.report?.series.filter(({ metric }) => metric === 'heapAfter')).toHaveLength(6)
      expect(run.report?.insights).toMatchObject([{ kind: 'heap-step', file: 'c.test.ts', later: 3 }])
      expect(run.text.replaceAll(/\s+/g, ' ')).toMatch(/never came back after c\.test\.ts/)
    })

    test('benchmarks of Vitest itself are judged in `vitest bench`', async () => {
      const run = await benchRun(major, { keepSamples: true, bound: '>= 1/s' })
      expect(run.text).toMatch(/met +all 2/)
      expect(run.exitCode).toBe(0)
      const violating = await benchRun(major, { keepSamples: true, bound: '>= 10000000000000/s' })
      expect(verdictsOf(violating)).toEqual({ throughput: 'violated', latency: 'met' })
      expect(violating.exitCode).toBe(1)
    })

    test('without their samples there is no latency: a mean would meet every percentile', async () => {
      const run = await benchRun(major, { keepSamples: false, bound: '>= 1/s' })
      expect(verdictsOf(run)).toEqual({ throughput: 'met', latency: 'no-data' })
      expect(run.text).toMatch(/its samples were not kept/)
    })
  })
}

/** `vitest bench` of one benchmark, written as this major wants it. */
async function benchRun(
  major: Major,
  { keepSamples, bound }: { readonly keepSamples: boolean; readonly bound: string },
): Promise<GateRun> {
  const four = `import { bench, describe } from 'vitest'
describe('group', () => { bench('sums', () => { let s = 0; for (let i = 0; i < 100_000; i++) s += i }, { time: 20, iterations: 5, warmupTime: 1 }) })`
  const five = `import { test } from 'vitest'
test('group', async ({ bench }) => { await bench('sums', () => { let s = 0; for (let i = 0; i < 100_000; i++) s += i }).run({ time: 20 }) })`
  const dir = project(
    {
      'vitest.config.ts': testConfig(`benchmark: { ${major === 4 ? 'includeSamples' : 'retainSamples'}: ${keepSamples} }`),
      'slo.config.ts': sloConfig(`throughput: { sli: sli.bench('sums').throughput, objective: '${bound}' },
        latency: { sli: sli.bench('sums').latency, objective: 'p99 <= 10s' }`),
      'sums.bench.ts': major === 4 ? four : five,
    },
    { major },
  )
  const ended = await runVitestBench(dir, { major })
  return { dir, ...ended, text: ended.stdout + ended.stderr, report: storedRun(dir) }
}
