import { expect, test } from 'vitest'
import { historyEntry } from '../../src/aggregate/history-entry.ts'
import { seriesKey } from '../../src/model/history.ts'
import type { Statistic } from '../../src/model/objective.ts'
import type { Series } from '../../src/model/series.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { runOf, sampleRun } from '../report/sample-run.ts'

const inTest = (metric: Series['metric'], samples: readonly number[]): Series => ({
  subject: { kind: 'test', name: 'parses', file: 'a.test.ts' },
  metric,
  unit: 'ms',
  samples,
  source: 'a clock',
  exact: true,
})

test('of a test the duration and what an SLO looks at; of everything else all', () => {
  const [verdict] = sampleRun.verdicts as [Verdict]
  const sli = { subject: { kind: 'test', name: 'par*' }, metric: 'cpuTime', unit: 'ms' } as const
  const judged: Verdict = { ...verdict, slo: { ...verdict.slo, name: 'cpu', sli } }
  const build: Series = { ...inTest('cpu', [0.5]), subject: { kind: 'command', name: 'build' }, unit: 'ratio' }
  const series = [inTest('duration', [3, 1, 2]), inTest('cpuTime', [4]), inTest('gcTime', [5]), build]
  const { points } = historyEntry(runOf({ series, verdicts: [judged] }), 'text')
  expect(points.map(({ metric, median, samples }) => [metric, median, samples])).toEqual([
    ['duration', 2, 3],
    ['cpuTime', 4, 1],
    ['cpu', 0.5, 1],
  ])
})

test('samples that are no number say nothing of the typical value', () => {
  const { points } = historyEntry(runOf({ series: [inTest('duration', [Number.NaN, 4, 2]), inTest('duration', [Number.NaN])], verdicts: [] }), '') // prettier-ignore
  expect(points.map(({ median, samples }) => [median, samples])).toEqual([[3, 2]])
})

test('the head, and each verdict with what was measured, where something was', () => {
  const { head, verdicts, report } = historyEntry(sampleRun, '{}')
  expect(head).toMatchObject({ id: sampleRun.id, fingerprint: sampleRun.machine.fingerprint, fit: sampleRun.machine.fitness.fit })
  expect(report).toBe('{}')
  expect(verdicts).toHaveLength(sampleRun.verdicts.length)
  const noData = verdicts.filter(({ status }) => status === 'no-data')
  expect(noData.length).toBeGreaterThan(0)
  expect(noData.every((verdict) => !('measured' in verdict))).toBe(true)
  const failed: Verdict = { ...(sampleRun.verdicts.find(({ status }) => status === 'violated') as Verdict & { status: 'violated' }), measured: undefined } // prettier-ignore
  expect(historyEntry(runOf({ verdicts: [failed] }), '').verdicts).toEqual([{ slo: failed.slo.name, status: 'violated' }])
})

test('of an error budget what the run alone came to, and how many samples were good', () => {
  const sli = { subject: { kind: 'test', name: 'parses' }, metric: 'duration', unit: 'ms' } as const
  const [one] = sampleRun.verdicts.filter(({ status }) => status === 'met') as [Verdict & { status: 'met' }]
  const objective = { ...one.slo.objective, statistic: 'max', op: '<=', threshold: 2, unit: 'ms' } as const
  const state = { status: 'spent', runs: 3, good: 0, total: 3, allowed: 2.5, spent: 1.2, burn: {}, alone: 'met' } as const
  const spent: Verdict = { ...one, slo: { ...one.slo, sli, objective }, status: 'violated', measured: 3, budget: state }
  expect(historyEntry(runOf({ verdicts: [spent], series: [inTest('duration', [1, 2, 3])] }), '').verdicts).toEqual([
    { slo: one.slo.name, status: 'met', measured: 3, good: 2, total: 3 },
  ])
})

test('of two verdicts of one name the worse is remembered, once', () => {
  const [one] = sampleRun.verdicts.filter(({ status }) => status === 'met') as [Verdict & { status: 'met' }]
  const violated = { ...one, status: 'violated' } as const
  for (const verdicts of [
    [one, violated, one],
    [violated, one],
    [one, one, violated, violated],
  ]) {
    expect(historyEntry(runOf({ verdicts }), '').verdicts.map(({ status }) => status)).toEqual(['violated'])
  }
  expect(historyEntry(runOf({ verdicts: [one, one] }), '').verdicts).toHaveLength(1)
})

test('the key of a series tells apart what differs, and is printable', () => {
  const keys = [
    { subject: { kind: 'test', name: 'a\u0000b', file: 'c' }, metric: 'duration' },
    { subject: { kind: 'test', name: 'a', file: 'c' }, metric: 'duration' },
    { subject: { kind: 'test', name: 'a', file: 'c', project: 'p' }, metric: 'duration' },
    { subject: { kind: 'command', name: 'a' }, metric: 'duration' },
    { subject: { kind: 'command', name: 'a' }, metric: 'cpu' },
  ] as const
  const all = keys.map(seriesKey)
  expect(new Set(all).size).toBe(keys.length)
  expect(all.join('')).toMatch(/^[\u0020-\u007e]*$/)
})

test('a tolerated violation is one all the same; what waits for its baseline keeps its figure', () => {
  const [verdict] = sampleRun.verdicts as [Verdict]
  const { slo } = verdict
  const waived = { ...verdict, status: 'warning', waiver: { status: 'waived' } } as Verdict
  const baseline = { status: 'learning', against: 'main', named: false, runs: 3, value: 5, reason: '' } as const
  const waiting = (statistic: Statistic): Verdict => ({ status: 'no-data', cause: 'no-baseline', slo, reason: '', baseline: { ...baseline, statistic } }) // prettier-ignore
  const past = (one: Verdict) => historyEntry(runOf({ series: [], verdicts: [one] }), '').verdicts[0]
  expect(past(waived)?.status).toBe('violated')
  expect([past(waiting(slo.objective.statistic))?.measured, past(waiting('p50'))?.measured]).toEqual([5, undefined])
})
