import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { suggest } from '../../src/judge/suggest.ts'
import { meets, parseObjective } from '../../src/model/objective.ts'
import type { Objective } from '../../src/model/objective.ts'
import { dimensionOf } from '../../src/model/unit.ts'
import type { Dimension } from '../../src/model/unit.ts'

function objective(text: string, dimension: Dimension): Objective {
  const parsed = parseObjective(text, dimension)
  if (!parsed.ok) throw new Error(parsed.fault.came)
  return parsed.objective
}

const steady = Array.from({ length: 20 }, (_, at) => 1000 + 10 * at)

describe('an objective is suggested', () => {
  test.each([
    ['of times', objective('<= 15s', 'time'), steady, '<= 1.4s'],
    ['of times below a second', objective('p95 <= 15s', 'time'), steady.map((one) => one / 10), 'p95 <= 140ms'],
    ['of times too short for the clock', objective('<= 1s', 'time'), steady.map((one) => one / 1e10), '<= 0.00014us'],
    ['of bytes', objective('peak <= 1GB', 'bytes'), steady.map((one) => one * 1e5), 'peak <= 140MB'],
    ['of shares', objective('<= 90%', 'ratio'), steady.map((one) => one / 3000), '<= 44%'],
    ['of whole numbers', objective('<= 90', 'count'), steady.map((one) => Math.round(one / 400)), '<= 3'],
    ['of rates, which must not fall', objective('mean >= 1/s', 'rate'), steady, 'mean >= 800/s'],
    ['of what was never there', objective('<= 9', 'count'), steady.map(() => 0), '<= 0'],
  ])('%s', (_, today, values, expected) => {
    const { suggested, runs, current } = suggest('a', today, values)
    expect(suggested?.objective).toBe(expected)
    expect([runs, current?.basis, current?.falseAlarms]).toEqual([20, 'as declared', 0])
  })

  test('with the false and the missed alarms of each candidate, the strictest first', () => {
    const { candidates } = suggest('a', objective('<= 15s', 'time'), steady)
    expect(candidates).toMatchInlineSnapshot(`
      [
        {
          "basis": "p95",
          "falseAlarms": 0,
          "missed": 0,
          "objective": "<= 1.2s",
          "threshold": 1200,
        },
        {
          "basis": "p95 and 10 %",
          "falseAlarms": 0,
          "missed": 5,
          "objective": "<= 1.3s",
          "threshold": 1300,
        },
        {
          "basis": "the worst and 10 %",
          "falseAlarms": 0,
          "missed": 13,
          "objective": "<= 1.4s",
          "threshold": 1400,
        },
        {
          "basis": "the worst and 25 %",
          "falseAlarms": 0,
          "missed": 20,
          "objective": "<= 1.5s",
          "threshold": 1500,
        },
        {
          "basis": "the worst and 50 %",
          "falseAlarms": 0,
          "missed": 20,
          "objective": "<= 1.8s",
          "threshold": 1800,
        },
      ]
    `)
  })

  test('not of few runs, and not of values that vary without bound', () => {
    expect(suggest('a', objective('<= 15s', 'time'), steady.slice(0, 1)).reason).toBe('1 run of this machine measured it while it was fit for timings, and 10 are needed') // prettier-ignore
    expect(suggest('a', objective('<= 15s', 'time'), steady.slice(0, 9))).toMatchObject({ candidates: [], reason: '9 runs of this machine measured it while it was fit for timings, and 10 are needed' }) // prettier-ignore
    const wild = Array.from({ length: 12 }, (_, at) => (at % 2 === 0 ? 1 : 100))
    const found = suggest('a', objective('<= 15s', 'time'), wild)
    expect(found.suggested).toBeUndefined()
    expect(found.reason).toContain('vary so much')
    const huge = steady.map((one) => one * 1e15)
    expect(suggest('a', objective('<= 1GB', 'bytes'), huge)).toMatchObject({ candidates: [], reason: expect.any(String) })
  })

  test('that can be written, and that no past run breaks', () => {
    const bound = fc.constantFrom(objective('<= 1s', 'time'), objective('p90 >= 1/s', 'rate'), objective('<= 5', 'count'), objective('<= 1MB', 'bytes'), objective('<= 9%', 'ratio')) // prettier-ignore
    const values = fc.array(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), { minLength: 10, maxLength: 30 })
    fc.assert(
      fc.property(bound, values, (today, past) => {
        const { suggested, candidates } = suggest('a', today, past)
        for (const one of candidates) {
          const read = objective(one.objective, dimensionOf[today.unit])
          expect([read.threshold, read.statistic]).toEqual([one.threshold, today.statistic])
          expect(past.filter((value) => !meets(read, value))).toHaveLength(one.falseAlarms)
        }
        if (suggested !== undefined) expect(suggested.falseAlarms).toBe(0)
      }),
    )
  })
})
