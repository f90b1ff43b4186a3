import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseQuantity } from '../../src/model/quantity.ts'
import { dimensionOf, suffixes, unitOf } from '../../src/model/unit.ts'
import type { Dimension } from '../../src/model/unit.ts'

const dimensions = Object.keys(suffixes) as Dimension[]

// The same cases on every run: a law that does not hold must not fail now and then.
fc.configureGlobal({ seed: 1, numRuns: 1000 })

describe('parseQuantity', () => {
  test.each([
    ['15s', 'time', 15_000],
    ['15 s', 'time', 15_000],
    ['0.5m', 'time', 30_000],
    ['1h', 'time', 3_600_000],
    ['1d', 'time', 86_400_000],
    ['250us', 'time', 0.25],
    ['15.000000001s', 'time', 15_000.000001],
    ['100MB', 'bytes', 100_000_000],
    ['100MiB', 'bytes', 104_857_600],
    ['1.1KB', 'bytes', 1100],
    ['0.3KB', 'bytes', 300],
    ['1GiB', 'bytes', 1_073_741_824],
    ['85%', 'ratio', 0.85],
    ['120%', 'ratio', 1.2],
    ['200000/s', 'rate', 200_000],
    ['90/m', 'rate', 1.5],
    ['1/h', 'rate', 1 / 3600],
    ['100MiB/s', 'byte-rate', 104_857_600],
    ['0', 'count', 0],
    ['0010', 'count', 10],
    ['9007199254740991B', 'bytes', Number.MAX_SAFE_INTEGER],
  ] as const)('%s as %s is %s', (text, dimension, value) => {
    expect(parseQuantity(text, dimension)).toEqual({ ok: true, value, unit: unitOf[dimension] })
  })

  test.each([
    ['15', 'time', 'no-unit', 'write 15ms or 15s'],
    ['15', 'bytes', 'no-unit', 'write 15B or 15MB'],
    ['15', 'byte-rate', 'no-unit', 'write 15B/s or 15MB/s'],
    ['15', 'rate', 'no-unit', 'write 15/s'],
    ['85', 'ratio', 'no-unit', 'write 85%'],
    ['0.07', 'ratio', 'no-unit', 'write 7%'],
    ['15MB', 'time', 'wrong-unit', undefined],
    ['15s', 'count', 'wrong-unit', undefined],
    ['15MS', 'time', 'unknown-unit', 'write 15ms'],
    ['15sec', 'time', 'unknown-unit', 'the units are us, ms, s, m, h, d'],
    ['12XB', 'bytes', 'unknown-unit', 'the units are B, KB, MB, GB, KiB, MiB, GiB'],
    ['12tests', 'count', 'unknown-unit', 'it has no unit'],
    ['15constructor', 'time', 'unknown-unit', 'the units are us, ms, s, m, h, d'],
    ['-5s', 'time', 'negative', undefined],
    ['1,5s', 'time', 'not-a-number', 'write 1.5s'],
    ['1,500ms', 'time', 'not-a-number', 'write 1500ms'],
    ['1,500,000ms', 'time', 'not-a-number', 'write 1500000ms'],
    ['1_500.5 ms', 'time', 'not-a-number', 'write 1500.5 ms'],
    ['15 µs', 'time', 'not-a-number', 'write 15 us'],
    ['1.5.5s', 'time', 'not-a-number', undefined],
    ['.5s', 'time', 'not-a-number', undefined],
    ['5.s', 'time', 'not-a-number', undefined],
    ['+5s', 'time', 'not-a-number', undefined],
    ['1e3ms', 'time', 'not-a-number', undefined],
    ['0x10ms', 'time', 'not-a-number', undefined],
    ['NaN', 'time', 'not-a-number', undefined],
    ['Infinity', 'count', 'not-a-number', undefined],
    ['s', 'time', 'not-a-number', undefined],
    ['', 'count', 'not-a-number', undefined],
    ['5  s', 'time', 'not-a-number', undefined],
    [' 5s', 'time', 'not-a-number', undefined],
    ['5s\n', 'time', 'not-a-number', undefined],
    ['５s', 'time', 'not-a-number', undefined],
    ['0.5', 'count', 'not-whole', undefined],
    ['9007199254740992B', 'bytes', 'too-large', undefined],
    [`${'9'.repeat(400)}s`, 'time', 'too-large', undefined],
  ] as const)('%j as %s is refused: %s', (text, dimension, problem, hint) => {
    expect(parseQuantity(text, dimension)).toEqual({ ok: false, fault: { problem, expected: expect.any(String), hint } })
  })

  test('tells 15 s from 15 s and a nanosecond', () => {
    const [a, b] = [parseQuantity('15s', 'time'), parseQuantity('15.000000001s', 'time')]
    expect(a.ok && b.ok && a.value < b.value).toBe(true)
  })

  test('takes any number of decimals', () => {
    const parsed = parseQuantity(`0.${'1'.repeat(500)}s`, 'time')
    expect(parsed.ok && parsed.value).toBeCloseTo(1000 / 9, 9)
  })

  test('is the inverse of writing: whole amounts of a unit are exact, with and without a space', () => {
    const written = fc.constantFrom(...dimensions).chain((dimension) => {
      const amount = fc.integer({ min: 0, max: 1_000_000 })
      return fc.tuple(fc.constant(dimension), amount, fc.constantFrom(...Object.entries(suffixes[dimension])), fc.boolean())
    })
    fc.assert(
      fc.property(written, ([dimension, amount, [suffix, [numerator, denominator]], spaced]) => {
        const text = `${amount}${spaced && suffix !== '' ? ' ' : ''}${suffix}`
        const value = (amount * Number(numerator)) / Number(denominator)
        expect(parseQuantity(text, dimension)).toEqual({ ok: true, value, unit: unitOf[dimension] })
      }),
    )
  })

  test('reads decimals of milliseconds as the number they are', () => {
    const decimals = fc.tuple(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 0, max: 999_999 }))
    fc.assert(
      fc.property(decimals, ([whole, millionths]) => {
        const text = `${whole}.${String(millionths).padStart(6, '0')}`
        expect(parseQuantity(`${text}ms`, 'time')).toEqual({ ok: true, value: Number(text), unit: 'ms' })
      }),
    )
  })

  test('never throws, and what it reads is a finite number that is not negative', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...dimensions), (text, dimension) => {
        const parsed = parseQuantity(text, dimension)
        return parsed.ok ? Number.isFinite(parsed.value) && parsed.value >= 0 : parsed.fault.expected !== ''
      }),
    )
  })

  test('keeps the order of amounts', () => {
    const amount = fc.tuple(fc.nat(1_000_000), fc.nat(999_999_999))
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        const [x, y] = [a, b].map(([whole, rest]) => parseQuantity(`${whole}.${String(rest).padStart(9, '0')}s`, 'time'))
        const isLess = a[0] < b[0] || (a[0] === b[0] && a[1] < b[1])
        expect(x?.ok && y?.ok && x.value < y.value).toBe(isLess)
      }),
    )
  })
})

test('every dimension has a canonical unit, and every unit its dimension', () => {
  for (const dimension of dimensions) expect(dimensionOf[unitOf[dimension]]).toBe(dimension)
})
