import { describe, expect, test } from 'vitest'
import { statisticOf } from '../../src/aggregate/statistic-of.ts'
import { holdToPast } from '../../src/judge/against-past.ts'
import { baselineBand } from '../../src/judge/baseline-band.ts'
import { allowedFrom, jumpFrom } from '../../src/judge/baseline-rule.ts'
import type { BaselineBound } from '../../src/judge/baseline-rule.ts'
import { judge } from '../../src/judge/judge.ts'
import { noPast } from '../../src/model/past.ts'
import type { Past } from '../../src/model/past.ts'
import type { BaselineBand } from '../../src/model/standing.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { median } from '../../src/stats/median.ts'
import { pastOf, steadily } from './sample-past.ts'
import { fit, measuredOf, seriesOf, sloOf } from './sample-slo.ts'

const slo = sloOf('<= 15s', { baseline: { maxRegression: 0.1, minDifference: 0, required: false } })
const machine = { fingerprint: 'machine-a', cpu: 'AMD', cores: 2, memory: 8 * 2 ** 30, os: 'Linux 6.1 x64', node: 'v20.19.0', class: 'local', fitness: fit } // prettier-ignore
const here = { branch: 'main', fingerprint: 'machine-a', scope: 'full' } as const

function judged(value: number, past: Past | undefined): Verdict {
  const measured = measuredOf(seriesOf([value]))
  const at = '2026-02-01T00:00:00.000Z'
  return holdToPast(judge([slo], measured, { statisticOf, fitness: fit, at }), measured, { past, here, machine, fitness: fit, at })[0] as Verdict // prettier-ignore
}

function bandOf(value: number, past: Past): BaselineBand | undefined {
  return baselineBand(judged(value, past), { past, here, run: 'this' })
}

const valuesIn = (runs: BaselineBand['before']): number[] => runs.map(({ value }) => value)

describe('the band has the figures that the verdict names', () => {
  test('steady: this run against those before', () => {
    const past = pastOf(steadily(35))
    const band = bandOf(1010, past) as BaselineBand
    expect(band).toMatchObject({ against: 'main', statistic: 'median', worse: 'higher', now: [{ run: 'this', value: 1010 }], excluded: [] }) // prettier-ignore
    expect(band.typical).toBe(judged(1010, past).baseline?.median)
    expect([band.before.length, median(valuesIn(band.before))]).toEqual([35, band.typical])
    expect(band.allowed).toBeCloseTo(band.typical * 1.1, 9)
    // Runs that vary by 2 % are far outside before a tenth is lost.
    expect(band).not.toHaveProperty('outside')
  })

  test('regressed: the last five against those before them, the broken ones left out by reason', () => {
    const past = pastOf([...steadily(20), ...steadily(4, 1300, { status: 'violated', head: { outcome: 'violated' } })])
    const { baseline } = judged(1300, past)
    const band = bandOf(1300, past) as BaselineBand
    expect(baseline?.rule).toBe('shift')
    expect([band.now.length, band.now.at(-1)?.run, band.before.length]).toEqual([5, 'this', 20])
    expect([band.typical, median(valuesIn(band.before))]).toEqual([baseline?.median, baseline?.median])
    expect(new Set(band.excluded.map(({ reason }) => reason))).toEqual(new Set(['it violated the SLO']))
  })

  test('a slow rise: against the oldest', () => {
    const past = pastOf(Array.from({ length: 70 }, (_, run) => ({ value: 1000 * 1.003 ** run })))
    const value = 1000 * 1.003 ** 70
    const { baseline } = judged(value, past)
    const band = bandOf(value, past) as BaselineBand
    expect(baseline?.rule).toBe('creep')
    expect([band.before.length, band.before[0]?.run]).toEqual([20, 'run-1'])
    expect([band.typical, median(valuesIn(band.before))]).toEqual([baseline?.median, baseline?.median])
  })

  test('runs that vary much: a single one far outside lies beyond what is allowed', () => {
    const past = pastOf(Array.from({ length: 40 }, (_, run) => ({ value: 1000 * (1 + (((run * 7) % 11) - 5) / 25) })))
    const band = bandOf(1000, past) as BaselineBand
    expect(band.outside).toBeGreaterThan(band.allowed)
    const lower = { ...judged(1000, past), slo: { ...slo, objective: { ...slo.objective, op: '>=' } } } as Verdict
    const turned = baselineBand(lower, { past, here, run: 'this' }) as BaselineBand
    expect(turned.outside).toBeLessThan(turned.allowed)
  })

  test('a figure that never varied: no spread is told', () => {
    const past = pastOf(Array.from({ length: 40 }, () => ({ value: 1000 })))
    const verdict = judged(1200, past)
    const band = baselineBand({ ...verdict, baseline: { ...verdict.baseline, rule: 'exact' } } as Verdict, { past, here, run: 'this' }) // prettier-ignore
    expect([band?.now, band?.outside]).toEqual([[{ run: 'this', value: 1200 }], undefined])
  })
})

test.each([
  ['no baseline is declared', { ...judged(1000, pastOf(steadily(35))), slo: sloOf('<= 15s') }],
  ['it is learning', judged(1000, pastOf(steadily(3)))],
  ['nothing is remembered', judged(1000, undefined)],
])('there is none where %s', (_, verdict) => {
  expect(baselineBand(verdict, { past: noPast, here, run: 'this' })).toBeUndefined()
})

describe('values beyond which something counts', () => {
  const bound: BaselineBound = { maxRegression: 0.1, minDifference: 0, worse: 'higher' }
  const lower: BaselineBound = { ...bound, worse: 'lower' }

  test.each<[number, BaselineBound, number]>([
    [100, bound, 110],
    [100, { ...bound, minDifference: 25 }, 125],
    [110, lower, 100],
    [100, { ...lower, minDifference: 25 }, 75],
  ])('from %d on %j', (before, limits, value) => expect(allowedFrom(before, limits)).toBeCloseTo(value, 9))

  test('a jump needs thirty runs that measured something', () => {
    const varied = Array.from({ length: 30 }, (_, run) => 1000 * (1 + (((run * 7) % 11) - 5) / 25))
    expect(jumpFrom(varied.slice(1), bound)).toBeUndefined()
    expect(jumpFrom([...varied, 0], bound)).toBeUndefined()
    expect(jumpFrom(varied, bound)).toBeGreaterThan(1200)
    expect(jumpFrom(varied, lower)).toBeLessThan(800)
    expect(jumpFrom(varied.map(() => 1000), bound)).toBeCloseTo(1100, 9) // prettier-ignore
    expect(jumpFrom(varied.map(() => 1100), lower)).toBeCloseTo(1000, 9) // prettier-ignore
  })
})
