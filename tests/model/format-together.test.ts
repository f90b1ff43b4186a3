import { describe, expect, test } from 'vitest'
import { formatTogether } from '../../src/model/format-together.ts'
import type { Unit } from '../../src/model/unit.ts'

describe('formatTogether', () => {
  test.each<[readonly number[], Unit, string]>([
    [[2610, 2580, 3410], 'ms', '2.61 2.58 3.41 s'],
    [[15_900.1, 16_210.5], 'ms', '15.9 16.2 s'],
    [[7_200_000], 'ms', '7200 s'],
    [[0.0004, 0.00012], 'ms', '400 120 ns'],
    [[1e-9], 'ms', '0.00100 ns'],
    [[0, 0], 'ms', '0 0 ms'],
    [[], 'bytes', ' B'],
    [[98_200_000, 104_200_000], 'bytes', '98.2 104.2 MB'],
    [[0.851, 0.07], 'ratio', '85.1 7.0 %'],
    [[3, 20], 'count', '3 20 '],
    [[2.5, 3], 'count', '2.50 3.00 '],
    [[200_000], '1/s', '200000 /s'],
    [[-1500, 20], 'ms', '-1.50 0.02 s'],
    [[Number.NaN, 1500], 'ms', 'NaN 1.50 s'],
  ])('%j %s: %s', (values, unit, expected) => {
    const { texts, suffix } = formatTogether(values, unit)
    expect(`${texts.join(' ')} ${suffix}`).toBe(expected)
  })
})
