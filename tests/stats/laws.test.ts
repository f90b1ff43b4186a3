import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mannKendall } from '../../src/stats/mann-kendall.ts'
import { mannWhitney } from '../../src/stats/mann-whitney.ts'
import { median, medianAbsoluteDeviation } from '../../src/stats/median.ts'
import { normalCdf, normalQuantile } from '../../src/stats/normal.ts'
import { quantileInterval } from '../../src/stats/quantile-interval.ts'
import { rank } from '../../src/stats/ranks.ts'
import { theilSen } from '../../src/stats/theil-sen.ts'
import { hodgesLehmann, wilcoxon } from '../../src/stats/wilcoxon.ts'
import { wilsonInterval } from '../../src/stats/wilson.ts'

fc.configureGlobal({ seed: 2026 })

// Whole numbers and powers of two: shifting and scaling are then exact, and a law that fails is a fault and not a rounding.
const whole = fc.integer({ min: -1000, max: 1000 })
const group = fc.array(whole, { minLength: 1, maxLength: 20 })
const scale = fc.constantFrom(0.25, 0.5, 2, 1024)
const shuffled = (values: readonly number[]) => fc.shuffledSubarray([...values], { minLength: values.length })
const withShuffle = group.chain((values) => fc.tuple(fc.constant(values), shuffled(values)))

describe('the order of independent values does not matter', () => {
  test('to a median and its deviation', () => {
    fc.assert(
      fc.property(withShuffle, ([values, other]) => {
        expect(median(other)).toBe(median(values))
        expect(medianAbsoluteDeviation(other)).toBe(medianAbsoluteDeviation(values))
      }),
    )
  })

  test('to Mann-Whitney, Wilcoxon and Hodges-Lehmann', () => {
    fc.assert(
      fc.property(withShuffle, group, ([values, other], rest) => {
        expect(mannWhitney(other, rest)).toEqual(mannWhitney(values, rest))
        expect(wilcoxon(other)).toEqual(wilcoxon(values))
        expect(hodgesLehmann(other)).toEqual(hodgesLehmann(values))
      }),
    )
  })
})

describe('shift and scale', () => {
  const moved = (values: readonly number[], by: number, times: number) => values.map((value) => value * times + by)

  test('leave a comparison and a trend as they are', () => {
    fc.assert(
      fc.property(group, group, whole, scale, (one, other, by, times) => {
        expect(mannWhitney(moved(one, by, times), moved(other, by, times))).toEqual(mannWhitney(one, other))
        expect(wilcoxon(moved(one, 0, times))).toEqual(wilcoxon(one))
        expect(mannKendall(moved(one, by, times))).toEqual(mannKendall(one))
      }),
    )
  })

  test('move a median, a deviation, a slope and an interval along', () => {
    fc.assert(
      fc.property(fc.array(whole, { minLength: 3, maxLength: 20 }), whole, scale, (values, by, times) => {
        const other = moved(values, by, times)
        expect(median(other)).toBe(median(values) * times + by)
        expect(medianAbsoluteDeviation(other)).toBe(medianAbsoluteDeviation(values) * times)
        const [line, movedLine] = [theilSen(values), theilSen(other)]
        expect(movedLine.slope).toBeCloseTo(line.slope * times, 9)
        expect(movedLine.low).toBeCloseTo(line.low * times, 9)
        expect(movedLine.high).toBeCloseTo(line.high * times, 9)
        expect(hodgesLehmann(other).estimate).toBe(hodgesLehmann(values).estimate * times + by)
      }),
    )
  })
})

describe('sides', () => {
  test('swap with the groups, and with the direction of time', () => {
    fc.assert(
      fc.property(group, group, (one, other) => {
        const all = one.length * other.length
        expect(mannWhitney(one, other).statistic + mannWhitney(other, one).statistic).toBe(all)
        expect(mannWhitney(one, other, 'greater').pValue).toBeCloseTo(mannWhitney(other, one, 'less').pValue, 9)
        expect(mannKendall(one, 'greater').pValue).toBeCloseTo(mannKendall(one.toReversed(), 'less').pValue, 9)
        const negative = one.map((value) => -value)
        expect(wilcoxon(one, 'greater').pValue).toBeCloseTo(wilcoxon(negative, 'less').pValue, 9)
      }),
    )
  })

  test('a p-value is a share', () => {
    fc.assert(
      fc.property(group, group, fc.constantFrom('two-sided', 'greater', 'less'), (one, other, side) => {
        for (const { pValue } of [mannWhitney(one, other, side), mannKendall(one, side)]) {
          expect(pValue).toBeGreaterThanOrEqual(0)
          expect(pValue).toBeLessThanOrEqual(1 + 1e-12)
        }
      }),
    )
  })
})

describe('edges', () => {
  test('nothing is known of nothing', () => {
    expect(median([])).toBeNaN()
    expect(medianAbsoluteDeviation([])).toBeNaN()
    expect(mannWhitney([], [1]).pValue).toBeNaN()
    expect(mannWhitney([1], []).pValue).toBeNaN()
    expect(wilcoxon([0, 0]).pValue).toBeNaN()
    expect(hodgesLehmann([])).toEqual({ estimate: Number.NaN, low: Number.NaN, high: Number.NaN })
    expect(theilSen([])).toEqual({ slope: Number.NaN, low: Number.NaN, high: Number.NaN, intercept: Number.NaN })
    expect(theilSen([1, 2], [3, 3]).slope).toBeNaN()
    expect(mannKendall([1]).pValue).toBe(1)
    expect(quantileInterval([], 50)).toEqual({ low: undefined, high: undefined })
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 })
  })

  test('what never changes has no trend and no winner', () => {
    expect(mannKendall([5, 5, 5]).pValue).toBe(1)
    expect(mannWhitney([5, 5], [5, 5]).pValue).toBe(1)
    expect(theilSen([5, 5, 5])).toEqual({ slope: 0, low: 0, high: 0, intercept: 5 })
  })

  test('of many values the approximation continues what counting says', () => {
    const [few, many] = [[90.5, 120.5, 190.5, 150.5], Array.from({ length: 196 }, (_, i) => i)]
    const [exact, normal] = [mannWhitney(few, many), mannWhitney(few, [...many, 500])]
    expect([exact.method, normal.method]).toEqual(['exact', 'normal'])
    expect(normal.pValue).toBeCloseTo(exact.pValue, 1)
  })

  test('a single sample is the whole interval', () => {
    expect(hodgesLehmann([7])).toEqual({ estimate: 7, low: 7, high: 7 })
  })

  test('the normal distribution ends at infinity', () => {
    expect(normalCdf(Number.NEGATIVE_INFINITY)).toBe(0)
    expect(normalCdf(Number.POSITIVE_INFINITY)).toBe(1)
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY)
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY)
  })

  test('equal values share their ranks', () => {
    expect(rank([3, 1, 3, 2])).toEqual({ ranks: [3.5, 1, 3.5, 2], ties: [2] })
    expect(rank([])).toEqual({ ranks: [], ties: [] })
  })
})
