import { describe, expect, test } from 'vitest'
import { blockedLoops, gcShares, waits } from '../../../src/judge/insights/test-costs.ts'
import type { Metric } from '../../../src/model/metric.ts'
import type { Series } from '../../../src/model/series.ts'
import type { Subject } from '../../../src/model/subject.ts'
import { aContainer, aTest, figures, timesOf } from './sample-series.ts'

const slow = aTest('slow')
const measured = (of: Partial<Record<Metric, number>>, subject: Subject = slow, more: Partial<Series> = {}): Series[] =>
  Object.entries(of).map(([metric, value]) => timesOf(subject, metric as Metric, [value], more))

const shared = { source: 'a clock, shared with concurrent tests' }

describe('gcShares', () => {
  test('a test that spends a quarter on collecting garbage, the worst first', () => {
    const other = aTest('other')
    expect(gcShares(figures(measured({ duration: 2000, cpuTime: 2000, gcTime: 600 }), measured({ duration: 900, cpuTime: 500, gcTime: 900 }, other)))).toEqual([
      { kind: 'gc-share', subject: other, gcTime: 900, duration: 900, share: 1 },
      { kind: 'gc-share', subject: slow, gcTime: 600, duration: 2000, share: 0.3 },
    ]) // prettier-ignore
  })

  test.each([
    ['it is less', measured({ duration: 2000, cpuTime: 2000, gcTime: 400 })],
    ['it is short', measured({ duration: 300, cpuTime: 300, gcTime: 200 })],
    ['the garbage is that of several', measured({ duration: 2000, cpuTime: 2000, gcTime: 600 }, slow, shared)],
    ['it took none', measured({ duration: 0, gcTime: 600 })],
    ['nothing is known of garbage', measured({ duration: 2000, cpuTime: 600 })],
    ['it was never timed', [timesOf(slow, 'duration', []), ...measured({ cpuTime: 600, gcTime: 600 })]],
  ])('nothing where %s', (_, series) => expect(gcShares(figures(series))).toEqual([]))
})

describe('blockedLoops', () => {
  test('a test that stops its other work', () => {
    expect(blockedLoops(figures(measured({ duration: 5000, eventLoopDelay: 1500 })))).toEqual([
      { kind: 'blocked-loop', subject: slow, blocked: 1500, duration: 5000 },
    ])
    const two = figures(measured({ duration: 5000, eventLoopDelay: 1500 }), measured({ duration: 5000, eventLoopDelay: 1600 }, aTest('b'))) // prettier-ignore
    expect(blockedLoops(two).map(({ blocked }) => blocked)).toEqual([1600, 1500])
  })

  test.each([
    ['it computes all the time', measured({ duration: 1600, eventLoopDelay: 1500 })],
    ['it is short', measured({ duration: 5000, eventLoopDelay: 900 })],
    ['nothing is known', measured({ duration: 5000 })],
    ['others shared the thread', measured({ duration: 5000, eventLoopDelay: 1500 }, slow, shared)],
    ['its duration is no number', [timesOf(slow, 'duration', [5000, Number.NaN]), ...measured({ eventLoopDelay: 1500 })]],
  ])('nothing where %s', (_, series) => expect(blockedLoops(figures(series))).toEqual([]))
})

describe('waits', () => {
  const build: Subject = { kind: 'command', name: 'build' }

  test('tests and commands that hardly use the processor, the longest wait first', () => {
    expect(waits(figures(measured({ duration: 2000, cpuTime: 100 }), measured({ duration: 4000, cpuTime: 400 }, build)))).toEqual(
      [
        { kind: 'waiting', subject: build, duration: 4000, cpuTime: 400, share: 0.9 },
        { kind: 'waiting', subject: slow, duration: 2000, cpuTime: 100, share: 0.95 },
      ],
    )
  })

  test.each([
    ['it works', measured({ duration: 2000, cpuTime: 500 })],
    ['it is quick', measured({ duration: 900, cpuTime: 5 })],
    ['nothing is known', measured({ duration: 2000 })],
    ['a command is known by nothing but its processor time', measured({ cpuTime: 2 }, build)],
    ['its duration is no number', [timesOf(slow, 'duration', [5000, Number.NaN]), ...measured({ cpuTime: 1 })]],
    ['it waits for a container', [...measured({ duration: 2000, cpuTime: 1 }), timesOf(aContainer('api'), 'startup', [1900], { origin: { file: 'a.test.ts', test: 'slow' } })]],
    ['it waits for commands', [...measured({ duration: 2000, cpuTime: 1 }), timesOf(build, 'cpuTime', [1900, 1], { recordings: [{ samples: 1 }, { samples: 1, origin: { file: 'a.test.ts', test: 'slow' } }] })]],
  ])('nothing where %s', (_, series) => expect(waits(figures(series))).toEqual([])) // prettier-ignore
})
