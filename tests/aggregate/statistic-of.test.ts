import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { statisticOf } from '../../src/aggregate/statistic-of.ts'
import { statistics } from '../../src/model/objective.ts'
import type { Statistic } from '../../src/model/objective.ts'

fc.configureGlobal({ seed: 2026 })

const durations = [2.61, 2.58, 2.64, 2.6, 3.22, 2.66, 3.41, 2.59, 2.63, 2.62]
const all: readonly Statistic[] = [...statistics, 'p50', 'p95', 'p99.9']

describe('statisticOf', () => {
  test.each<[Statistic, number]>([
    ['min', 2.58],
    ['max', 3.41],
    ['peak', 3.41],
    ['mean', 2.756],
    ['avg', 2.756],
    ['median', 2.625],
    ['sum', 27.56],
    ['count', 10],
    ['last', 2.62],
    ['stddev', 0.298931430264534],
    ['p90', 3.239],
    ['p99.9', 3.40829],
  ])('%s of ten durations', (statistic, expected) => {
    expect(statisticOf(durations, statistic)).toBeCloseTo(expected, 12)
  })

  test.each(all)('%s of no samples is unknown', (statistic) => expect(statisticOf([], statistic)).toBeUndefined())

  test.each(all.filter((statistic) => statistic !== 'count' && statistic !== 'stddev'))(
    '%s of one sample is that sample',
    (statistic) => expect(statisticOf([0.1], statistic)).toBe(0.1),
  )

  test('count and stddev of one sample', () => {
    expect(statisticOf([0.1], 'count')).toBe(1)
    expect(statisticOf([0.1], 'stddev')).toBeUndefined()
  })

  test.each([
    [[1, Number.NaN, 3], 'Sample 2 of 3 is NaN, not a finite number.'],
    [[Number.POSITIVE_INFINITY], 'Sample 1 of 1 is Infinity, not a finite number.'],
  ])('refuses %j', (samples, message) => {
    for (const statistic of all) expect(() => statisticOf(samples, statistic)).toThrow(new RangeError(message))
  })

  test('refuses a statistic that does not exist', () => {
    expect(() => statisticOf([1], 'p100')).toThrow(new RangeError('There is no statistic p100.'))
  })

  test('does not depend on the order, but for the last sample', () => {
    const samples = fc.array(
      fc.double({ noNaN: true, min: -1e12, max: 1e12 }).map((value) => value + 0),
      { maxLength: 30 },
    )
    const shuffled = samples.chain((values) =>
      fc.tuple(fc.constant(values), fc.shuffledSubarray(values, { minLength: values.length })),
    )
    const statistic = fc.constantFrom(...all.filter((one) => one !== 'last'))
    fc.assert(
      fc.property(shuffled, statistic, ([values, other], one) => {
        expect(statisticOf(other, one)).toBe(statisticOf(values, one))
      }),
    )
  })
})
