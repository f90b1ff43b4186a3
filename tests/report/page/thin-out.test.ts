import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { thinOut } from '../../../src/report/page/thin-out.ts'

describe('thinOut', () => {
  test('few samples stay', () => {
    expect(thinOut([3, 1], 10)).toEqual([
      { place: 0, value: 3 },
      { place: 1, value: 1 },
    ])
    expect(thinOut([], 10)).toEqual([])
  })

  test('of many the extremes of each stretch stay, in order', () => {
    expect(thinOut([1, 9, 2, 5, 5, 5, 8, 7, 6], 6).map(({ value }) => value)).toEqual([1, 9, 5, 8, 6])
  })

  test('keeps the smallest and the largest of all, and no more than asked', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 300 }), (samples) => {
        const values = thinOut(samples, 20).map(({ value }) => value)
        expect(values.length).toBeLessThanOrEqual(20)
        expect([Math.min(...values), Math.max(...values)]).toEqual([Math.min(...samples), Math.max(...samples)])
      }),
    )
  })
})
