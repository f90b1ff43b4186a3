import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mean, range, stddev } from '../../src/stats/moments.ts'

fc.configureGlobal({ seed: 2026 })

const values = fc.array(
  fc.double({ noNaN: true, min: -1e12, max: 1e12 }).map((value) => value + 0),
  { minLength: 1, maxLength: 40 },
)

// Reference: exact fractions (Python 3.11 `statistics` over `fractions.Fraction`), rounded once; NumPy 2.4 agrees within 1e-15.
const durations = [2.61, 2.58, 2.64, 2.6, 3.22, 2.66, 3.41, 2.59, 2.63, 2.62]

describe('mean', () => {
  test.each<[readonly number[], number]>([
    [durations, 2.756],
    [[5], 5],
    [[1, 2], 1.5],
    [[-1, 1], 0],
  ])('%j', (samples, expected) => {
    expect(mean(samples)).toBeCloseTo(expected, 12)
  })

  test('is NaN for no values', () => expect(mean([])).toBeNaN())

  test('stays within the range of the values', () => {
    fc.assert(
      fc.property(values, (samples) => {
        expect(mean(samples)).toBeGreaterThanOrEqual(Math.min(...samples))
        expect(mean(samples)).toBeLessThanOrEqual(Math.max(...samples))
      }),
    )
  })

  test('of equal values is that value', () => {
    fc.assert(fc.property(fc.double({ noNaN: true, min: 1e-9, max: 1e12 }), fc.integer({ min: 1, max: 50 }), (value, count) => { expect(mean(Array<number>(count).fill(value))).toBe(value) })) // prettier-ignore
  })
})

describe('stddev', () => {
  test.each<[readonly number[], number]>([
    [durations, 0.29893143026453406],
    [[1, 1, 1], 0],
    [[1, 2], Math.SQRT1_2],
    // A difference of squares would read 0 here: four values around 10^9 with variance 30 (Knuth, The Art of Computer Programming 2).
    [[1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16], 5.477225575051661],
  ])('%j', (samples, expected) => {
    expect(stddev(samples)).toBeCloseTo(expected, 12)
  })

  test.each([[[]], [[5]]])('is NaN for %j', (samples) => expect(stddev(samples)).toBeNaN())
})

describe('range', () => {
  test.each<[readonly number[], readonly [number, number]]>([
    [[3, 1, 2], [1, 3]],
    [[7], [7, 7]],
    [[], [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
  ])('%j', (samples, expected) => expect(range(samples)).toEqual(expected)) // prettier-ignore

  test('takes more values than fit in one call', () => expect(range(Array<number>(500_000).fill(1))).toEqual([1, 1]))
})
