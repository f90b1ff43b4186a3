import { describe, expect, test } from 'vitest'
import type { FlakyTest } from '../../src/model/flaky-test.ts'
import { budgetDocument } from '../../src/report/documents/budget-document.ts'
import type { ToldBudget } from '../../src/report/documents/budget-document.ts'
import { flakyDocument } from '../../src/report/documents/flaky-document.ts'
import { trendDocument } from '../../src/report/documents/trend-document.ts'
import type { Trend } from '../../src/model/trend.ts'
import { renderDocument } from '../../src/report/formats.ts'
import { sloOf } from './sample-run.ts'

const of = { service: 'acme', at: '2026-01-02T03:04:05.000Z' }
const nobody = { service: undefined, at: undefined }
const none = { otherMachine: 0, partial: 0, unfit: 0, noData: 0 }
const point = { id: 'run-1', startedAt: '2026-01-02T03:04:05.000Z', commit: '4f1c2ab', value: 1200 }
const recent = { count: 20, min: 1, max: 1, mean: 1, median: 1000, sum: 1, last: 1, p90: 1, p95: 1, p99: 1 }
const slope = { perRun: 10, low: 5, high: 15, pValue: 0.001, change: 0.2, runs: 20 }

const { sli, objective } = sloOf('build')
const learning: Trend = {
  slo: 'new',
  sli,
  objective,
  worse: 'higher',
  points: [],
  leftOut: none,
  changePoints: [],
  direction: 'learning',
  forecast: { kind: 'unknown' },
}
const rising: Trend = {
  ...learning, slo: 'build', direction: 'rising', points: [point], recent, slope, leftOut: { ...none, partial: 2 },
  changePoints: [{ at: point, index: 3, before: 900, after: 1000, change: 0.111 }], forecast: { kind: 'breach', runs: 12, earliest: 8 },
} // prettier-ignore
const steady: Trend = {
  ...learning,
  slo: 'steady',
  direction: 'steady',
  recent: { ...recent, median: 0 },
  slope,
  forecast: { kind: 'none' },
}

describe('trend', () => {
  test('what worsens is a warning, what is learning is not judged', () => {
    const document = trendDocument({ branch: 'main', runs: 60, trends: [rising, steady, learning] }, of)
    expect(document).toMatchObject({
      title: 'Trends of acme',
      outcome: 'worsening',
      tone: 'bad',
      at: of.at,
      state: '1 worsening | 1 not worsening | 1 learning (3 SLOs, 60 runs of main)',
      notes: ['build: left out 2 runs of a part of the suite'],
    })
    expect(document.checks.map(({ name, result, level }) => [name, result, level])).toEqual([
      ['build', 'skipped', 'warning'],
      ['steady', 'passed', 'none'],
      ['new', 'skipped', 'note'],
    ])
    expect(document.sections[0]?.rows).toMatchObject([
      {
        label: '! rising',
        last: { value: 1200, unit: 'ms' },
        typical: { value: 1000, unit: 'ms' },
        perRun: { value: 10, unit: 'ms', text: '+1.00 %' },
        low: 5,
        high: 15,
        since: '4f1c2ab, 2026-01-02 (+11.1 %)',
      },
      { label: '✓ steady', last: undefined, perRun: { value: 10, unit: 'ms' }, since: undefined },
      { label: '· learning', typical: undefined, runs: 0 },
    ])
    expect([...renderDocument(document, 'terminal')].join('')).toContain('in 12 runs [8 to more than 100]')
  })

  test('without a single run or SLO nothing is well', () => {
    expect(trendDocument({ branch: undefined, runs: 0, trends: [learning] }, nobody)).toMatchObject({
      title: 'Trends of this project',
      outcome: 'learning',
      tone: 'unsure',
    })
    expect(trendDocument({ branch: undefined, runs: 0, trends: [] }, nobody)).toMatchObject({
      tone: 'unsure',
      checks: [{ result: 'skipped' }],
    })
    expect(trendDocument({ branch: 'main', runs: 60, trends: [steady, learning] }, of)).toMatchObject({
      outcome: 'not worsening',
      tone: 'good',
    })
  })
})

