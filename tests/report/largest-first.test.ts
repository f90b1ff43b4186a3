import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { largestFirst } from '../../src/report/largest-first.ts'

fc.configureGlobal({ seed: 2026 })

const value = (figure: number): number => figure

describe('largestFirst', () => {
  test.each<[readonly number[], number, readonly number[]]>([
    [[], 3, []],
    [[1], 3, [1]],
    [[1, 3, 2], 2, [3, 2]],
    [[3, 2, 1], 2, [3, 2]],
    [[1, 2], 0, []],
    [[Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 0], 2, [Number.POSITIVE_INFINITY, 0]],
  ])('%j, at most %i', (figures, most, expected) => expect(largestFirst(figures, most, value)).toEqual(expected))

  test('of equal figures the earlier come first, and stay', () => {
    const items = ['b1', 'a2', 'c2', 'd2'] as const
    expect(largestFirst(items, 2, (item) => Number(item[1]))).toEqual(['a2', 'c2'])
  })

  test('is the beginning of the whole list, sorted', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20)), fc.nat(12), (figures, most) => {
        const items = figures.map((figure, place) => ({ figure, place }))
        const sorted = items.toSorted((a, b) => b.figure - a.figure).slice(0, most)
        expect(largestFirst(items, most, ({ figure }) => figure)).toEqual(sorted)
      }),
    )
  })
})
