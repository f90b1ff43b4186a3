import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shiftInterval } from '../../src/stats/shift-interval.ts'

fc.configureGlobal({ seed: 2026 })

test('the median of all differences, and their inner range', () => {
  const first = [10, 11, 12, 13, 14, 15, 16, 17, 18, 19]
  const second = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
  // Of 100 differences 23 are left out on either side: 50 - 1.96 * sqrt(10 * 10 * 21 / 12) = 24.07.
  expect(shiftInterval(first, second)).toEqual({ estimate: 10, low: 7, high: 13 })
})

test('one value against few gives the whole range; nothing gives none', () => {
  expect(shiftInterval([5], [1, 2, 3])).toEqual({ estimate: 3, low: 2, high: 4 })
  expect(shiftInterval([], [1])).toEqual({ estimate: Number.NaN, low: Number.NaN, high: Number.NaN })
})

test('moves with the first group, against the second, and holds its estimate', () => {
  const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(values, values, fc.integer({ min: -100, max: 100 }), (first, second, by) => {
      const { estimate, low, high } = shiftInterval(first, second)
      expect(low <= estimate && estimate <= high).toBe(true)
      expect(shiftInterval(first.map((value) => value + by), second)).toEqual({ estimate: estimate + by, low: low + by, high: high + by }) // prettier-ignore
      const turned = shiftInterval(second, first)
      expect([turned.estimate + estimate, turned.low + high, turned.high + low]).toEqual([0, 0, 0])
    }),
  )
})
