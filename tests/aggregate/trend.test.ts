import { describe, expect, test } from 'vitest'
import { trendOf } from '../../src/aggregate/trend.ts'
import type { PastVerdict, RunHead } from '../../src/model/history.ts'
import { sli } from '../../src/model/sli.ts'
import { worsens } from '../../src/model/trend.ts'
import { sloOf } from '../judge/sample-slo.ts'

const slo = sloOf('<= 200ms')

interface Past extends Partial<RunHead> {
  /** Undefined for a run without a figure. */
  readonly value?: number
}

/** A history, told from the oldest run on. */
function history(past: readonly Past[]) {
  const heads = past.map(({ value: _, ...more }, index): RunHead => ({
    id: `run-${index}`,
    startedAt: `2026-01-01T00:00:${String(index).padStart(2, '0')}.000Z`,
    finishedAt: '',
    scope: 'full',
    outcome: 'met',
    exitCode: 0,
    environment: 'ci',
    fingerprint: 'a',
    machineClass: 'local',
    fit: true,
    commit: `c${index}`,
    ...more,
  }))
  const verdicts = past.map(({ value }, index): [string, PastVerdict[]] => [
    `run-${index}`,
    [value === undefined ? { slo: slo.name, status: 'no-data' } : { slo: slo.name, status: 'met', measured: value }],
  ])
  return { runs: heads.toReversed(), verdicts: new Map(verdicts) }
}

const values = (count: number, from: number, perRun = 0): { value: number }[] =>
  Array.from({ length: count }, (_, index) => ({ value: (from + perRun * index) * (1 + (((index * 7) % 11) - 5) / 500) }))

/** Normal numbers that are the same in every run of the tests (mulberry32, Box and Muller). */
function normals(seed: number): () => number {
  let state = seed
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
}

