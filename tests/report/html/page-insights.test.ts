import { describe, expect, test } from 'vitest'
import type { Insight } from '../../../src/model/insight.ts'
import type { Series } from '../../../src/model/series.ts'
import type { Subject } from '../../../src/model/subject.ts'
import { pageInsights } from '../../../src/report/html/page-insights.ts'

const seriesOf = (subject: Subject): Series => ({
  subject,
  metric: 'duration',
  unit: 'ms',
  samples: [1],
  source: 'clock',
  exact: true,
})
const testCase: Subject = { kind: 'test', name: "parses 'it'", file: 'a.test.ts', project: 'unit' }
const file: Subject = { kind: 'file', name: 'a.test.ts', project: 'unit' }
const other: Subject = { kind: 'file', name: 'a.test.ts', project: 'browser' }
const container: Subject = { kind: 'container', name: 'api' }
const command: Subject = { kind: 'command', name: 'build' }
const series = [testCase, file, other, container, command].map(seriesOf)

const over = { slo: 'build', unit: 'ms', runs: 12 } as const
const gain = { subject: file, metric: 'duration', unit: 'ms', now: 2000, best: 500 } as const
const advice = { remedies: ['reuse'], gain } as const
const level = { kind: 'level', ...over, run: 'abcdef', startedAt: '2026-01-02T03:04:05.000Z', before: 100, after: 130 } as const

const insights: readonly Insight[] = [
  { kind: 'heap-step', worker: '1/0', file: 'a.test.ts', before: 1e6, after: 2e6, later: 3 },
  { kind: 'heap-growth', worker: '1/0', files: 8, slope: 1e6 },
  { kind: 'trend', ...over, direction: 'rising', perRun: 2, low: 1, high: 3, change: 0.2, pValue: 0.001, forecast: { kind: 'breach', runs: 3, earliest: 2, latest: 5 } },
  { kind: 'trend', ...over, direction: 'rising', perRun: 2, low: 1, high: 3, change: 0.2, pValue: 0.001, forecast: { kind: 'none' } },
  { ...level, commit: '0123456789abcdef', commitBefore: 'fedcba9876543210' },
  { ...level, slo: 'not judged here', before: 0 },
  { kind: 'outlier', ...over, measured: 200, usual: 100, z: 5.25, better: false },
  { kind: 'wide-headroom', ...over, worst: 20, threshold: 100 },
  { kind: 'wide-spread', slo: 'build', spread: 0.2, margin: 0.1, samples: 10 },
  { kind: 'cold-first', command: 'build', first: 900, usual: 400, samples: 5 },
  { kind: 'container-share', container: 'api', file: 'a.test.ts', project: 'unit', starts: 1, startup: 1500, duration: 2000, share: 0.75, advice },
  { kind: 'container-repeated', container: 'api', files: ['a.test.ts', 'gone.test.ts'], starts: 2, startup: 3000, once: 1400, advice },
  { kind: 'phase-share', phase: 'import', time: 6000, total: 10_000, share: 0.6, advice },
  { kind: 'slow-tests', tests: [{ file: 'a.test.ts', name: "parses 'it'", duration: 900 }], time: 900, total: 1000, share: 0.9, count: 20, advice },
  { kind: 'idle-cores', files: 4, cores: 8, busy: 0.2, duration: 9000, longest: 3000, advice },
  { kind: 'start-up-share', command: 'build', idle: 'build:version', startup: 300, duration: 400, share: 0.75, advice },
  { kind: 'gc-share', subject: testCase, gcTime: 400, duration: 1000, share: 0.4, advice },
  { kind: 'blocked-loop', subject: testCase, blocked: 1500, duration: 4000, advice: { remedies: ['async'] } },
  { kind: 'waiting', subject: { kind: 'test', name: 'unknown', file: 'b.test.ts' }, duration: 4000, cpuTime: 100, share: 0.97, advice },
] // prettier-ignore

const told = pageInsights({ insights, series }, new Map([['build', 'build-id']]))

describe('each kind in parts', () => {
  test.each(told.map((insight, place) => [insights[place]?.kind, insight] as const))('%s', (kind, insight) => {
    expect(insight.kind).toBe(kind)
    expect(insight.evidence.every(([name, figure]) => name !== '' && /\d/.test(figure))).toBe(true)
    expect(insight).toMatchSnapshot()
  })
})

test('an SLO is linked where the run judged it, and a subject where the run measured it', () => {
  const links = told.map(({ slo, subjects }) => [slo, ...subjects.map(({ kind, project }) => [kind, project].join(' '))])
  expect(links[4]).toEqual(['build-id'])
  expect(links[5]).toEqual([undefined])
  expect([links[10], links[11], links[13]]).toEqual([[undefined, 'container ', 'file unit'], [undefined, 'container ', 'file unit'], [undefined, 'test unit']]) // prettier-ignore
  expect(links.at(-1)).toEqual([undefined])
})

test('a run that noticed nothing', () => {
  expect(pageInsights({ series }, new Map())).toEqual([])
})
