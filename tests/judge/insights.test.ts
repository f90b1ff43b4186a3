import { expect, test } from 'vitest'
import { insightsOf } from '../../src/judge/insights.ts'
import type { Observed } from '../../src/judge/insights.ts'
import type { Series } from '../../src/model/series.ts'
import { machine } from '../report/sample-run.ts'
import { along, trendOver } from '../report/trend/trend-of.ts'
import { aContainer, aFile, aTest, ofRun, timesOf } from './insights/sample-series.ts'

const origin = { file: 'a.test.ts', test: 't' }
const observed = (series: readonly Series[], more: Partial<Observed> = {}): Observed => ({
  scope: 'full',
  series,
  verdicts: [],
  machine,
  trends: [],
  probes: [],
  ...more,
})

test('the past first, then costs with the largest gain first', () => {
  const series = [
    timesOf(aTest('waits'), 'duration', [5000]),
    timesOf(aTest('waits'), 'cpuTime', [100]),
    timesOf(aContainer('api'), 'startup', [2000], { origin }),
    timesOf(aFile('a.test.ts'), 'duration', [3000]),
    timesOf({ kind: 'command', name: 'build' }, 'duration', [900, 400, 400, 400, 400]),
  ]
  const found = insightsOf(observed(series, { trends: [trendOver(along(40, 100, 1))] }))
  expect(found.map(({ kind }) => kind)).toEqual(['trend', 'waiting', 'container-share', 'cold-first'])
})

test('each cost with the most that can be gained', () => {
  const series = [
    ...ofRun({ duration: 10_000, importTime: 6000, testsTime: 2000, cpu: 0.2 }),
    timesOf(aContainer('api'), 'startup', [2000], { origin }),
    timesOf(aContainer('api'), 'startup', [1500], { origin: { ...origin, file: 'b.test.ts', project: 'p' } }),
    timesOf(aFile('a.test.ts'), 'duration', [3500]),
    timesOf(aFile('b.test.ts', 'p'), 'duration', [2500]),
    timesOf(aFile('c.test.ts'), 'duration', [3500]),
    timesOf({ kind: 'command', name: 'version' }, 'duration', [300], { origin }),
    timesOf({ kind: 'command', name: 'new' }, 'duration', [400], { origin }),
    timesOf(aTest('garbage'), 'duration', [2400]),
    timesOf(aTest('garbage'), 'cpuTime', [2000]),
    timesOf(aTest('garbage'), 'gcTime', [2500]),
    timesOf(aTest('blocked'), 'duration', [2500]),
    timesOf(aTest('blocked'), 'eventLoopDelay', [1200]),
    ...Array.from({ length: 20 }, (_, index) => timesOf(aTest(`quick ${index}`), 'duration', [1])),
    timesOf(aTest('slowest'), 'duration', [9000]),
  ]
  const probe = { samples: 1, warmup: 0, timeout: 1 }
  const probes = [
    { ...probe, name: 'version', run: 'cli --version' },
    { ...probe, name: 'new', run: 'cli new' },
  ]
  const gains = insightsOf(observed(series, { probes })).map((insight) => [
    insight.kind,
    'advice' in insight ? insight.advice.gain : undefined,
  ])
  expect(Object.fromEntries(gains)).toEqual({
    'slow-tests': { subject: { kind: 'run', name: 'run' }, metric: 'testsTime', unit: 'ms', now: 13_920, best: 4920 },
    'phase-share': { subject: { kind: 'run', name: 'run' }, metric: 'duration', unit: 'ms', now: 10_000, best: 2500 },
    'idle-cores': { subject: { kind: 'run', name: 'run' }, metric: 'duration', unit: 'ms', now: 10_000, best: 5000 },
    'container-repeated': { subject: { kind: 'run', name: 'run' }, metric: 'duration', unit: 'ms', now: 10_000, best: 8000 },
    'container-share': { subject: aFile('b.test.ts', 'p'), metric: 'duration', unit: 'ms', now: 2500, best: 1000 },
    'start-up-share': { subject: { kind: 'command', name: 'new' }, metric: 'duration', unit: 'ms', now: 400, best: 100 },
    'gc-share': { subject: aTest('garbage'), metric: 'duration', unit: 'ms', now: 2400, best: 0 },
    'blocked-loop': undefined,
  })
})

test('a merge, which ran nothing itself, promises nothing of its duration', () => {
  const starts = ['a.test.ts', 'b.test.ts'].map((file) => timesOf(aContainer('api'), 'startup', [2000], { origin: { ...origin, file } })) // prettier-ignore
  const found = insightsOf(observed([...starts, ...ofRun({ importTime: 5000 })], { scope: 'merged' }))
  expect(found.map((insight) => 'advice' in insight && insight.advice.gain)).toEqual([undefined, undefined])
})

test.each(['shard', 'watch', 'interrupted'] as const)('a %s tells nothing', (scope) => {
  expect(insightsOf(observed(ofRun({ importTime: 6000 }), { scope }))).toEqual([])
})
