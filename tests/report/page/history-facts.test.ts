import { describe, expect, test } from 'vitest'
import { standingsOf } from '../../../src/finish-run.ts'
import type { PageVerdict } from '../../../src/report/html/page-data.ts'
import { renderHtml } from '../../../src/report/html.ts'
import { historyColumns, historyFacts, historyRows } from '../../../src/report/page/history-facts.ts'
import type { ToldHistory } from '../../../src/report/page/history-facts.ts'
import { historyPoints } from '../../../src/report/page/history-points.ts'
import { bareOptions, headOfPage } from '../html/unpack.ts'
import { drawn } from './drawn-run.ts'

const { run, past } = drawn
const head = headOfPage(renderHtml(run, { ...bareOptions, past, standings: standingsOf(run, past, 'check') }))
const now = { id: run.id, startedAt: run.startedAt, branch: run.branch, commit: run.commit, outcome: run.outcome, fingerprint: run.machine.fingerprint, fit: true } // prettier-ignore

function toldOf(slo: string): ToldHistory {
  const verdict = head.verdicts.find((one) => one.slo === slo) as PageVerdict
  return { verdict, points: historyPoints(verdict, head.past, now), past: head.past }
}

describe('what the picture shows, in words', () => {
  test.each(['rises', 'steps', 'slower-than-main', 'as-main', 'fewer'])('%s', (slo) => {
    expect(historyFacts(toldOf(slo)).map((fact) => fact.join(': '))).toMatchSnapshot()
  })

  test('nothing is said of an SLO without a past', () => {
    const { verdict } = toldOf('rises')
    expect(historyFacts({ verdict: { ...verdict, standing: undefined }, points: [], past: undefined })).toEqual([])
    const bare = { ...toldOf('rises'), verdict: { ...verdict, standing: undefined }, past: undefined }
    expect(historyFacts(bare)).toEqual([['another machine', 'from feature @ abc123c on: a1b2c3, before it old']])
    expect(historyRows(bare)[0]).toEqual(['2026-01-02 03:04 UTC', 'main @ abcdef123', 'met', '3.288s', '', '', 'a1b2c3'])
    const nameless = bare.points.map((point) => ({ ...point, run: { ...point.run, branch: undefined, commit: undefined } }))
    expect(historyFacts({ ...bare, points: nameless })[0]?.[1]).toMatch(/^from 2025-12-04 00:00 UTC on/)
  })

  test('a trend of all runs that breaks nothing says no more than that', () => {
    const { verdict, ...told } = toldOf('rises')
    const trend = {
      ...(verdict.standing?.trend as NonNullable<NonNullable<PageVerdict['standing']>['trend']>),
      ahead: undefined,
      leftOut: undefined,
    }
    const terms = historyFacts({ ...told, verdict: { ...verdict, standing: { trend } } }).map(([term]) => term)
    expect(terms).toEqual(['trend', 'another machine'])
  })

  test('how far a single run may lie from the others is told where it says more than the bound', () => {
    const { verdict, ...told } = toldOf('as-main')
    const band = { ...(verdict.standing?.band as NonNullable<NonNullable<PageVerdict['standing']>['band']>), outside: 1800 }
    expect(historyFacts({ ...told, verdict: { ...verdict, standing: { band } } })[0]?.[1]).toMatch(/a change counts, and beyond 1\.8s a single run lies far outside$/) // prettier-ignore
  })
})

describe('the table beside the picture', () => {
  test('every run, the newest first, with its part in the trend', () => {
    const rows = historyRows(toldOf('steps'))
    expect(rows).toHaveLength(61)
    expect(historyColumns(toldOf('steps').verdict).map(({ title }) => title)).toEqual(['run', 'commit', 'verdict', 'max', 'trend', 'baseline', 'machine']) // prettier-ignore
    expect(rows.filter((row) => /from then on/.test(row[4] as string))).toHaveLength(1)
    expect(rows.at(-1)).toEqual(['2025-12-01 00:00 UTC', 'main @ abc1230', 'met', expect.stringMatching(/s$/), 'not in it', '', 'old (4 cores instead of 2 cores)']) // prettier-ignore
  })

  test('what is ahead comes first', () => {
    expect(historyRows(toldOf('rises'))[0]).toEqual([expect.stringMatching(/^in \d+ runs \[/), '', 'forecast', '<= 4.2s', '', '', '']) // prettier-ignore
  })

  test('what is compared by another statistic has a column of its own', () => {
    const told = toldOf('slower-than-main')
    const columns = historyColumns(told.verdict)
    expect(columns.map(({ title, numeric }) => (numeric ? `${title} #` : title))).toEqual(['run', 'commit', 'verdict', 'max #', 'median #', 'trend', 'baseline', 'machine']) // prettier-ignore
    const rows = historyRows(told)
    expect([rows[0]?.[6], rows[6]?.[6], rows.at(-1)?.[6]]).toEqual(['held against it', 'in it', 'not in it: another machine'])
    expect([rows[0]?.[4], rows.at(-1)?.[4]]).toEqual(['1.877s', ''])
    const roles = new Set(rows.map((row) => row[6]))
    expect(roles).toContain('')
    expect(historyRows({ ...told, verdict: { ...told.verdict, standing: { ...told.verdict.standing, trend: { ...told.verdict.standing?.trend, ahead: 'in 3 runs' } as never } } })[0]).toEqual(['in 3 runs', '', 'forecast', '<= 3s', '', '', '', '']) // prettier-ignore
  })

  test('a figure that is not known is not 0', () => {
    const told = toldOf('as-main')
    const [first] = historyRows({ ...told, points: [{ ...told.points[0], measured: undefined } as never] })
    expect(first?.[3]).toBe('unknown')
  })
})
