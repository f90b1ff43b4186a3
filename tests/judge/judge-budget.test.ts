import { describe, expect, test } from 'vitest'
import { statisticOf } from '../../src/aggregate/statistic-of.ts'
import { judge } from '../../src/judge/judge.ts'
import { judgeBudget } from '../../src/judge/judge-budget.ts'
import type { BudgetTools } from '../../src/judge/judge-budget.ts'
import { renewalMark } from '../../src/model/budget-renewal.ts'
import type { ErrorBudget } from '../../src/model/error-budget.ts'
import type { PastVerdict, RunHead } from '../../src/model/history.ts'
import { noPast, unreadPast } from '../../src/model/past.ts'
import type { Past } from '../../src/model/past.ts'
import type { Gap, Measured } from '../../src/model/series.ts'
import { sli } from '../../src/model/sli.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { head } from '../history/sample-history.ts'
import { build, fit, measuredOf, seriesOf, sloOf, unfit } from './sample-slo.ts'

const errorBudget: ErrorBudget = { target: 0.95, window: { unit: 'runs', length: 50 }, method: 'timeslices' }
const slo = sloOf('<= 3s', { enforce: 'budget', errorBudget })
const memory = sloOf('peak <= 3B', { enforce: 'budget', errorBudget, sli: sli.command('build').memory })

/** The newest first: `x` is violated, `?` is anything that does not count. */
const pastOf = (text: string, changes: Partial<RunHead> = {}, more: Partial<PastVerdict> = {}): Past => {
  const runs = text.split('').map((_, i) => head(text.length - i, changes))
  const verdicts = new Map(
    text.split('').map((mark, i) => {
      const status = mark === 'x' ? 'violated' : mark === '?' ? 'inconclusive' : 'met'
      return [`run-${text.length - i}`, [{ slo: 'first-build', status, ...more } as const]]
    }),
  )
  return { ...noPast, runs, verdicts }
}

const now: BudgetTools['run'] = { id: 'now', startedAt: '2026-02-01T00:00:00.000Z', scope: 'full', environment: 'ci', fit: true }

interface Case {
  readonly past?: Past
  readonly run?: Partial<BudgetTools['run']>
  readonly of?: typeof slo
  readonly fitness?: BudgetTools['fitness']
}

const judged = (measured: Measured, { past = noPast, run = {}, of = slo, fitness = 'check' }: Case = {}): Verdict => {
  const current = { ...now, ...run }
  const [verdict] = judge([of], measured, { statisticOf, fitness: current.fit || fitness === 'ignore' ? fit : unfit }) as [
    Verdict,
  ]
  return judgeBudget(verdict, { run: current, past, measured, fitness })
}

const fast = measuredOf(seriesOf([1000]))
const slow = measuredOf(seriesOf([4000]))

