import { describe, expect, test } from 'vitest'
import type { Past } from '../../../src/model/past.ts'
import { noPast } from '../../../src/model/past.ts'
import type { PageHistory, PagePast, PagePastVerdict, PageVerdict } from '../../../src/report/html/page-data.ts'
import { historyPoints } from '../../../src/report/page/history-points.ts'
import { sinceOf } from '../../../src/report/page/since.ts'
import { renderHtml } from '../../../src/report/html.ts'
import { bareOptions, headOfPage, partsOf } from '../html/unpack.ts'
import { runOf, sloOf } from '../sample-run.ts'

const runOfPast = (id: string, fingerprint = 'm'): PagePast['runs'][number] => ({ id, startedAt: id, outcome: 'met', fingerprint, fit: true }) // prettier-ignore
const past: PagePast = { machines: [], runs: ['a', 'b', 'c'].map((id) => runOfPast(id)) }
const verdictOf = (entries: readonly (PagePastVerdict | null)[] | undefined, measured?: number): PageVerdict =>
  ({ status: 'violated', measured, past: entries }) as never

describe('since when', () => {
  test.each<[readonly (PagePastVerdict | null)[] | undefined, object | undefined]>([
    [undefined, undefined],
    [[null, null, null], undefined],
    [
      [
        ['met', 1],
        ['met', 2],
        ['met', 4],
      ],
      { streak: 1, first: undefined, change: 0.5, before: { run: { id: 'c' } } },
    ],
    [[['met', 1], ['violated', 2], null], { streak: 2, first: { id: 'b' }, change: 2, before: { run: { id: 'b' } } }],
    [[['violated'], ['violated'], ['violated', 0]], { streak: 4, first: { id: 'a' }, change: undefined }],
    [[['no-data'], ['met', 1], ['no-data']], { streak: 1, change: undefined, before: { verdict: ['no-data'] } }],
  ])('%j', (entries, expected) => {
    const since = sinceOf(verdictOf(entries, 6), past)
    if (expected === undefined) expect(since).toBeUndefined()
    else expect(since).toMatchObject(expected)
  })

  test('a past without its runs says nothing', () => {
    expect(sinceOf(verdictOf([['met', 1]], 1), undefined)).toBeUndefined()
    expect(sinceOf(verdictOf([['met', 1]]), past)?.change).toBeUndefined()
  })
})

test('the history of an SLO ends with this run, and tells where the machine is another', () => {
  const runs = [runOfPast('a', 'old'), runOfPast('b'), runOfPast('c')]
  const points = historyPoints(verdictOf([['met', 1], null, ['no-data']], 6), { machines: [], runs }, runOfPast('now'))
  expect(points.map(({ run, status, measured, newMachine }) => [run.id, status, measured, newMachine])).toEqual([
    ['a', 'met', 1, false],
    ['c', 'no-data', undefined, true],
    ['now', 'violated', 6, false],
  ])
  expect(historyPoints(verdictOf(undefined), undefined, runOfPast('now'))).toHaveLength(1)
  expect(historyPoints(verdictOf([['met', 1]]), undefined, runOfPast('now'))).toHaveLength(1)
})

describe('the past on the page', () => {
  const head = { startedAt: 's', finishedAt: 'f', scope: 'full', outcome: 'met', exitCode: 0, environment: 'ci', fingerprint: 'm', machineClass: 'local', fit: true } as const // prettier-ignore
  const told: Past = {
    ...noPast,
    runs: [{ ...head, id: 'new', commit: 'c1' }, { ...head, id: 'old' }], // prettier-ignore
    verdicts: new Map([
      ['new', [{ slo: 'a', status: 'met', measured: 1.23456 }]],
      ['old', [{ slo: 'a', status: 'no-data' }, { slo: 'gone', status: 'met' }]], // prettier-ignore
    ]),
    series: [
      { subject: { kind: 'test', name: 'x', file: 'x.test.ts', project: 'p' }, metric: 'duration', unit: 'ms', values: [{ run: 'new', median: 12.3456, samples: 1 }, { run: 'unknown', median: 1, samples: 1 }] }, // prettier-ignore
    ],
  }
  const verdicts = ['a', 'fresh'].map((name) => ({ status: 'met', slo: sloOf(name), measured: 1, headroom: 1, samples: 1, exact: true, reason: '' }) as const) // prettier-ignore
  const html = renderHtml(runOf({ verdicts }), { ...bareOptions, past: told })

  test('runs from the oldest on, and each SLO in them', () => {
    const page = headOfPage(html)
    expect(page.past?.runs.map(({ id, commit }) => [id, commit])).toEqual([['old', undefined], ['new', 'c1']]) // prettier-ignore
    expect(page.verdicts.map((verdict) => verdict.past)).toEqual([[['no-data'], ['met', 1.235]], undefined])
  })

  test('medians of remembered series, by run', () => {
    const { series } = partsOf(html).get('history') as PageHistory
    expect(series).toEqual([{ kind: 'test', name: 'x', file: 'x.test.ts', project: 'p', metric: 'duration', unit: 'ms', values: [null, 12.3] }]) // prettier-ignore
  })

  test('none before the first run', () => {
    const first = renderHtml(runOf({ verdicts }), { ...bareOptions, past: noPast })
    expect(headOfPage(first).past).toBeUndefined()
    expect(partsOf(first).has('history')).toBe(false)
  })
})
