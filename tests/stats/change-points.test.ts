import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changePoints } from '../../src/stats/change-points.ts'
import { robustZ } from '../../src/stats/robust-z.ts'

fc.configureGlobal({ seed: 2026 })

interface Reference {
  readonly origin: string
  readonly cut: readonly { readonly values: number[]; readonly cuts: number[] }[]
  readonly robust_z: readonly { readonly value: number; readonly before: number[]; readonly z: number }[]
}

const file = join(import.meta.dirname, 'reference/change-points.json')
const reference = JSON.parse(readFileSync(file, 'utf8')) as Reference

describe(`agrees with every way to cut, tried with ${reference.origin}`, () => {
  test('change-points', () => {
    for (const { values, cuts } of reference.cut) expect([values, changePoints(values)]).toEqual([values, cuts])
    expect(reference.cut.map(({ cuts }) => cuts.length)).toEqual(expect.arrayContaining([0, 1, 2]))
  })

  test('robust z', () => {
    for (const { value, before, z } of reference.robust_z) expect(robustZ(value, before)).toBeCloseTo(z, 6)
  })
})

const times = (count: number, value: number): number[] => Array.from({ length: count }, () => value)
const finite = fc.array(fc.double({ min: 1, max: 1000, noNaN: true }), { maxLength: 40 })

describe('changePoints', () => {
  test.each([
    ['no values', [], []],
    ['equal values', times(50, 7), []],
    ['too few different values', [1, 2, 3, 4, 5, 6, 97, 98, 99, 100, 101, 102], []],
    ['two levels without any spread', [...times(5, 1), ...times(5, 9)], [5]],
    ['nine values', [...times(5, 1), ...times(4, 9)], []],
    ['an old level that was left in four runs', [...times(4, 100), ...times(46, 110)], []],
    ['one step', [...times(20, 100), ...times(20, 110)], [20]],
    ['a step five values before the end', [...times(45, 100), ...times(5, 110)], [45]],
    ['one that is too young', [...times(46, 100), ...times(4, 110)], []],
    ['up and back', [...times(20, 100), ...times(20, 110), ...times(20, 100)], [20, 40]],
    ['two wild values', [...times(20, 100), 9e9, ...times(20, 100), 9e9], []],
  ])('of %s', (_, values, cuts) => expect(changePoints(values)).toEqual(cuts))

  test('does not depend on the size of values, only on their order', () => {
    fc.assert(
      fc.property(finite, (values) => {
        expect(changePoints(values.map((value) => Math.log(value) * 3))).toEqual(changePoints(values))
      }),
    )
  })

  test('leaves at least five values between two cuts', () => {
    fc.assert(
      fc.property(finite, (values) => {
        const bounds = [0, ...changePoints(values), values.length]
        return bounds.length === 2 || bounds.slice(1).every((to, index) => to - (bounds[index] as number) >= 5)
      }),
    )
  })

  test('cuts values without order in less than 1 % of cases', { timeout: 60_000 }, () => {
    const next = randomNumbers(2026)
    const cut = Array.from({ length: 2000 }, () => changePoints(Array.from({ length: 40 }, next))).filter(({ length }) => length)
    expect(cut.length).toBeLessThanOrEqual(20)
  })
})

describe('robustZ', () => {
  test.each([
    ['nothing before', 5, []],
    ['a value of 0', 0, [1, 2]],
    ['a value of 0 before', 5, [0, 2]],
  ])('is unknown for %s', (_, value, before) => expect(robustZ(value, before)).toBeUndefined())

  test('has the sign of the distance', () => {
    expect(robustZ(5, [5, 5, 5])).toBe(0)
    expect(robustZ(6, [5, 5, 5])).toBeGreaterThan(3.5)
    expect(robustZ(4, [5, 5, 5])).toBeLessThan(-3.5)
  })
})

/** Mulberry32: the same numbers for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
