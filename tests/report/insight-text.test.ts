import { describe, expect, test } from 'vitest'
import type { Cost, Gain, Insight } from '../../src/model/insight.ts'
import { insightText } from '../../src/report/insight-text.ts'
import { notesOf } from '../../src/report/run-state.ts'
import { runOf } from './sample-run.ts'

test('a heap that did not come back', () => {
  const step = { kind: 'heap-step', worker: '7/1', file: 'b.test.ts', before: 12e6, after: 61e6 } as const
  expect(insightText({ ...step, later: 2 })).toMatchInlineSnapshot(
    `"the heap of worker 7/1 never came back after b.test.ts: 12MB before it, at least 61MB after it and after 2 later files; look there for what outlives its tests"`,
  )
  expect(insightText({ ...step, later: 1 })).toContain('after 1 later file;')
})

test('a heap that grows', () => {
  expect(insightText({ kind: 'heap-growth', worker: '7/1', files: 8, slope: 10e6 })).toMatchInlineSnapshot(
    `"the heap of worker 7/1 grew by 10MB with each of its 8 files; something outlives them: find it, or isolate the files"`,
  )
})

describe('figures over runs', () => {
  const about = { slo: 'build', unit: 'ms', runs: 40 } as const
  const trend = { kind: 'trend', ...about, direction: 'rising', perRun: 12, low: 8, high: 15, change: 0.141, pValue: 0.001 } as const // prettier-ignore
  const level = { kind: 'level', ...about, run: 'abcdef123456', startedAt: '2026-01-02T03:04:05.000Z', before: 100, after: 130, runs: 3 } as const // prettier-ignore
  const outlier = { kind: 'outlier', ...about, measured: 200, usual: 100, z: 5.25 } as const

  test.each<[Insight]>([
    [{ ...trend, forecast: { kind: 'breach', runs: 31, earliest: 25, latest: 44 } }],
    [{ ...trend, direction: 'falling', perRun: -12, low: -15, high: -8, change: -0.141, forecast: { kind: 'none' } }],
    [{ ...trend, forecast: { kind: 'broken' } }],
    [{ ...level, commit: '0123456789abcdef', commitBefore: 'fedcba9876543210' }],
    [level],
    [{ ...outlier, better: false }],
    [{ ...outlier, measured: 50, z: -5.25, better: true }],
    [{ kind: 'wide-headroom', ...about, worst: 20, threshold: 100 }],
    [{ kind: 'wide-headroom', ...about, unit: '1/s', worst: 1000, threshold: 100 }],
    [{ kind: 'wide-spread', slo: 'build', spread: 0.123, margin: 0.01, samples: 10 }],
    [{ kind: 'cold-first', command: 'build', first: 900, usual: 400, samples: 5 }],
  ])('%j', (insight) => expect(insightText(insight)).toMatchSnapshot())
})

describe('costs', () => {
  const subject = { kind: 'test', file: 'a.test.ts', name: 'works' } as const
  const gain: Gain = { subject: { kind: 'run', name: 'run' }, metric: 'duration', unit: 'ms', now: 10_000, best: 4000 }
  const costs: readonly Cost[] = [
    { kind: 'container-share', container: 'api', file: 'a.test.ts', starts: 1, startup: 2840, duration: 4000, share: 0.71 },
    { kind: 'container-share', container: 'api', file: 'a.test.ts', starts: 3, startup: 2840, duration: 4000, share: 0.71 },
    { kind: 'container-repeated', container: 'api', files: ['a.test.ts', 'b.test.ts'], starts: 3, startup: 9000, once: 2800 },
    { kind: 'phase-share', phase: 'import', time: 6000, total: 10_000, share: 0.6 },
    { kind: 'phase-share', phase: 'setup', time: 6000, total: 10_000, share: 0.6 },
    { kind: 'phase-share', phase: 'environment', time: 6000, total: 10_000, share: 0.6 },
    { kind: 'slow-tests', tests: [{ file: 'a.test.ts', name: 'works', duration: 5000 }], time: 5000, total: 8000, share: 0.625, count: 200 },
    { kind: 'idle-cores', files: 12, cores: 8, busy: 0.14, duration: 90_000, longest: 20_000 },
    { kind: 'start-up-share', command: 'cli:new', idle: 'cli:version', startup: 180, duration: 200, share: 0.9 },
    { kind: 'gc-share', subject, gcTime: 700, duration: 2000, share: 0.35 },
    { kind: 'blocked-loop', subject, blocked: 1500, duration: 5000 },
    { kind: 'waiting', subject, duration: 5000, cpuTime: 200, share: 0.96 },
  ] // prettier-ignore

  test.each(costs.map((cost) => [cost] as const))('%j', (cost) => {
    expect(insightText({ ...cost, advice: { remedies: ['reuse'], gain } })).toMatchSnapshot()
  })

  test('without a number, and with nothing to gain', () => {
    const [cost] = costs as readonly [Cost]
    expect(insightText({ ...cost, advice: { remedies: [] } })).not.toContain('at most')
    expect(insightText({ ...cost, advice: { remedies: [], gain: { ...gain, now: 0, best: 0 } } })).toContain('at most 0%')
  })

  test('a test without a name that was kept', () => {
    const nameless = { kind: 'slow-tests', tests: [], time: 1, total: 1, share: 1, count: 20, advice: { remedies: [] } } as const
    expect(insightText(nameless)).toContain('goes to 0 of 20')
  })
})

test('the first six are told, and how many there are', () => {
  const insights = Array.from({ length: 8 }, (_, files) => ({ kind: 'heap-growth', worker: '7/1', files, slope: 1e6 }) as const)
  const notes = notesOf(runOf({ insights }))
  expect([notes.length, notes.at(-1)]).toEqual([7, '2 more insights in report.json'])
  expect(notesOf(runOf({ insights: insights.slice(0, 7) })).at(-1)).toBe('1 more insight in report.json')
  expect(notesOf(runOf({ insights: insights.slice(0, 6) }))).toHaveLength(6)
})
