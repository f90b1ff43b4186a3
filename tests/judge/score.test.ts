import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scoreOf } from '../../src/judge/score.ts'
import type { NoDataCause, Status, Verdict } from '../../src/model/verdict.ts'
import { build, sloOf } from './sample-slo.ts'

fc.configureGlobal({ seed: 2026 })

const verdictOf = (status: Status, cause: NoDataCause = 'not-recorded', excuse = false): Verdict => {
  const slo = sloOf('<= 3s', { whenUnsupported: excuse ? 'report' : 'fail' })
  if (status === 'no-data') return { status, cause, slo, reason: '' }
  return { status, slo, measured: 1, headroom: 1, samples: 1, exact: true, reason: '' }
}

const scored = (...statuses: Status[]) =>
  scoreOf({ verdicts: statuses.map((status) => verdictOf(status)), scope: 'full', limits: [] })

describe('scoreOf', () => {
  test.each([
    [['met'], 100],
    [['met', 'met', 'met', 'met', 'warning'], 96],
    [['inconclusive'], 60],
    [['no-data'], 30],
    [['met', 'no-data'], 65],
    [['violated'], 0],
    [['met', 'violated'], 24],
    [[...Array<Status>(999).fill('met'), 'violated'], 48],
  ] as const)('%j', (statuses, expected) => {
    expect(scored(...statuses)).toBe(expected)
  })

  test('there is none of a part of a suite, nor of nothing', () => {
    const verdicts = [verdictOf('met')]
    for (const scope of ['filtered', 'shard', 'watch', 'interrupted'] as const) expect(scoreOf({ verdicts, scope, limits: [] })).toBeUndefined() // prettier-ignore
    expect(scoreOf({ verdicts, scope: 'merged', limits: [] })).toBe(100)
    expect(scored()).toBeUndefined()
  })

  test('what cannot be measured here is worth more where the user allows it', () => {
    const of = (verdict: Verdict) => scoreOf({ verdicts: [verdict], scope: 'full', limits: [] })
    expect(of(verdictOf('no-data', 'unsupported'))).toBe(30)
    expect(of(verdictOf('no-data', 'unsupported', true))).toBe(60)
    expect(of(verdictOf('no-data', 'skipped', true))).toBe(30)
  })

  test('a limit that fails the run is a violation, one that only warns is none', () => {
    const hit = { kind: 'exceeded', limit: 'memory', max: 1, written: '1B', measured: 2, subject: build, running: [] } as const
    const of = (onExceed: 'fail' | 'warn') =>
      scoreOf({ verdicts: [verdictOf('met')], scope: 'full', limits: [{ ...hit, onExceed }] })
    expect(of('fail')).toBe(24)
    expect(of('warn')).toBe(100)
  })

  const order = ['met', 'warning', 'inconclusive', 'no-data', 'violated'] as const
  const anyStatus = fc.constantFrom<Status>(...order)

  test('a worse verdict never makes a higher score', () => {
    fc.assert(
      fc.property(fc.array(anyStatus, { minLength: 1, maxLength: 30 }), fc.nat(), anyStatus, (statuses, at, other) => {
        const place = at % statuses.length
        const worse = Math.max(order.indexOf(statuses[place] as Status), order.indexOf(other))
        const changed = statuses.with(place, order[worse] as Status)
        expect(scored(...changed)).toBeLessThanOrEqual(scored(...statuses) as number)
      }),
    )
  })

  test('is a whole number from 0 to 100, below 50 exactly where something is violated or nearly nothing is known', () => {
    fc.assert(
      fc.property(fc.array(anyStatus, { minLength: 1, maxLength: 30 }), (statuses) => {
        const score = scored(...statuses) as number
        expect(Number.isInteger(score) && score >= 0 && score <= 100).toBe(true)
        if (statuses.includes('violated')) expect(score).toBeLessThan(50)
        if (statuses.every((status) => status === 'met' || status === 'warning' || status === 'inconclusive'))
          expect(score).toBeGreaterThanOrEqual(60)
      }),
    )
  })
})
