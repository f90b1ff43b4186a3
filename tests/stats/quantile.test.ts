import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quantile, sorted } from '../../src/stats/quantile.ts'

fc.configureGlobal({ seed: 2026 })

// Reference: the formula of Hyndman and Fan in exact fractions (Python 3.11 `fractions`), rounded once; NumPy 2.4 `percentile` agrees within 1e-15.
const durations = sorted([2.61, 2.58, 2.64, 2.6, 3.22, 2.66, 3.41, 2.59, 2.63, 2.62])

describe('quantile', () => {
  test.each([
    [0, 2.58],
    [0.1, 2.58009],
    [25, 2.6025],
    [50, 2.625],
    [75, 2.655],
    [90, 3.239],
    [95, 3.3245],
    [99, 3.3929],
    [99.9, 3.40829],
    [100, 3.41],
  ])('p%d of ten durations', (percent, expected) => {
    expect(quantile(durations, percent)).toBeCloseTo(expected, 12)
  })

  test.each([0, 1, 50, 99.9, 100])('p%d of one sample is that sample', (percent) => expect(quantile([0.1], percent)).toBe(0.1))

  test('is NaN for no samples', () => expect(quantile([], 50)).toBeNaN())

  test('of a whole position is the sample itself, without dust', () => {
    const samples = Array.from({ length: 1001 }, (_, i) => i * 15_000.1)
    expect(quantile(samples, 99.9)).toBe(samples[999])
    // 3000 * 33.3 / 100 is 998.9999999999999 in doubles.
    const more = Array.from({ length: 3001 }, (_, i) => i)
    expect(quantile(more, 33.3)).toBe(999)
  })

  const ascending = fc
    .array(
      fc.double({ noNaN: true, min: -1e12, max: 1e12 }).map((value) => value + 0),
      { minLength: 1, maxLength: 40 },
    )
    .map(sorted)
  const percent = fc.double({ noNaN: true, min: 0, max: 100 }).map((value) => value + 0)

  test('lies between the smallest and the largest, and grows with the percent', () => {
    fc.assert(
      fc.property(ascending, percent, percent, (samples, one, other) => {
        const [low, high] = [quantile(samples, Math.min(one, other)), quantile(samples, Math.max(one, other))]
        expect(low).toBeGreaterThanOrEqual(samples[0] as number)
        expect(high).toBeLessThanOrEqual(samples.at(-1) as number)
        // The grain of a double near the largest value: two shares nearer than that may swap by rounding.
        expect(low - high).toBeLessThanOrEqual(1e12 * Number.EPSILON)
      }),
    )
  })
})

describe('sorted', () => {
  test('ascends by number and leaves the original alone', () => {
    const original = [10, 9, -1, 0.5]
    expect(sorted(original)).toEqual([-1, 0.5, 9, 10])
    expect(original).toEqual([10, 9, -1, 0.5])
  })
})
