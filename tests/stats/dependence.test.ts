import { describe, expect, test } from 'vitest'
import { dependence } from '../../src/stats/dependence.ts'

/** Normal numbers that are the same in every run of the tests (mulberry32, Box and Muller). */
function normals(seed: number): () => number {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
}

function following(correlation: number, count: number, seed: number): number[] {
  const next = normals(seed)
  let value = 0
  return Array.from({ length: count }, () => (value = correlation * value + next()))
}

describe('dependence', () => {
  test('of many values is the root of (1 + r) / (1 - r)', () => {
    expect(dependence(following(0.8, 20_000, 1))).toBeCloseTo(3, 1)
    expect(dependence(following(0.5, 20_000, 2))).toBeCloseTo(Math.sqrt(3), 1)
    expect(dependence(following(0, 20_000, 3))).toBeCloseTo(1, 1)
  })

  test('is never less than 1, and never beyond what few values can tell', () => {
    expect(dependence(following(-0.9, 200, 4))).toBe(1)
    expect(dependence(Array.from({ length: 40 }, (_, at) => at))).toBeCloseTo(Math.sqrt(19), 10)
  })

  test('of few values, and of values that do not vary, is 1', () => {
    expect(dependence([1, 2, 3, 4, 5, 6, 7])).toBe(1)
    expect(dependence([2, 2, 2, 2, 2, 2, 2, 2, 2])).toBe(1)
  })
})
