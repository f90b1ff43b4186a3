import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatApart, formatQuantity } from '../../src/model/format-quantity.ts'
import { parseQuantity } from '../../src/model/quantity.ts'
import { dimensionOf } from '../../src/model/unit.ts'
import type { Unit } from '../../src/model/unit.ts'

fc.configureGlobal({ seed: 1, numRuns: 1000 })

const units = Object.keys(dimensionOf) as Unit[]

test.each([
  [3410, 'ms', '3.41s'],
  [999.6, 'ms', '1s'],
  [59_999, 'ms', '1m'],
  [90_000, 'ms', '1.5m'],
  [5_400_000, 'ms', '1.5h'],
  [0.25, 'ms', '250us'],
  [0.000_012, 'ms', '12ns'],
  [0, 'ms', '0ms'],
  [1e-13, 'ms', '0.0000001ns'],
  [104_200_000, 'bytes', '104MB'],
  [512, 'bytes', '512B'],
  [0, 'bytes', '0B'],
  [1.5e12, 'bytes', '1500GB'],
  [0.852, 'ratio', '85.2%'],
  [0, 'ratio', '0%'],
  [1.2, 'ratio', '120%'],
  [200_000, '1/s', '200000/s'],
  [0.5, '1/s', '0.5/s'],
  [104_857_600, 'bytes/s', '105MB/s'],
  [1e31, 'bytes/s', '10000000000000000000000GB/s'],
  [12_345, 'count', '12345'],
  [2.6667, 'count', '2.67'],
  [-1210.5, 'ms', '-1.21s'],
  [Number.NaN, 'ms', 'NaN'],
  [Infinity, 'bytes', 'Infinity'],
] as const)('%d %s is %s', (value, unit, text) => {
  expect(formatQuantity(value, unit)).toBe(text)
})

describe('formatApart', () => {
  test.each([
    [15_000.000001, 15_000, 'ms', ['15.000000001s', '15s']],
    [3410, 3000, 'ms', ['3.41s', '3s']],
    [15_000, 15_000, 'ms', ['15s', '15s']],
    [0.1 + 0.2, 0.3, 'ratio', ['30.000000000000004%', '30%']],
    [100_000_001, 100_000_000, 'bytes', ['100.000001MB', '100MB']],
  ] as const)('%d and %d %s', (value, other, unit, texts) => {
    expect(formatApart(value, other, unit)).toEqual(texts)
  })

  test('gives up where even all digits look the same in this unit', () => {
    const [a, b] = formatApart(1 + Number.EPSILON, 1, 'bytes')
    expect(a).not.toBe('')
    expect(b).toBe('1B')
  })
})

test('what is formatted can be parsed again, near to what it was', () => {
  const value = fc.double({ min: 0.001, max: 1e12, noNaN: true })
  fc.assert(
    fc.property(value, fc.constantFrom(...units.filter((unit) => unit !== 'count')), (measured, unit) => {
      const parsed = parseQuantity(formatQuantity(measured, unit, 3), dimensionOf[unit])
      expect(parsed.ok && Math.abs(parsed.value / measured - 1) < 0.006).toBe(true)
    }),
  )
})

test('whole milliseconds, bytes and counts are the inverse of parsing where all digits are shown', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), fc.constantFrom<Unit>('ms', 'bytes', 'count'), (measured, unit) => {
      const parsed = parseQuantity(formatQuantity(measured, unit, 17), dimensionOf[unit])
      expect(parsed.ok && Math.abs(parsed.value - measured)).toBeLessThanOrEqual(measured * 4 * Number.EPSILON)
    }),
  )
})
