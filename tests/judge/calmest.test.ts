import { describe, expect, test } from 'vitest'
import { calmest, candidatesFor } from '../../src/judge/calmest.ts'
import type { Valued } from '../../src/judge/calmest.ts'

test.each([
  ['command', 'duration', ['median', 'mean', 'p25', 'min']],
  ['test', 'cpuTime', ['median', 'mean', 'p25', 'min']],
  ['bench', 'throughput', ['median', 'mean', 'p75', 'max']],
  ['metric', 'rate', ['median', 'mean', 'p75', 'max']],
  ['command', 'memory', ['median']],
  ['metric', 'value', ['median']],
] as const)('%s %s is compared by one of %j', (kind, metric, expected) => {
  expect(candidatesFor(kind, metric)).toEqual(expected)
})

const valued = (statistic: Valued['statistic'], base: readonly number[], head: readonly number[]): Valued => ({ statistic, base, head }) // prettier-ignore

describe('the calmest', () => {
  const wild = valued('median', [100, 130, 104], [150, 98, 109])
  const calm = valued('min', [90, 91, 92], [93, 92.5, 94])

  test('is the one whose pairs differ least, whichever side is the base', () => {
    expect(calmest([wild, calm], 'duration')).toBe(calm)
    expect(calmest([calm, wild], 'duration')).toBe(calm)
    const turned = [wild, calm].map(({ statistic, base, head }) => valued(statistic, head, base)) as [Valued, Valued]
    expect(calmest(turned, 'duration').statistic).toBe('min')
  })

  test('of CPU time is not the one that shows a change least', () => {
    const hidden = valued('min', [100, 100.1, 100.2], [104, 97, 106])
    const shown = valued('mean', [100, 101, 102], [111, 110, 113])
    expect(calmest([hidden, shown], 'cpuTime')).toBe(shown)
    expect(calmest([hidden, shown], 'duration')).toBe(hidden)
  })

  test('is never one of values that repeat themselves, or that have no ratio', () => {
    expect(calmest([wild, valued('min', [10, 10, 20], [10, 20, 10])], 'duration')).toBe(wild)
    expect(calmest([wild, valued('min', [0, 1, 2], [3, 4, 5])], 'duration')).toBe(wild)
    expect(calmest([wild, valued('mean', [Number.NaN, 1, 2], [3, 4, 5])], 'duration')).toBe(wild)
  })

  test('is the first where none can be told', () => {
    const flat = valued('median', [10, 10], [10, 10])
    expect(calmest([flat, valued('min', [9, 9], [9, 9])], 'duration')).toBe(flat)
  })
})
