import { expect, test } from 'vitest'
import { pairCollections } from '../../../src/measure/in-worker/pair-collections.ts'

/** What a profiler tells: milliseconds of each collection. */
function seen(...costs: number[]) {
  return costs.map((cost, index) => ({
    cost: cost * 1000,
    beforeGC: { heapStatistics: { usedHeapSize: 100 + index } },
    afterGC: { heapStatistics: { usedHeapSize: 50 + index } },
  }))
}

/** What perf_hooks tells: one every 10 ms, from 10 on. */
function pauses(...durations: number[]) {
  return durations.map((duration, index) => ({ startTime: 10 + index * 10, duration }))
}

test('each collection gets the time of its pause', () => {
  const paired = pairCollections({ from: 0, to: 99, statistics: seen(1, 2) }, pauses(1.01, 2.01))
  expect(paired).toEqual([
    { at: 10, cost: 1, before: 100, after: 50 },
    { at: 20, cost: 2, before: 101, after: 51 },
  ])
})

test.each([
  ['at its begin', { from: 0, to: 99 }, [5, 1.01, 2.01], [20, 30]],
  ['at its end', { from: 0, to: 99 }, [1.01, 2.01, 5], [10, 20]],
  ['before it', { from: 15, to: 99 }, [7, 1.01, 2.01], [20, 30]],
  ['after it', { from: 0, to: 25 }, [1.01, 2.01, 7], [10, 20]],
])('a pause that the profiler did not see, %s, is none of its own', (_, span, durations, times) => {
  const paired = pairCollections({ ...span, statistics: seen(1, 2) }, pauses(...durations))
  expect(paired?.map(({ at }) => at)).toEqual(times)
})

test('where nothing was collected there is nothing', () => {
  expect(pairCollections({ from: 0, to: 99, statistics: [] }, pauses(1, 2))).toEqual([])
})

test('where a pause is missing nothing is told', () => {
  expect(pairCollections({ from: 0, to: 99, statistics: seen(1, 2) }, pauses(1))).toBeUndefined()
})
