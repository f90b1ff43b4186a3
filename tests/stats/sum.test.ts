import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sum } from '../../src/stats/sum.ts'

fc.configureGlobal({ seed: 2026 })

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }).map((value) => value + 0)

describe('sum', () => {
  // Reference: math.fsum of Python 3.11.
  test.each<[string, readonly number[], number]>([
    ['nothing', [], 0],
    ['one', [0.1], 0.1],
    ['ten tenths', Array<number>(10).fill(0.1), 1],
    ['what cancels', [1e100, 1, -1e100], 1],
    ['a tie, decided from below', [9007199254740992, 1, 2 ** -53], 9007199254740994],
    ['a negative tie', [-9007199254740992, -1, -(2 ** -53)], -9007199254740994],
    ['a tie, decided from above', [9007199254740992, 1, -(2 ** -53)], 9007199254740992],
    ['a tie that stays even', [9007199254740992, 1], 9007199254740992],
    ['a rounded rest', [1e16, 1, 1e-16], 10000000000000002],
    ['ten durations', [2.61, 2.58, 2.64, 2.6, 3.22, 2.66, 3.41, 2.59, 2.63, 2.62], 27.560000000000002],
  ])('%s', (_, values, expected) => {
    expect(sum(values)).toBe(expected)
  })

  test('is infinite beyond the largest double, never NaN', () => {
    expect(sum([1.7e308, 1.7e308])).toBe(Number.POSITIVE_INFINITY)
    expect(sum([-1.7e308, -1.7e308])).toBe(Number.NEGATIVE_INFINITY)
  })

  test('does not depend on the order', () => {
    const shuffled = fc.array(finite, { maxLength: 30 }).chain((values) => fc.tuple(fc.constant(values), fc.shuffledSubarray(values, { minLength: values.length }))) // prettier-ignore
    fc.assert(
      fc.property(shuffled, ([values, other]) => {
        expect(sum(other)).toBe(sum(values))
      }),
    )
  })
})
