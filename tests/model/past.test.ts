import { expect, test } from 'vitest'
import { judgedBy, noPast, seriesOf, unreadPast, valuesOf, verdictIn } from '../../src/model/past.ts'
import type { PastSeries } from '../../src/model/history.ts'
import type { Past } from '../../src/model/past.ts'

const series = (name: string, metric: 'duration' | 'memory' = 'duration'): PastSeries => ({
  subject: { kind: 'command', name },
  metric,
  unit: metric === 'duration' ? 'ms' : 'bytes',
  values: [{ run: 'a', median: 1, samples: 3 }],
})

const past: Past = {
  ...noPast,
  series: [series('build'), series('build', 'memory'), series('lint')],
  verdicts: new Map([['a', [{ slo: 'first-build', status: 'met', measured: 1 }]]]),
}

const slo = { sli: { subject: { kind: 'command', name: 'build' }, metric: 'duration', unit: 'ms' } } as const

test('the series that SLOs look at', () => {
  expect(past.series.map(judgedBy([slo]))).toEqual([true, false, false])
  expect(past.series.map(judgedBy([]))).toEqual([false, false, false])
  expect(seriesOf(past, slo)).toEqual([series('build')])
})

test('values of one series, by run', () => {
  expect(valuesOf(past, series('lint'))).toEqual(new Map([['a', { run: 'a', median: 1, samples: 3 }]]))
  expect(valuesOf(past, series('other'))).toEqual(new Map())
})

test('verdicts', () => {
  expect(verdictIn(past, 'a', 'first-build')?.status).toBe('met')
  expect(verdictIn(past, 'a', 'other')).toBeUndefined()
  expect(verdictIn(past, 'b', 'first-build')).toBeUndefined()
})

test('a past that cannot be read is not one without runs', () => {
  expect(unreadPast('the disk is gone')).toEqual({ ...noPast, unread: 'the disk is gone' })
})
