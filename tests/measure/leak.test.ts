import { expect, test } from 'vitest'
import { retainedHeap } from '../../src/measure/in-worker/retained-heap.ts'
import { measureLeak } from '../../src/measure/leak.ts'
import type { LeakOptions } from '../../src/measure/leak.ts'

/** Runs against a heap of which each call makes what `kept` says: bytes after so many calls. */
async function leakOf(kept: (calls: number) => number, options: LeakOptions = {}) {
  let calls = 0
  const steps: [done: number, total: number][] = []
  const run = await measureLeak(
    { name: 'cache', run: () => void calls++, options },
    {
      retained: () => Promise.resolve(5e6 + kept(calls)),
      beforeIteration: (done, total) => void steps.push([done, total]),
    },
  )
  return { run, calls, steps }
}

test('what keeps nothing reads 0, and says what was seen', async () => {
  const { run, calls, steps } = await leakOf(() => 0)
  expect(run.slope).toBe(0)
  expect(calls).toBe(15)
  expect(steps.at(-1)).toEqual([14, 15])
  expect(run.series).toMatchObject([{ subject: { kind: 'leak', name: 'cache' }, metric: 'slope', samples: [0], exact: false }])
  expect(run.series[0]?.source).toMatchInlineSnapshot(
    `"heap after forced collection, 12 iterations: no growth above 16KB an iteration, slope 0B an iteration (95 % within 0B and 0B), Mann-Kendall p 1"`,
  )
})

test('growth is measured twice', async () => {
  const { run, calls, steps } = await leakOf((n) => n * 64_000)
  expect(run.slope).toBe(64_000)
  expect(run.heaps).toHaveLength(24)
  expect(calls).toBe(27)
  expect(steps.at(-1)).toEqual([26, 27])
})

test('a cache that fills and then stays is no leak', async () => {
  const { run } = await leakOf((n) => Math.min(n, 12) * 200_000)
  expect(run).toMatchObject({ slope: 0, gaps: [] })
})

test('a leak that only the whole shows is found', async () => {
  // Each half swings too much to tell, and the whole rises.
  const { run } = await leakOf((n) => n * 100_000 + (n % 3 === 0 ? 800_000 : 0))
  expect(run.slope).toBeGreaterThan(16_000)
})

test('a heap that swings leaves it unknown, never 0', async () => {
  const { run } = await leakOf((n) => ((n * 7) % 11) * 1e6)
  expect(run.slope).toBeUndefined()
  expect(run.series).toEqual([])
  expect(run.gaps).toMatchObject([{ kind: 'unsupported', metric: 'slope' }])
})

test.each([{ iterations: 7 }, { iterations: 8.5 }, { warmup: -1 }, { warmup: 0.5 }])('%o is refused', async (options) => {
  await expect(leakOf(() => 0, options)).rejects.toThrow(/at least 8 iterations/)
})

test('an error of the work passes through', async () => {
  const context = { retained: retainedHeap, beforeIteration: () => undefined }
  const run = () => Promise.reject(new Error('no cache'))
  await expect(measureLeak({ name: 'cache', run, options: {} }, context)).rejects.toThrow('no cache')
})

test('a forced collection sees what is kept, buffers too, and leaves no global behind', async () => {
  const kept: unknown[] = []
  const before = await retainedHeap()
  kept.push(
    Buffer.alloc(1e6),
    Array.from({ length: 1e5 }, (_, i) => ({ i })),
  )
  const grown = (await retainedHeap()) - before
  kept.length = 0
  const left = (await retainedHeap()) - before
  expect(grown).toBeGreaterThan(3e6)
  expect(left).toBeLessThan(1e6)
  expect((globalThis as { gc?: unknown }).gc).toBeUndefined()
})
