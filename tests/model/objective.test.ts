import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  canonical,
  formatObjective,
  headroom,
  isStricter,
  isUpperBound,
  meets,
  parseObjective,
  percentileOf,
  statistics,
} from '../../src/model/objective.ts'
import type { Objective, Operator, Statistic } from '../../src/model/objective.ts'
import type { Dimension } from '../../src/model/unit.ts'

const operators: readonly Operator[] = ['<=', '<', '>=', '>']

/** A bound that must be readable. */
function bound(text: string, dimension: Dimension = 'time'): Objective {
  const parsed = parseObjective(text, dimension)
  if (!parsed.ok) throw new Error(`${text} cannot be read`)
  return parsed.objective
}

// The same cases on every run: a law that does not hold must not fail now and then.
fc.configureGlobal({ seed: 1, numRuns: 1000 })

describe('parseObjective', () => {
  test.each([
    ['<= 15s', 'max', '<=', 15_000],
    ['< 15s', 'max', '<', 15_000],
    ['>= 15s', 'min', '>=', 15_000],
    ['> 15s', 'min', '>', 15_000],
    ['p95 <= 200ms', 'p95', '<=', 200],
    ['p99.9 <= 200ms', 'p99.9', '<=', 200],
    ['peak<=15 s', 'peak', '<=', 15_000],
    ['  median   >   2m ', 'median', '>', 120_000],
  ] as const)('reads %j', (text, statistic, op, threshold) => {
    expect(parseObjective(text, 'time')).toMatchObject({ ok: true, objective: { statistic, op, threshold, unit: 'ms' } })
  })

  test('keeps the quantity as it was written', () => {
    expect(formatObjective(bound('p95 <= 1500 ms'))).toBe('p95 <= 1500 ms')
  })

  test('counts samples, whatever the metric is', () => {
    expect(bound('count >= 10')).toMatchObject({ statistic: 'count', threshold: 10, unit: 'count' })
  })

  test('takes an implied statistic only where none is written', () => {
    expect(parseObjective('<= 12s', 'time', 'p95')).toMatchObject({ objective: { statistic: 'p95' } })
    expect(parseObjective('mean <= 12s', 'time', 'p95')).toMatchObject({ objective: { statistic: 'mean' } })
    expect(parseObjective('>= 12', 'time', 'count')).toMatchObject({ objective: { statistic: 'count', unit: 'count' } })
  })

  test.each([
    ['15s', 'no-operator', '15s'],
    ['', 'no-operator', ''],
    ['= 15s', 'no-operator', '= 15s'],
    ['peek <= 15s', 'unknown-statistic', 'peek'],
    ['max of <= 15s', 'unknown-statistic', 'max of'],
    ['p <= 15s', 'unknown-statistic', 'p'],
    ['constructor <= 15s', 'unknown-statistic', 'constructor'],
    ['p0 <= 15s', 'bad-percentile', 'p0'],
    ['p0.0 <= 15s', 'bad-percentile', 'p0.0'],
    ['p100 <= 15s', 'bad-percentile', 'p100'],
    ['p9.9.9 <= 15s', 'bad-percentile', 'p9.9.9'],
    ['<= 15', 'no-unit', '15'],
    ['<= 15s <= 20s', 'not-a-number', '15s <= 20s'],
    ['<=', 'not-a-number', '<='],
    ['count <= 15s', 'wrong-unit', '15s'],
  ] as const)('refuses %j: %s', (text, problem, came) => {
    expect(parseObjective(text, 'time')).toMatchObject({ ok: false, fault: { problem, came } })
  })

  test('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof parseObjective(text, 'bytes').ok === 'boolean'))
  })
})

test.each([
  ['p95', 95],
  ['p99.9', 99.9],
  ['p0.5', 0.5],
  ['p0', undefined],
  ['p100', undefined],
  ['max', undefined],
] as const)('percentileOf %s is %s', (statistic, percent) => {
  expect(percentileOf(statistic)).toBe(percent)
})

test('peak and avg are other words for max and mean, all others stand for themselves', () => {
  expect(statistics.filter((statistic) => canonical(statistic) !== statistic)).toEqual(['peak', 'avg'])
  expect([canonical('peak'), canonical('avg'), canonical('p95')]).toEqual(['max', 'mean', 'p95'])
})

