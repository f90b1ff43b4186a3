import { expect, test } from 'vitest'
import { statisticOf } from '../../src/aggregate/statistic-of.ts'
import { judge } from '../../src/judge/judge.ts'
import type { Waiver } from '../../src/model/slo.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { build, fit, measuredOf, seriesOf, sloOf, unfit } from './sample-slo.ts'

const { objective } = sloOf('<= 20s')
const waiver: Waiver = { ceiling: objective, reason: 'the parser is rewritten', owner: 'ada', expires: '2026-06-30' }
const slo = sloOf('<= 15s', { waiver, warning: '<= 12s' })

function judged(value: number, at: string | undefined = '2026-06-30T23:59:59.999Z', fitness = fit): Verdict {
  return judge([slo], measuredOf(seriesOf([value])), { statisticOf, fitness, at })[0] as Verdict
}

test.each([
  [10_000, 'met', 'unused'],
  [13_000, 'warning', 'unused'],
  [15_000.1, 'warning', 'waived'],
  [20_000, 'warning', 'waived'],
  [20_000.1, 'violated', 'exceeded'],
])('%d ms up to a ceiling of 20 s is %s, and the waiver is %s', (value, status, waived) => {
  const verdict = judged(value)
  expect([verdict.status, verdict.waiver?.status]).toEqual([status, waived])
})

test.each([
  [10_000, 'warning', 'its waiver expired on 2026-06-30 and is not needed: remove it'],
  [13_000, 'warning', 'its waiver expired on 2026-06-30 and is not needed: remove it'],
  [16_000, 'violated', 'its waiver expired on 2026-06-30: ada has to renew it, or to keep the objective'],
])('a day later %d ms are %s: %s', (value, status, reason) => {
  const verdict = judged(value, '2026-07-01T00:00:00.000Z')
  expect([verdict.status, verdict.waiver?.status]).toEqual([status, 'expired'])
  expect(verdict.reason.endsWith(`; ${reason}`)).toBe(true)
})

test('says up to where, until when, by whom and why', () => {
  expect(judged(16_000).reason).toBe('max 16s, objective <= 15s (+6.7 %); waived up to 20s until 2026-06-30 by ada: the parser is rewritten') // prettier-ignore
  expect(judged(21_000).reason).toBe('max 21s, objective <= 15s (+40 %); beyond the ceiling <= 20s of its waiver')
})

test('of an unfit machine it stays open, expired or not', () => {
  expect(judged(16_000, undefined, unfit)).toMatchObject({ status: 'inconclusive', waiver: { status: 'unused' } })
  expect(judged(16_000, '2026-07-01', unfit)).toMatchObject({ status: 'inconclusive', waiver: { status: 'expired' } })
})

test('where the day is not known nothing is waived', () => {
  const [verdict] = judge([slo], measuredOf(seriesOf([16_000])), { statisticOf, fitness: fit })
  expect([verdict?.status, verdict?.waiver]).toEqual(['violated', undefined])
})

test('what has no figure, or did not do its work, is not waived', () => {
  const failed = { kind: 'failed-sample', subject: build, reason: 'exit code 1' } as const
  const tools = { statisticOf, fitness: fit, at: '2026-01-01' }
  expect(judge([slo], measuredOf([]), tools)[0]?.status).toBe('no-data')
  expect(judge([slo], measuredOf(seriesOf([16_000]), [failed]), tools)[0]).toMatchObject({ status: 'violated', reason: /^1 of 2 samples failed/ }) // prettier-ignore
})