describe('flaky', () => {
  const seen = { run: 'r', startedAt: '2026-01-02T03:04:05.000Z' }
  const flaky: FlakyTest = {
    subject: { kind: 'test', name: 'parses', file: 'a.test.ts' },
    runs: 40,
    retried: 2,
    alternated: 1,
    rate: 0.075,
    low: 0.026,
    high: 0.199,
    lastSeen: { ...seen, commit: '4f1c2ab8990' },
  }

  test('each test with its rate', () => {
    const document = flakyDocument(
      { runs: 40, tests: [flaky, { ...flaky, subject: { kind: 'test', name: 'x' }, since: seen }] },
      of,
    )
    expect(document).toMatchObject({ outcome: 'flaky', tone: 'bad', state: '2 tests flaky in 40 runs' })
    expect(document.sections[0]?.rows[0]).toEqual({
      name: 'test a.test.ts > parses',
      rate: { value: 0.075, unit: 'ratio' },
      interval: '2.6 % to 19.9 %',
      low: 0.026,
      high: 0.199,
      retried: 2,
      alternated: 1,
      runs: 40,
      lastSeen: '2026-01-02 4f1c2ab8',
      since: undefined,
    })
    expect(document.checks[0]).toMatchObject({
      result: 'skipped',
      level: 'warning',
      cause: { file: 'a.test.ts' },
      message: 'flaky in 7.5 % of 40 runs: 2 passed after a retry, 1 failed where another run of the commit passed',
    })
    expect(document.sections[0]?.rows[1]?.['since']).toBe('2026-01-02')
    expect(document.checks[1]).not.toHaveProperty('cause')
  })

  test('none, or nobody knows', () => {
    expect(flakyDocument({ runs: 9, tests: [] }, of)).toMatchObject({
      outcome: 'none',
      tone: 'good',
      state: 'no test was flaky in 9 runs',
      checks: [{ result: 'passed' }],
    })
    expect(flakyDocument({ runs: 0, tests: [] }, nobody)).toMatchObject({
      outcome: 'no-data',
      tone: 'unsure',
      state: 'no run is remembered',
      checks: [{ result: 'skipped' }],
    })
  })
})

describe('budget', () => {
  const told = (slo: string, status: ToldBudget['status'], parts: Partial<ToldBudget> = {}): ToldBudget => ({
    slo,
    status,
    errorBudget: { target: 0.95, window: { unit: 'runs', length: 50 }, method: 'timeslices' },
    runs: 50,
    good: 49,
    total: 50,
    allowed: 2.5,
    spent: 0.4,
    remaining: 0.6,
    burn: { last5: 0, last20: 1 },
    runsLeft: 30,
    ...parts,
  })

  test('the worst first; of one without a run nothing is said to be left', () => {
    const budgets = [told('a', 'within'), told('b', 'learning', { runs: 0, burn: {} }), told('c', 'spent'), told('d', 'burning')]
    const document = budgetDocument({ budgets, environment: 'ci', others: 'only of local' }, of)
    expect(document).toMatchObject({
      outcome: 'spent',
      tone: 'bad',
      notes: ['only of local'],
      state: '1 spent | 1 burning | 1 learning | 1 within (4 budgets, environment ci)',
    })
    expect(document.sections[0]?.rows).toMatchObject([
      { name: 'c', target: '95% of 50 runs', remaining: { value: 0.6, unit: 'ratio' } },
      { name: 'd' },
      { name: 'b', remaining: undefined, burn20: undefined },
      { name: 'a' },
    ])
    expect(document.checks.map(({ result, level }) => [result, level])).toEqual([
      ['failed', 'error'],
      ['skipped', 'warning'],
      ['skipped', 'note'],
      ['passed', 'none'],
    ])
  })

  test('one alone', () => {
    expect(budgetDocument({ budgets: [told('a', 'within')], environment: 'ci', others: undefined }, of)).toMatchObject({
      tone: 'good',
      state: '1 within (1 budget, environment ci)',
    })
  })

  test('none at all', () => {
    expect(budgetDocument({ budgets: [], environment: 'ci', others: undefined }, nobody)).toMatchObject({
      outcome: 'no-data',
      tone: 'unsure',
      state: 'no SLO has an error budget',
      notes: [],
      checks: [{ result: 'skipped' }],
    })
  })
})
