import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { statisticOf } from '../../src/aggregate/statistic-of.ts'
import { summarize } from '../../src/aggregate/summarize.ts'
import type { Statistic } from '../../src/model/objective.ts'

fc.configureGlobal({ seed: 2026 })

describe('summarize', () => {
  test('no samples', () => expect(summarize([])).toBeUndefined())

  test('one sample has no spread', () => {
    expect(summarize([7])).toEqual({
      count: 1,
      min: 7,
      max: 7,
      mean: 7,
      median: 7,
      sum: 7,
      last: 7,
      stddev: undefined,
      p90: 7,
      p95: 7,
      p99: 7,
    })
  })

  test('several samples', () => {
    expect(summarize([4, 1, 3, 2])).toEqual({
      count: 4,
      min: 1,
      max: 4,
      mean: 2.5,
      median: 2.5,
      sum: 10,
      last: 2,
      stddev: Math.sqrt(5 / 3),
      p90: 3.7,
      p95: expect.closeTo(3.85, 12),
      p99: expect.closeTo(3.97, 12), // prettier-ignore
    })
  })

  test('refuses what is not a number', () => {
    expect(() => summarize([1, Number.NaN])).toThrow(new RangeError('Sample 2 of 2 is NaN, not a finite number.'))
  })

  test('says the same as each statistic alone', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.double({ noNaN: true, min: -1e12, max: 1e12 }).map((value) => value + 0),
          { minLength: 1, maxLength: 30 },
        ),
        (samples) => {
          const summary = summarize(samples)
          for (const [name, value] of Object.entries(summary ?? {})) expect(value).toBe(statisticOf(samples, name as Statistic))
        },
      ),
    )
  })
})
