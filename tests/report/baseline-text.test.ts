import { expect, test } from 'vitest'
import type { BaselineVerdict, Verdict } from '../../src/model/verdict.ts'
import { baselineText, waiverText } from '../../src/report/baseline-text.ts'
import { paletteFor } from '../../src/report/terminal/palette.ts'
import { baselineFootnotes, pastLines } from '../../src/report/terminal/past-lines.ts'
import { runOf, sloOf } from './sample-run.ts'

const page = { palette: paletteFor(false), width: 120 }
const steady: BaselineVerdict = { status: 'steady', against: 'main', named: false, runs: 20, statistic: 'median', value: 2630, median: 2310, change: 0.139, interval: [0.101, 0.174], commit: '4f1c2ab99', reason: 'r' } // prettier-ignore
const slo = sloOf('scaffolding')
const verdict = (baseline?: BaselineVerdict): Verdict => ({ status: 'met', slo, measured: 2630, headroom: 1, samples: 1, exact: true, reason: '', baseline }) // prettier-ignore

test.each<[string, Partial<BaselineVerdict>, string]>([
  ['all of it', {}, 'main@4f1c2ab, 20 runs, same machine: median 2.31s   +13.9 % [+10.1, +17.4]  steady'],
  ['no interval, no commit, less', { interval: undefined, commit: undefined, change: -0.05 }, 'main, 20 runs, same machine: median 2.31s   -5.0 %  steady'], // prettier-ignore
  ['no ratio', { change: undefined }, 'main@4f1c2ab, 20 runs, same machine: median 2.31s   steady'],
  ['no figures', { median: undefined, status: 'learning', reason: 'learning: 3 of 15 runs' }, 'main: learning: 3 of 15 runs'],
])('a baseline with %s', (_, changes, text) => {
  expect(baselineText(verdict({ ...steady, ...changes }))).toBe(text)
})

test('nothing is said of what is not there', () => {
  expect([baselineText(verdict()), waiverText(verdict()), pastLines(verdict(), page)]).toEqual([undefined, undefined, []])
})

test('a waiver says up to where, until when and by whom', () => {
  const waiver = { ceiling: { ...slo.objective, written: '20s' }, reason: 'why', owner: 'ada', expires: '2026-12-31' }
  const waived: Verdict = { ...verdict(steady), slo: { ...slo, waiver }, waiver: { status: 'waived' } }
  expect(waiverText(waived)).toBe('waived: up to 20s until 2026-12-31, ada: why')
  expect(waiverText({ ...waived, waiver: undefined })).toBeUndefined()
  expect(pastLines(waived, page)).toHaveLength(2)
})

test('what could not be compared is listed, three of them at most', () => {
  const learning = verdict({ ...steady, status: 'learning', median: undefined, reason: 'learning' })
  expect(baselineFootnotes(runOf({ verdicts: [verdict(), verdict(steady)] }), page)).toEqual([])
  const lines = baselineFootnotes(runOf({ verdicts: [learning, learning, learning, learning, learning] }), page)
  expect([lines.length, lines[0], lines[3]]).toEqual([4, ' baseline   scaffolding  main: learning', expect.stringContaining('2 SLOs more of the kind')]) // prettier-ignore
  expect(baselineFootnotes(runOf({ verdicts: [{ status: 'no-data', cause: 'no-baseline', slo, reason: '', baseline: steady }] }), page)).toEqual([]) // prettier-ignore
})