describe('judgeBudget', () => {
  test('leaves an SLO without a budget alone', () => {
    expect(judged(slow, { of: sloOf('<= 3s') })).not.toHaveProperty('budget')
  })

  test('forgives a violation while some is left, and says what it cost', () => {
    const verdict = judged(slow, { past: pastOf('.........x..........') })
    expect(verdict).toMatchObject({
      status: 'warning',
      headroom: -1000,
      budget: { status: 'within', alone: 'violated', runs: 21, spent: 0.8 },
    })
    expect(verdict.reason).toMatchInlineSnapshot(
      `"max 4s, objective <= 3s (+33.3 %); covered by its error budget 95% of 50 runs: 2 of 2.5 bad runs spent (80%), burning 2x over the last 20 runs, spent after 6 more runs at this rate"`,
    )
  })

  test('breaks the promise once it is spent, whatever this run came to', () => {
    const spent = judged(slow, { past: pastOf('xx') })
    expect(spent).toMatchObject({ status: 'violated', budget: { status: 'spent', alone: 'violated' } })
    expect(spent.reason).toMatchInlineSnapshot(
      `"error budget 95% of 50 runs: 3 of 2.5 bad runs spent (120%), learning (3 of 20 runs); this run: max 4s, objective <= 3s (+33.3 %)"`,
    )
    const good = judged(fast, { past: pastOf('xxx') })
    expect(good).toMatchObject({ status: 'violated', headroom: 2000, budget: { status: 'spent', alone: 'met' } })
  })

  test('leaves what is met as it is, and warns of a fast burn', () => {
    expect(judged(fast, { past: pastOf('x') })).toMatchObject({ status: 'met', reason: 'max 1s, objective <= 3s', budget: { alone: 'met' } })
    const wide = { ...slo, errorBudget: { ...errorBudget, window: { unit: 'runs', length: 500 } } as const }
    const burning = judged(fast, { past: pastOf(`xxxx${'.'.repeat(20)}`), of: wide })
    expect(burning).toMatchObject({ status: 'warning', budget: { status: 'burning', alone: 'met' } })
    expect(burning.reason).toMatch(/^max 1s, objective <= 3s; error budget .* burning fast/)
    expect(judged(slow, { past: pastOf(`xxxx${'.'.repeat(20)}`), of: wide }).reason).toContain('covered by its error budget')
  }) // prettier-ignore

  test('a partial run spends nothing and fails nothing', () => {
    for (const scope of ['filtered', 'watch'] as const) {
      const verdict = judged(slow, { past: pastOf('xxx'), run: { scope } })
      expect(verdict).toMatchObject({ status: 'warning', budget: { status: 'spent', runs: 3 } })
      expect(verdict.reason).toMatch(/of which a partial run spends nothing$/)
      expect(judged(fast, { past: pastOf('xxx'), run: { scope } }).status).toBe('met')
    }
    expect(judged(fast, { past: pastOf('xxx', { scope: 'filtered' }) })).toMatchObject({ status: 'met', budget: { runs: 1 } })
  })

  test('only runs of its service and environment count, in which it was judged', () => {
    for (const other of [{ environment: 'development' }, { service: 'other' }]) {
      expect(judged(slow, { past: pastOf('xxx', other) })).toMatchObject({ status: 'warning', budget: { runs: 1 } })
    }
    expect(judged(slow, { past: pastOf('???') })).toMatchObject({ status: 'warning', budget: { runs: 1 } })
    expect(judged(slow, { past: { ...pastOf('xxx'), verdicts: new Map() } })).toMatchObject({ budget: { runs: 1 } })
  })

  test('runs of another branch cost nothing; where the branch is not known, all are one', () => {
    const of = (branch: string | undefined, own: string | undefined) =>
      judged(slow, { past: pastOf('xxx', { branch }), run: { branch: own } }).budget?.runs
    expect([of('main', 'main'), of('topic', 'main'), of('main', undefined), of(undefined, 'main')]).toEqual([4, 1, 4, 4])
  })

  test('a budget that somebody began anew counts from then on', () => {
    const at = head(2).startedAt
    const mark = renewalMark('first-build', { at, reason: 'the cache is back' })
    const renewed = { ...pastOf('.xxx'), marks: [{ ...mark, key: 'other' }, mark] }
    const verdict = judged(slow, { past: renewed })
    expect(verdict).toMatchObject({
      status: 'warning',
      budget: { runs: 3, good: 1, renewal: { at, reason: 'the cache is back' } },
    })
    expect(verdict.reason).toMatch(/begun anew on 2026-01-01: the cache is back$/)
    for (const text of ['{', '{}', 'null']) {
      expect(judged(slow, { past: { ...renewed, marks: [{ ...mark, text }] } })).toMatchObject({
        status: 'violated',
        budget: { runs: 5 },
      })
    }
  })

  test('what a waiver tolerates spends, and does not fail by a spent budget', () => {
    const verdict = { ...judged(slow, { of: { ...slo, errorBudget: undefined } }), status: 'warning', slo, waiver: { status: 'waived' } } as Verdict // prettier-ignore
    const after = judgeBudget(verdict, { run: now, past: pastOf('xx'), measured: slow, fitness: 'check' })
    expect(after).toMatchObject({ status: 'warning', budget: { status: 'spent', runs: 3, good: 0 } })
  })

  test('timings of an unfit machine count for nothing, exact figures do', () => {
    const run = { fit: false }
    expect(judged(slow, { run })).toMatchObject({ status: 'inconclusive', budget: { runs: 0 } })
    expect(judged(fast, { run, past: pastOf('..', run) })).toMatchObject({ status: 'met', budget: { runs: 0 } })
    expect(judged(fast, { run, past: pastOf('xxx') })).toMatchObject({ status: 'violated', budget: { runs: 3 } })
    expect(judged(fast, { run, past: pastOf('..', run), fitness: 'ignore' })).toMatchObject({ budget: { runs: 3 } })
    const bytes = measuredOf(seriesOf([2], { metric: 'memory', unit: 'bytes' }))
    expect(judged(bytes, { run, past: pastOf('..', run), of: memory })).toMatchObject({ status: 'met', budget: { runs: 3 } })
  })

  test('a run of which every sample failed is broken, not slow', () => {
    const failed: Gap = { kind: 'failed-sample', subject: build, reason: 'exit code 1' }
    expect(judged(measuredOf([], [failed]))).toMatchObject({ status: 'violated', budget: { status: 'learning', spent: 0.4 } })
    expect(judged(measuredOf(seriesOf([1]), [failed]))).toMatchObject({ status: 'warning', budget: { spent: 0.4 } })
  })

  test('what was not measured stays unknown', () => {
    expect(judged(measuredOf([]), { past: pastOf('xxx') })).toMatchObject({
      status: 'no-data',
      budget: { status: 'spent', runs: 3 },
    })
  })

  test('by samples, what cannot be counted is not forgiven', () => {
    const counted = { ...slo, errorBudget: { ...errorBudget, method: 'occurrences' } as const }
    const some = measuredOf(seriesOf([...Array<number>(9).fill(1), 4000]))
    expect(judged(some, { of: counted })).toMatchObject({ status: 'warning', budget: { good: 9, total: 10, allowed: 25 } })
    expect(judged(some, { of: counted, past: pastOf('..', {}, { good: 30, total: 30 }) })).toMatchObject({ budget: { good: 69, total: 70 } })
    const ofSum = { ...sloOf('sum <= 3s'), enforce: 'budget', errorBudget: counted.errorBudget } as const
    expect(judged(some, { of: ofSum })).toMatchObject({ status: 'violated', budget: { runs: 0 } })
  }) // prettier-ignore

  test('without the past nothing is forgiven, and nothing is met', () => {
    const past = unreadPast('history h.db could not be read: it is damaged')
    expect(judged(slow, { past }).status).toBe('violated')
    expect(judged(slow, { past }).reason).toMatch(/; its error budget is unknown: history h.db could not be read: it is damaged$/)
    expect(judged(fast, { past })).toMatchObject({ status: 'no-data', cause: 'not-recorded' })
    expect(judged(fast, { past }).reason).toMatch(/^its error budget is unknown: history h.db .*; this run: max 1s/)
    expect(judged(measuredOf([]), { past }).reason).toMatch(/^nothing was recorded/)
  })
})