describe('meets', () => {
  test.each([
    ['<= 15s', 15_000, true],
    ['<= 15s', 15_000.000001, false],
    ['< 15s', 15_000, false],
    ['< 15s', 14_999.999999, true],
    ['>= 15s', 15_000, true],
    ['>= 15s', 14_999.999999, false],
    ['> 15s', 15_000, false],
    ['> 15s', 15_000.000001, true],
  ] as const)('%s of %d ms: %s', (text, value, isMet) => {
    expect(meets(bound(text), value)).toBe(isMet)
  })

  test('reads the dust of binary fractions as the nanosecond it stands for', () => {
    expect(0.1 + 0.2).toBeGreaterThan(0.3)
    expect(meets(bound('<= 0.3ms'), 0.1 + 0.2)).toBe(true)
    expect(meets(bound('>= 0.3ms'), 0.1 + 0.2)).toBe(true)
    expect(headroom(bound('<= 0.3ms'), 0.1 + 0.2)).toBe(0)
  })

  test('compares finer than a nanosecond where a value is finer', () => {
    expect(meets(bound('<= 0.000001ms'), 0.0000012)).toBe(false)
  })

  test('compares bytes and shares as they are', () => {
    expect(meets(bound('<= 100MB', 'bytes'), 100_000_000)).toBe(true)
    expect(meets(bound('<= 100MB', 'bytes'), 100_000_001)).toBe(false)
    expect(meets(bound('<= 85%', 'ratio'), 0.85)).toBe(true)
  })

  test('is never true of NaN', () => {
    for (const op of operators) expect(meets(bound(`${op} 15s`), Number.NaN)).toBe(false)
  })
})

/** Thresholds and values on the grain of the clock, close enough to each other to meet. */
const nanoseconds = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 10_000_000_000_000 }))
const statistic = fc.constantFrom<Statistic>('max', 'peak', 'mean', 'avg', 'p95')
const objective = fc
  .record({ statistic, op: fc.constantFrom(...operators), threshold: nanoseconds })
  .map(({ threshold, ...rest }): Objective => ({
    ...rest,
    threshold: threshold / 1e6,
    unit: 'ms',
    written: `${threshold / 1e6}ms`,
  }))

describe('headroom', () => {
  test.each([
    ['<= 15s', 14_000, 1000],
    ['<= 15s', 15_000, 0],
    ['<= 15s', 16_210.5, -1210.5],
    ['>= 15s', 16_000, 1000],
    ['>= 15s', 14_000, -1000],
  ] as const)('%s of %d ms is %d ms', (text, value, distance) => {
    expect(headroom(bound(text), value)).toBe(distance)
  })

  test('is negative exactly where an inclusive bound is broken, and positive exactly where a strict one is kept', () => {
    fc.assert(
      fc.property(objective, nanoseconds, (promised, value) => {
        const distance = headroom(promised, value / 1e6)
        expect(meets(promised, value / 1e6)).toBe(promised.op.length === 2 ? distance >= 0 : distance > 0)
      }),
    )
  })
})

describe('isStricter', () => {
  test.each([
    ['<= 12s', '<= 15s', true],
    ['<= 15s', '<= 15s', false],
    ['<= 15000ms', '<= 15s', false],
    ['< 15s', '<= 15s', true],
    ['<= 15s', '< 15s', false],
    ['<= 16s', '<= 15s', false],
    ['peak <= 12s', 'max <= 15s', true],
    ['avg <= 12s', 'mean <= 15s', true],
    ['p95 <= 12s', '<= 15s', false],
    ['>= 12s', '<= 15s', false],
    ['>= 6s', '>= 5s', true],
    ['> 5s', '>= 5s', true],
    ['>= 4s', '>= 5s', false],
  ] as const)('%s against %s: %s', (inner, outer, expected) => {
    expect(isStricter(bound(inner), bound(outer))).toBe(expected)
  })

  test('whatever meets the stricter bound meets the other', () => {
    fc.assert(
      fc.property(objective, objective, nanoseconds, (inner, outer, value) => {
        fc.pre(isStricter(inner, outer))
        return !meets(inner, value / 1e6) || meets(outer, value / 1e6)
      }),
    )
  })

  test('is an order: nothing is stricter than itself, never both ways, and it carries on', () => {
    const three = fc.tuple(objective, objective, objective).map(([a, b, c]) => {
      const { statistic: same, op } = a
      // The same statistic and direction, or there would be little to compare.
      return [a, { ...b, statistic: same }, { ...c, statistic: same, op }] as const
    })
    fc.assert(
      fc.property(three, ([a, b, c]) => {
        expect(isStricter(a, a)).toBe(false)
        expect(isStricter(a, b) && isStricter(b, a)).toBe(false)
        if (isStricter(a, b) && isStricter(b, c)) expect(isStricter(a, c)).toBe(true)
      }),
    )
  })

  test('of two different bounds on one statistic in one direction, one is the stricter', () => {
    fc.assert(
      fc.property(objective, objective, (a, b) => {
        const other = { ...b, statistic: a.statistic }
        fc.pre(isUpperBound(a.op) === isUpperBound(b.op) && (a.op !== b.op || a.threshold !== b.threshold))
        expect(isStricter(a, other) || isStricter(other, a)).toBe(true)
      }),
    )
  })
})
