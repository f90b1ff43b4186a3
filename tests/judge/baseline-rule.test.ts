import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judgeBaseline, judgeCreep } from '../../src/judge/baseline-rule.ts'
import type { BaselineBound } from '../../src/judge/baseline-rule.ts'

fc.configureGlobal({ seed: 2026 })

const bound: BaselineBound = { maxRegression: 0.05, minDifference: 0, worse: 'higher' }

/** Runs that wobble by 2 %, always in the same way. */
function runs(count: number, level = 100): number[] {
  return Array.from({ length: count }, (_, i) => level * (1 + 0.02 * Math.sin(i * 2.7)))
}

describe('judgeBaseline', () => {
  test.each([0, 1, 14])('learns from %d runs', (count) => {
    expect(judgeBaseline(runs(count), bound)).toEqual({ status: 'learning', runs: count, needed: 15 })
  })

  test.each([15, 33, 200])('is steady where nothing changed in %d runs', (count) => {
    expect(judgeBaseline(runs(count), bound).status).toBe('steady')
  })

  test('finds that the last five runs are worse', () => {
    const found = judgeBaseline([...runs(10), ...runs(5, 110)], bound)
    expect(found).toMatchObject({ status: 'regressed', rule: 'shift' })
  })

  test('finds two jumps among the last three runs, where it knows the spread', () => {
    const jumps = [110, 100, 110]
    expect(judgeBaseline([...runs(30), ...jumps], bound)).toMatchObject({ status: 'regressed', rule: 'jump', now: 110 })
    expect(judgeBaseline([...runs(29), ...jumps], bound).status).toBe('steady')
  })

  test('where runs often jump, all three must', () => {
    const often = runs(48).map((value, i) => (i % 12 === 5 ? value * 1.5 : value))
    expect(judgeBaseline([...often, 110, 100, 110], bound).status).toBe('steady')
    expect(judgeBaseline([...often, 110, 110, 110], bound)).toMatchObject({ status: 'regressed', rule: 'jump' })
  })

  test('one bad run accuses nobody', () => {
    expect(judgeBaseline([...runs(40), 300], bound).status).toBe('steady')
    expect(judgeBaseline([...runs(40), 300, 100, 100], bound).status).toBe('steady')
  })

  test('a change below either bound is none', () => {
    const series = [...runs(40), ...runs(5, 110)]
    expect(judgeBaseline(series, { ...bound, maxRegression: 0.2 }).status).toBe('steady')
    expect(judgeBaseline(series, { ...bound, minDifference: 20 }).status).toBe('steady')
  })

  test('of rates less is worse', () => {
    const rates: BaselineBound = { ...bound, worse: 'lower' }
    expect(judgeBaseline([...runs(40), ...runs(5, 85)], rates)).toMatchObject({ status: 'regressed' })
    expect(judgeBaseline([...runs(40), 85, 100, 85], rates)).toMatchObject({ status: 'regressed', rule: 'jump' })
    expect(judgeBaseline([...runs(40), ...runs(5, 120)], rates).status).toBe('steady')
    expect(judgeBaseline([...runs(40), ...runs(5, 80)], bound)).toMatchObject({ status: 'steady' })
  })

  test('does not depend on the unit', () => {
    const medians = fc.array(fc.integer({ min: 500, max: 1500 }), { minLength: 15, maxLength: 60 })
    fc.assert(
      fc.property(medians, fc.constantFrom(0.125, 2, 1024), (values, scale) => {
        const [one, other] = [judgeBaseline(values, bound), judgeBaseline(values.map((value) => value * scale), bound)] // prettier-ignore
        expect(other.status).toBe(one.status)
      }),
    )
  })

  test('looks back fifty runs: what was before does not matter', () => {
    const recent = [...runs(50), ...runs(5, 110)]
    expect(judgeBaseline([...runs(100, 5), ...recent], bound)).toEqual(judgeBaseline(recent, bound))
  })
})

describe('judgeCreep', () => {
  test('finds what is worse than the oldest runs, of rates too, and sees what is mended', () => {
    const rates: BaselineBound = { ...bound, worse: 'lower' }
    expect(judgeCreep([...runs(40), ...runs(5, 110)], bound)).toMatchObject({ status: 'regressed', rule: 'creep' })
    expect(judgeCreep([...runs(40), ...runs(5, 85)], rates)).toMatchObject({ status: 'regressed', rule: 'creep' })
    // The last run is back where it was.
    expect(judgeCreep([...runs(40), 112, 113, 114, 115, 104], bound)).toBeUndefined()
    expect(judgeCreep([...runs(40), ...runs(4, 110), 100], bound)).toBeUndefined()
    expect(judgeCreep(runs(45), bound)).toBeUndefined()
    expect(judgeCreep([...runs(39), ...runs(5, 110)], bound)).toBeUndefined()
  })
})
