import { describe, expect, test } from 'vitest'
import { isEnforced, isRate, limitNames, unitOfLimit } from '../../src/model/limit.ts'
import type { Limit, LimitName } from '../../src/model/limit.ts'
import { exceededBy, stillNeeded } from '../../src/model/limit-reading.ts'
import type { LimitReading } from '../../src/model/limit-reading.ts'

function limit(name: LimitName, max: number, sustained = 0): Limit {
  return { name, max, written: String(max), onExceed: 'fail', sustained }
}

/** Measured values of the limits that the last reading crosses, on two cores. */
function crossed(one: Limit, ...readings: LimitReading[]): number[] {
  return exceededBy([one], readings, 2).map(({ measured }) => measured)
}

describe('amounts', () => {
  test.each([
    ['memory', 100, { memory: 101 }, [101]],
    ['memory', 100, { memory: 100 }, []],
    ['memory', 100, {}, []],
    ['disk', 10, { disk: 11 }, [11]],
    ['disk', 10, { disk: 10 }, []],
    ['processes', 3, { processes: 4 }, [4]],
    ['processes', 3, { processes: 3 }, []],
  ] as const)('%s at most %d, reading %j: %j', (name, max, reading, expected) => {
    expect(crossed(limit(name, max), { at: 0, ...reading })).toEqual(expected)
  })

  test('the last reading alone counts: what was above and came down is told when it is above', () => {
    expect(crossed(limit('memory', 100), { at: 0, memory: 200 }, { at: 1, memory: 50 })).toEqual([])
  })

  test('no reading, no limit', () => {
    expect(crossed(limit('memory', 100))).toEqual([])
    expect(crossed(limit('cpu', 0.5))).toEqual([])
    expect(exceededBy([], [{ at: 0, memory: 1 }], 1)).toEqual([])
  })

  test('a rate that nobody could read is unknown, and crosses nothing', () => {
    expect(crossed(limit('cpu', 0.1), { at: 0 }, { at: 1000 })).toEqual([])
    expect(crossed(limit('network', 1), { at: 0 }, { at: 1000 })).toEqual([])
  })

  test('what is judged elsewhere is not judged here', () => {
    const reading = { at: 0, cpu: 1e9, memory: 1e9, disk: 1e9, network: 1e9, processes: 1e9 }
    for (const name of ['containers', 'testTime', 'containerStartup', 'cleanupTimeout'] as const)
      expect(crossed(limit(name, 1), reading)).toEqual([])
  })
})

describe('rates are averages over the time they are sustained', () => {
  // One core of two for a second, then both.
  const busy = [
    { at: 0, cpu: 0 },
    { at: 1000, cpu: 1000 },
    { at: 2000, cpu: 3000 },
    { at: 3000, cpu: 5000 },
  ]

  test.each([
    ['too short a time', 2, 0.9, 3000, []],
    ['just long enough', 4, 0.8, 3000, [5000 / 6000]],
    ['over the last second', 4, 0.9, 1000, [1]],
    ['over two seconds', 4, 0.9, 2000, [1]],
    ['a bound that is met exactly', 4, 1, 1000, []],
  ] as const)('%s', (_, count, max, sustained, expected) => {
    expect(crossed(limit('cpu', max, sustained), ...busy.slice(0, count))).toEqual(expected)
  })

  test('without a time, from one reading to the next', () => {
    expect(crossed(limit('network', 1000), { at: 0, network: 0 }, { at: 500, network: 501 })).toEqual([1002])
    expect(crossed(limit('network', 1002), { at: 0, network: 0 }, { at: 500, network: 501 })).toEqual([])
  })

  test('a counter that is missing, or two readings of one moment, say nothing', () => {
    expect(crossed(limit('cpu', 0.1), { at: 0 }, { at: 100, cpu: 100 })).toEqual([])
    expect(crossed(limit('cpu', 0.1), { at: 0, cpu: 0 }, { at: 100 })).toEqual([])
    expect(crossed(limit('cpu', 0.1), { at: 5, cpu: 0 }, { at: 5, cpu: 100 })).toEqual([])
  })

  test('a counter that goes back is no rate below 0', () => {
    expect(crossed(limit('cpu', 0.1), { at: 0, cpu: 500 }, { at: 100, cpu: 400 })).toEqual([])
  })
})

describe('readings that are still needed', () => {
  const readings = [0, 100, 200, 300].map((at) => ({ at }))

  test.each([
    ['none is old enough', [limit('cpu', 1, 5000)], 4],
    ['the one at the border stays', [limit('cpu', 1, 200)], 3],
    ['the last one before the border stays', [limit('cpu', 1, 150)], 3],
    ['amounts need the last one', [limit('memory', 1)], 1],
    ['no limits need the last one', [], 1],
  ] as const)('%s', (_, limits, kept) => {
    expect(stillNeeded(limits, readings)).toHaveLength(kept)
    expect(stillNeeded(limits, readings).at(-1)).toEqual({ at: 300 })
  })

  test('none of none', () => {
    expect(stillNeeded([limit('cpu', 1, 100)], [])).toEqual([])
  })
})

test('units and kinds', () => {
  expect(Object.fromEntries(limitNames.map((name) => [name, unitOfLimit(name)]))).toEqual({
    cpu: 'ratio',
    memory: 'bytes',
    disk: 'bytes',
    network: 'bytes/s',
    processes: 'count',
    containers: 'count',
    testTime: 'ms',
    containerStartup: 'ms',
    cleanupTimeout: 'ms',
  })
  expect(limitNames.filter(isRate)).toEqual(['cpu', 'network'])
  expect((['fail', 'kill', 'warn'] as const).map((onExceed) => isEnforced({ onExceed }))).toEqual([true, true, false])
})
