import { describe, expect, test } from 'vitest'
import type { Track } from '../../../src/model/timeline.ts'
import type { PageVerdict } from '../../../src/report/html/page-data.ts'
import { lineText, timePanels } from '../../../src/report/page/time-panels.ts'
import type { StoredSeries } from '../../../src/report/stored-report.ts'

const subject = { kind: 'command', name: 'build' } as const
const track: Track = {
  subject,
  source: 'samples',
  edges: [0, 10, 20],
  phases: [],
  lines: { networkSent: { mean: [5, 6] }, memory: { mean: [90e6, null], max: [100e6, null] } },
}
const memory = {
  subject,
  metric: 'memory',
  unit: 'bytes',
  samples: [101e6, 104e6, 'NaN'],
  source: 'x',
  exact: true,
} as StoredSeries
const verdictOf = (threshold: number, parts: object = {}): PageVerdict =>
  ({ judged: [1], objective: { statistic: 'peak', op: '<=', threshold, unit: 'bytes', written: `${threshold / 1e6}MB`, ...parts } }) as unknown as PageVerdict // prettier-ignore
const other = { ...memory, subject: { kind: 'command', name: 'test' } } as StoredSeries

describe('timePanels', () => {
  test('one per kind of figure that is known', () => {
    expect(timePanels(track, { series: [], verdicts: [] })).toEqual([
      { title: 'Memory', metrics: ['memory'], levels: [], most: 100e6 },
      { title: 'Network', metrics: ['networkSent'], levels: [], most: 6 },
    ])
    expect(timePanels({ ...track, lines: { cpu: { mean: [null, null] } } }, { series: [], verdicts: [] })).toMatchObject([{ title: 'CPU, cores', most: 0 }]) // prettier-ignore
  })

  test('the peak as it was judged stands beside the line, with the bounds on it that are near', () => {
    const verdicts = [
      verdictOf(120e6),
      verdictOf(500e6),
      verdictOf(1, { statistic: 'mean' }),
      verdictOf(2, { op: '>=' }),
      { ...verdictOf(110e6), judged: [0] },
    ]
    const [panel] = timePanels(track, { series: [other, memory], verdicts })
    expect(panel).toMatchObject({
      levels: [
        { kind: 'judged', value: 104e6, text: 'exact peak 104MB' },
        { kind: 'limit', value: 120e6, text: '<= 120MB' },
      ],
      most: 120e6,
    })
  })

  test('an estimate says so, and of no number there is no level', () => {
    const levelsWith = (series: StoredSeries) => timePanels(track, { series: [series], verdicts: [] })[0]?.levels
    expect(levelsWith({ ...memory, exact: false })).toEqual([{ kind: 'judged', value: 104e6, text: 'peak ≈104MB, as judged' }])
    expect(levelsWith({ ...memory, samples: ['Infinity'] })).toEqual([])
    expect(levelsWith(other)).toEqual([])
  })
})

test.each([
  ['cpu', 1, '1 core'],
  ['cpu', 1.234, '1.23 cores'],
  ['memory', 104e6, '104MB'],
  ['diskWrite', 2.5e6, '2.5MB/s'],
] as const)('%s %d', (metric, value, text) => {
  expect(lineText(metric, value)).toBe(text)
})
