import { describe, expect, test } from 'vitest'
import { benchSeries } from '../../src/measure/bench-series.ts'
import { measureBench } from '../../src/measure/bench.ts'
import type { BenchOptions } from '../../src/measure/bench.ts'
import type { Measured } from '../../src/model/series.ts'

interface Around {
  readonly options?: BenchOptions
  readonly isAlone?: boolean
  readonly isViolated?: (measured: Measured) => boolean
  readonly signal?: AbortSignal
}

async function benchOf(run: () => unknown, { options = {}, isAlone = true, isViolated = () => false, signal }: Around = {}) {
  const quick = { time: 1, iterations: 10, warmup: 0, ...options }
  return await measureBench({ name: 'sum', run, options: quick }, { now: () => performance.now(), isAlone: () => isAlone, isViolated, signal }) // prettier-ignore
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('measureBench', () => {
  test('measures every call', async () => {
    let calls = 0
    const run = await benchOf(() => wait(++calls > 0 ? 2 : 0), { options: { time: 0, iterations: 12 } })
    expect(run.calls).toBe(12)
    const [latency, throughput] = run.series
    expect(latency).toMatchObject({ metric: 'latency', unit: 'ms', exact: true })
    expect(latency?.samples).toHaveLength(12)
    expect(latency?.samples[0]).toBe(run.latency.min)
    expect(throughput).toMatchObject({ metric: 'throughput', unit: '1/s', samples: [run.throughput] })
    expect(run.throughput).toBeCloseTo(1000 / run.latency.mean, 3)
  })

  test('warms up, and calls the hooks', async () => {
    const log: string[] = []
    const note = (text: string) => () => void log.push(text)
    await benchOf(note('call'), {
      options: { time: 0, iterations: 1, warmup: 0.001, warmupIterations: 1, setup: note('setup'), teardown: note('teardown'), beforeEach: note('before'), afterEach: note('after') }, // prettier-ignore
    })
    expect(log.filter((text) => text === 'setup')).toHaveLength(2)
    expect(log.filter((text) => text === 'teardown')).toHaveLength(2)
    expect(log.slice(-4)).toEqual(['before', 'call', 'after', 'teardown'])
  })

  test('is measured again where an objective is violated, with as many samples', async () => {
    const run = await benchOf(() => wait(1), { options: { time: 0, iterations: 10 }, isViolated: () => true })
    for (const { samples, confirmation } of run.series) expect(confirmation?.length).toBeGreaterThanOrEqual(samples.length)
  })

  test('folds what is too much to keep', async () => {
    const run = await benchOf(() => undefined, { options: { iterations: 10_000 } })
    expect(run.calls).toBeGreaterThanOrEqual(10_000)
    expect(run.series[0]?.samples.length).toBeLessThanOrEqual(2000)
    // The slowest call was slower than the slowest slice.
    expect(run.series.map(({ exact }) => exact)).toEqual([false, true])
    expect(run.series[0]?.source).toMatch(/calls from fast to slow in \d+ slices, each the mean of its calls; slowest call/)
  })

  test('beside others it is an estimate', async () => {
    const run = await benchOf(() => 1, { isAlone: false })
    expect(run.series.map(({ exact }) => exact)).toEqual([false, false])
    expect(run.series[1]?.source).toMatch(/shared with concurrent tests/)
  })

  test('an error of the function passes through', async () => {
    await expect(benchOf(() => { throw new Error('no input') })).rejects.toThrow('no input') // prettier-ignore
    await expect(benchOf(() => Promise.reject(new Error('no answer')))).rejects.toThrow('no answer')
  })

  test('one that was cut off is no result', async () => {
    const abort = new AbortController()
    const run = benchOf(() => wait(1).then(() => abort.abort()), { options: { time: 50 }, signal: abort.signal })
    await expect(run).rejects.toThrow(/was cut off/)
  })

  test.each<BenchOptions>([
    { time: '5 apples' as '5s' },
    { time: -1 },
    { time: Number.NaN },
    { warmup: '5MB' as '5s' },
    { iterations: 0 },
    { iterations: 1.5 },
    { warmup: 1, warmupIterations: -1 },
  ])('%o is refused', async (options) => {
    await expect(benchOf(() => 1, { options })).rejects.toThrow(/slo\.bench\('sum'\)/)
  })
})

describe('benchSeries', () => {
  test.each([0, Number.NaN])(
    'calls that took %s ms have no throughput: an infinite one would keep every promise',
    (totalTime) => {
      const latency = { max: 0, rme: 0, samplesCount: 9, samples: Array.from({ length: 9 }, () => 0) }
      const { series, gaps } = benchSeries('sum', { result: { totalTime, latency }, alone: true })
      expect(series).toEqual([])
      expect(gaps.map((gap) => 'metric' in gap && gap.metric)).toEqual(['latency', 'throughput'])
    },
  )

  test('without samples there is a throughput and no latency: a mean would meet every percentile', () => {
    const latency = { max: 5, rme: 1, samplesCount: 200 }
    const { series, gaps } = benchSeries('sum', { result: { totalTime: 400, latency }, alone: true })
    expect(series).toMatchObject([{ metric: 'throughput', samples: [500] }])
    expect(gaps).toMatchObject([{ kind: 'unsupported', metric: 'latency' }])
  })

  test('a single call has no margin', () => {
    const latency = { max: 5, rme: Number.POSITIVE_INFINITY, samplesCount: 1, samples: [5] }
    const { series } = benchSeries('sum', { result: { totalTime: 5, latency }, alone: true })
    expect(series[0]?.source).toBe('tinybench: time of each call, ascending')
  })
})