describe('trendOf', () => {
  test('knows nothing of no runs', () => {
    expect(trendOf(slo, history([]))).toMatchObject({ points: [], changePoints: [], direction: 'learning', forecast: { kind: 'unknown' } }) // prettier-ignore
    expect(trendOf(slo, history([])).recent).toBeUndefined()
  })

  test('is learning until there are 8 runs', () => {
    const trend = trendOf(slo, history(values(7, 100, 5)))
    expect([trend.direction, trend.slope, trend.recent?.count]).toEqual(['learning', undefined, 7])
    expect(trendOf(slo, history(values(8, 100, 5))).direction).toBe('rising')
  })

  test('rises, with the run that will break the objective', () => {
    const trend = trendOf(slo, history(values(40, 100, 1)))
    expect(trend).toMatchObject({ direction: 'rising', worse: 'higher', changePoints: [], slope: { runs: 40 }, forecast: { kind: 'breach' } }) // prettier-ignore
    expect(trend.slope?.perRun).toBeCloseTo(1, 1)
    expect(trend.slope?.change).toBeCloseTo(39 / 119.5, 1)
    expect(worsens(trend)).toBe(true)
    expect(trend.outlier).toBeUndefined()
  })

  test('falls, which is worse for a lower bound', () => {
    const throughput = sloOf('>= 50/s', { sli: sli.bench('hash').throughput })
    const down = history(values(40, 100, -1))
    expect(worsens(trendOf(throughput, down))).toBe(true)
    expect(worsens(trendOf(slo, down))).toBe(false)
    expect(trendOf(slo, down)).toMatchObject({ direction: 'falling', forecast: { kind: 'none' } })
  })

  test('is steady where it rises by no more than 5 %, and where nothing but 0 was measured', () => {
    expect(trendOf(slo, history(values(40, 100, 0.1)))).toMatchObject({ direction: 'steady', forecast: { kind: 'none' } })
    expect(trendOf(slo, history(Array.from({ length: 20 }, () => ({ value: 0 }))))).toMatchObject({ direction: 'steady', slope: { change: 0 } }) // prettier-ignore
    expect(trendOf(slo, history(values(40, 250)))).toMatchObject({ direction: 'steady', forecast: { kind: 'broken' } })
  })

  test('names the run since which another level holds, and looks at the runs since then', () => {
    const trend = trendOf(slo, history([...values(20, 100), ...values(20, 120)]))
    const [step] = trend.changePoints
    expect(step).toMatchObject({ index: 20, at: { id: 'run-20', commit: 'c20' } })
    expect(step?.change).toBeCloseTo(0.2, 2)
    expect(trend).toMatchObject({ direction: 'steady', slope: { runs: 20 }, recent: { count: 20 } })
  })

  test('gives no share of a change from nothing', () => {
    const [step] = trendOf(slo, history([...Array.from({ length: 20 }, () => ({ value: 0 })), ...values(20, 120)])).changePoints
    expect(step).toMatchObject({ before: 0 })
    expect(step?.change).toBeUndefined()
  })

  test('leaves out what cannot be compared, and counts it', () => {
    const past = [
      ...values(10, 300).map((one) => ({ ...one, fingerprint: 'b' })),
      ...values(10, 100),
      { value: 5, scope: 'filtered' as const },
      { value: 5, scope: 'watch' as const },
      { value: 900, fit: false },
      {},
    ]
    const trend = trendOf(slo, history(past))
    expect(trend.leftOut).toEqual({ otherMachine: 10, partial: 2, unfit: 1, noData: 1 })
    expect(trend).toMatchObject({ direction: 'steady', changePoints: [] })
    expect(trend.points).toHaveLength(10)
  })

  test('takes bytes of an unfit machine, and sizes of files from every machine', () => {
    const size = sloOf('<= 1KB', { sli: sli.artifact('dist/*.js').size })
    const memory = sloOf('<= 1KB', { sli: sli.command('build').memory })
    const past = history([...values(10, 300).map((one) => ({ ...one, fingerprint: 'b' })), ...values(10, 300).map((one) => ({ ...one, fit: false }))]) // prettier-ignore
    expect(trendOf(size, past).points).toHaveLength(20)
    expect(trendOf(memory, past).points).toHaveLength(10)
    expect(trendOf(slo, past).points).toHaveLength(0)
  })

  test('tells of a newest run far outside', () => {
    const { outlier } = trendOf(slo, history([...values(20, 100), { value: 130 }]))
    expect(outlier).toMatchObject({ runs: 20 })
    expect(outlier?.usual).toBeCloseTo(100, 0)
    expect(outlier?.z).toBeGreaterThan(3.5)
    expect(trendOf(slo, history([...values(20, 100), { value: 60 }])).outlier?.z).toBeLessThan(-3.5)
  })

  test.each([
    ['do not depend on each other', 0, 0.05, 0.88],
    ['follow the runs before them', 0.8, 0.03, 0.7],
  ])(
    'the interval of the forecast holds the run that breaks the objective where runs %s',
    { timeout: 60_000 },
    (_, correlation, spread, least) => {
      const next = normals(2026)
      const due = (200 / 100 - 1) / 0.01 - 59
      const told = Array.from({ length: 80 }, () => {
        let before = 0
        const drifting = Array.from({ length: 60 }, (__, run) => {
          before = correlation * before + spread * next()
          return { value: 100 * (1 + 0.01 * run) * Math.exp(before) }
        })
        const { forecast } = trendOf(slo, history(drifting))
        return forecast.kind === 'breach' ? [forecast.earliest <= due && due <= (forecast.latest ?? Infinity)] : []
      }).flat()
      expect(told.length).toBeGreaterThan(30)
      expect(told.filter(Boolean).length / told.length).toBeGreaterThan(least)
    },
  )

  test('where figures come in coarse steps the forecast is not off by half a step', () => {
    const coarse = Array.from({ length: 40 }, (_, run) => ({ value: 100 * [0.95, 1, 1, 1.05, 1][(run * 7) % 5]! * (1 + 0.005 * run) })) // prettier-ignore
    const { forecast } = trendOf(sloOf('<= 130ms'), history(coarse))
    expect(forecast).toMatchObject({ kind: 'breach' })
    const { earliest, latest = Infinity } = forecast as { earliest: number; latest?: number }
    expect(earliest).toBeLessThanOrEqual(21)
    expect(latest).toBeGreaterThanOrEqual(21)
  })

  test.each([
    ['too few runs before', [...values(9, 100), { value: 130 }]],
    ['a value of 0', [...values(20, 100), { value: 0 }]],
    ['a difference of less than 5 %', [...Array.from({ length: 20 }, () => ({ value: 100 })), { value: 104.5 }]],
    ['a usual value', values(20, 100)],
  ])('%s is no outlier', (_, past) => expect(trendOf(slo, history(past)).outlier).toBeUndefined())
})
