import { describe, expect, test } from 'vitest'
import type { Scope } from '../../src/model/run.ts'
import type { Slo } from '../../src/model/slo.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { consequence } from '../../src/report/consequence.ts'
import { finite } from '../../src/report/finite.ts'
import { failedSamples, judgedSeries, samplesOf, worstSeries } from '../../src/report/judged-series.ts'
import { boundText, countOf, measuredText } from '../../src/report/measured-text.ts'
import { tally, tallyText, worstFirst } from '../../src/report/tally.ts'
import { verdictLabel } from '../../src/report/verdict-label.ts'
import { durations, machine, sampleRun, sloOf, unfit } from './sample-run.ts'

const noData = (slo: Slo, cause: 'unsupported' | 'skipped' = 'skipped'): Verdict => ({
  status: 'no-data',
  cause,
  slo,
  reason: '',
})
const judged = { measured: 4000, headroom: -1000, samples: 2, exact: true, reason: '' }
const warnOnly = sloOf('build', { enforce: 'warn' })
const lenient = sloOf('build', { whenUnsupported: 'report' })

describe('consequence', () => {
  test.each<[Verdict, Scope, string | undefined]>([
    [{ ...judged, status: 'met', slo: sloOf('a') }, 'full', undefined],
    [{ ...judged, status: 'inconclusive', slo: sloOf('a') }, 'full', undefined],
    [{ ...judged, status: 'violated', slo: sloOf('a') }, 'full', 'fails the run'],
    [{ ...judged, status: 'violated', slo: sloOf('a') }, 'filtered', 'fails the run'],
    [{ ...judged, status: 'violated', slo: warnOnly }, 'full', 'warn only'],
    [noData(sloOf('a')), 'full', 'fails a full run'],
    [noData(sloOf('a')), 'merged', 'fails a full run'],
    [noData(sloOf('a')), 'filtered', 'not failed (filtered)'],
    [noData(warnOnly), 'full', 'warn only'],
    [noData(lenient, 'unsupported'), 'full', 'reported only'],
    [noData(lenient, 'skipped'), 'full', 'fails a full run'],
    [noData(sloOf('a'), 'unsupported'), 'full', 'fails a full run'],
  ])('%j in a %s run: %s', (verdict, scope, expected) => {
    expect(consequence(verdict, { scope })).toBe(expected)
  })
})

describe('verdictLabel', () => {
  const doubtful = (confirmed?: number): Verdict => ({ ...judged, status: 'inconclusive', slo: sloOf('a'), confirmed })

  test.each([
    [doubtful(), unfit, '~ unfit'],
    [doubtful(), machine, '~ inconclusive'],
    [doubtful(2900), unfit, '~ not confirmed'],
    [doubtful(2900), machine, '~ not confirmed'],
    [doubtful(3100), unfit, '~ unfit'],
    [{ ...judged, status: 'met', slo: sloOf('a') } as const, unfit, '✓ met'],
  ])('%j', (verdict, on, expected) => {
    const { mark, word } = verdictLabel(verdict, on)
    expect(`${mark} ${word}`).toBe(expected)
  })
})

describe('words of a verdict', () => {
  const warning = { statistic: 'max', op: '<=', threshold: 2000, unit: 'ms', written: '2s' } as const
  const slo = sloOf('build', { warning })

  test('measured, with the digits that tell it from the bound', () => {
    expect(measuredText({ ...judged, status: 'violated', slo, measured: 3000.000001 })).toBe('max 3.000000001s, 2 samples')
    expect(measuredText({ ...judged, status: 'met', slo, measured: 2500, exact: false, samples: 1 })).toBe('max ≈2.5s, 1 sample')
    expect(measuredText({ ...judged, status: 'violated', slo, measured: undefined })).toBeUndefined()
    expect(measuredText(noData(slo))).toBeUndefined()
  })

  test('the bound, and the warning where it is the one that was crossed', () => {
    expect(boundText({ ...judged, status: 'met', slo })).toBe('<= 3s')
    expect(boundText({ ...judged, status: 'warning', slo })).toBe('<= 3s, warn <= 2s')
    expect(boundText({ ...judged, status: 'warning', slo: sloOf('a', { bound: { written: '\u001b[1m3s\n' } }) })).toBe('<= 3s\\n')
  })

  test.each([[0, '0 tests'], [1, '1 test'], [999, '999 tests'], [1000, '1,000 tests'], [1234567, '1,234,567 tests']])('%i is %s', (count, expected) => {
    expect(countOf(count, 'test')).toBe(expected)
  }) // prettier-ignore

  test('counts, the worst first', () => {
    expect(tally(sampleRun.verdicts).map(tallyText)).toEqual([
      '3 violated (1 warn only)',
      '1 no data',
      '1 inconclusive',
      '1 warning',
      '2 met',
    ])
    expect(worstFirst(sampleRun.verdicts).map(({ slo: { name } }) => name)).toEqual([
      'cli-scaffolding', 'generation-memory', 'install', 'db-connections', 'hash-speed', 'first-build', 'unit-tests', 'triples',
    ]) // prettier-ignore
  })
})

describe('the series of a verdict', () => {
  const series = [durations('a', [3, Number.NaN, 1]), durations('b', [2, 9]), durations('c', [])]
  const atLeast = sloOf('a', { bound: { op: '>=', statistic: 'min', threshold: 2, written: '2ms' } })

  test('by subject and metric', () => {
    expect(judgedSeries(sloOf('a'), [...series, { ...durations('a', [1]), metric: 'memory' }])).toEqual([series[0]])
    const failed = { kind: 'failed-sample', subject: { kind: 'command', name: 'a' }, reason: '' } as const
    const others = [
      { ...failed, kind: 'crashed' },
      { ...failed, subject: { kind: 'command', name: 'b' } },
    ] as const
    expect(failedSamples(sloOf('a'), [failed, ...others])).toEqual([failed])
  })

  test('samples that are numbers', () => {
    expect(samplesOf(series)).toEqual([3, 1, 2, 9])
    expect(finite([1, 2])).toEqual([1, 2])
    expect(finite([1, Number.POSITIVE_INFINITY])).toEqual([1])
  })

  test('the worst first, whichever way the bound looks', () => {
    const worstOf = (slo: Slo, most: number) =>
      worstSeries(slo, series, most).map(({ series: { subject }, worst }) => [subject.name, worst])
    expect(worstOf(sloOf('a'), 5)).toEqual([['b', 9], ['a', 3]]) // prettier-ignore
    expect(worstOf(atLeast, 5)).toEqual([['a', 1], ['b', 2]]) // prettier-ignore
    expect(worstOf(atLeast, 1)).toEqual([['a', 1]])
  })
})
