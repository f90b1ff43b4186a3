import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scaleOf } from '../../../src/report/page/scale.ts'
import type { Unit } from '../../../src/model/unit.ts'

describe('scaleOf', () => {
  test.each<[readonly number[], Unit, readonly number[]]>([
    [[2580, 3410, 3000], 'ms', [2400, 2600, 2800, 3000, 3200, 3400]],
    [[1, 100], 'ms', [0, 25, 50, 75, 100]],
    [[60e6, 104e6], 'bytes', [40e6, 60e6, 80e6, 100e6]],
    [[0.1, 0.5], 'ratio', [0, 0.2, 0.4]],
    [[3], 'count', [0, 1, 2, 3]],
    [[1e12 - 0.0021, 1e12 - 0.0017], 'count', [0, 2.5e11, 5e11, 7.5e11, 1e12]],
    [[0], 'count', [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [[], 'count', [0, 0.25, 0.5, 0.75, 1]],
    [[-2, 4], 'bytes', [-4, -2, 0, 2, 4]],
  ])('%j %s', (values, unit, ticks) => {
    expect(scaleOf(values, unit).ticks).toEqual(ticks)
  })

  test('holds every value, with few round ticks', () => {
    const values = fc.array(fc.double({ min: 0, max: 1e12, noNaN: true }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(values, (some) => {
        const { at, ticks } = scaleOf(some, 'ms')
        for (const value of some) expect(at(value)).toBeGreaterThanOrEqual(0)
        for (const value of some) expect(at(value)).toBeLessThanOrEqual(1)
        expect(ticks.length).toBeLessThanOrEqual(9)
      }),
    )
  })
})
