import { describe, expect, test } from 'vitest'
import { mergeFacts as mergeFactsBy, mergeMeasured } from '../../../src/commands/check/merge-runs.ts'
import type { Run } from '../../../src/model/run.ts'
import type { Series } from '../../../src/model/series.ts'
import { machine, runOf, unfit } from '../../report/sample-run.ts'

const mergeFacts = (all: Parameters<typeof mergeFactsBy>[0]) => mergeFactsBy(all, { limits: [] })
const stored = (...runs: Partial<Run>[]) =>
  runs.map((parts, index) => ({ file: `${'abc'[index]}.json`, run: runOf({ id: `id-${index}`, ...parts }) }))
const ofRun = (metric: 'tests' | 'memory' | 'flakeRate', ...samples: number[]): Series => ({ subject: { kind: 'run', name: 'run' }, metric, unit: metric === 'tests' ? 'count' : 'bytes', samples, source: 'count', exact: true }) // prettier-ignore
const counter = (name: string, ...samples: number[]): Series => ({ subject: { kind: 'metric', name }, metric: 'value', unit: 'count', samples, source: 'total', exact: false }) // prettier-ignore
const config = { metrics: [{ name: 'triples', type: 'counter', unit: 'count' }] } as const
const shards = (...series: Series[][]) => stored(...series.map((one): Partial<Run> => ({ scope: 'shard', series: one })))

test('what was noticed in each is noticed in all', () => {
  const noticed = (worker: string) => ({ kind: 'heap-growth', worker, files: 9, slope: 2e6 }) as const
  const all = stored({ insights: [noticed('1/0')] }, {}, { insights: [noticed('2/0')] })
  expect(mergeFacts(all).insights).toEqual([noticed('1/0'), noticed('2/0')])
})

describe('measurements', () => {
  test('of shards: sums where they add up, samples where they do not', () => {
    const { series } = mergeMeasured(
      shards([ofRun('tests', 6), ofRun('memory', 100)], [ofRun('tests', 7), ofRun('memory', 90)]),
      config,
    )
    expect(series).toEqual([
      ofRun('memory', 100),
      ofRun('memory', 90),
      { ...ofRun('tests', 13), source: 'count, sum of 2 shards' },
    ])
  })

  test('each shard weighs as much in the rate of flaky tests as it ran tests', () => {
    const parts = [
      [ofRun('tests', 10), ofRun('flakeRate', 0.1)],
      [ofRun('tests', 30), ofRun('flakeRate', 0)],
    ]
    const rates = (...all: Series[][]) =>
      mergeMeasured(shards(...all), config).series.filter(({ metric }) => metric === 'flakeRate')
    expect(rates(...parts)).toEqual([ofRun('flakeRate', 0.025)])
    expect(rates(...parts, [ofRun('tests', 1)])).toEqual([])
    expect(rates(...parts, [ofRun('tests', 1), ofRun('flakeRate')])).toMatchObject([{ samples: [1 / 41] }])
  })

  test('a sum with an unknown part is unknown; a counter nobody touched is not', () => {
    expect(mergeMeasured(shards([ofRun('tests', 6)], []), config).series).toEqual([])
    expect(mergeMeasured(shards([counter('triples', 5)], []), config).series).toEqual([counter('triples', 5)])
    expect(mergeMeasured(shards([counter('triples', 5)], [counter('triples', 6)]), config).series).toMatchObject([
      { samples: [11], exact: false },
    ])
    expect(mergeMeasured(shards([counter('gauge', 5)], [counter('gauge', 6)]), config).series).toHaveLength(2)
  })

  test('of whole runs: every figure is a sample of its own', () => {
    const all = stored(
      { series: [ofRun('tests', 12)] },
      { series: [ofRun('tests', 12)], gaps: [{ kind: 'crashed', subject: { kind: 'file', name: 'a' }, reason: 'gone' }] },
    )
    expect(mergeMeasured(all, config)).toMatchObject({
      series: [{ samples: [12] }, { samples: [12] }],
      gaps: [{ kind: 'crashed' }],
    })
  })
})

describe('facts', () => {
  test('of one run stay as they are, but for the scope', () => {
    const overhead = { perTestMs: 1, samplerCpuRatio: 0.1 }
    const [only] = stored({ id: 'x', branch: 'main', commit: 'c', overhead })
    expect(mergeFacts([only!])).toMatchObject({ id: 'x', branch: 'main', commit: 'c', overhead, scope: 'merged', machine })
  })

  test('of several cover all of them', () => {
    const all = stored(
      {
        startedAt: '2026-01-01T00:00:02.000Z',
        finishedAt: '2026-01-01T00:00:03.000Z',
        branch: 'a',
        tests: { passed: 1, failed: 2, skipped: 3 },
      },
      {
        startedAt: '2026-01-01T00:00:01.000Z',
        finishedAt: '2026-01-01T00:00:09.000Z',
        branch: 'b',
        tests: { passed: 10, failed: 20, skipped: 30 },
      },
    )
    expect(mergeFacts(all)).toMatchObject({ startedAt: '2026-01-01T00:00:01.000Z', finishedAt: '2026-01-01T00:00:09.000Z', branch: undefined, overhead: undefined, tests: { passed: 11, failed: 22, skipped: 33 } }) // prettier-ignore
    expect(mergeFacts(all).id).toBe(mergeFacts(all.toReversed()).id)
    expect(mergeFacts(all).id).not.toBe(mergeFacts(stored({ id: 'other' }, {})).id)
  })

  test.each([
    [['full', 'shard'], 'merged'],
    [['merged'], 'merged'],
    [['full', 'filtered'], 'filtered'],
    [['watch'], 'filtered'],
  ] as const)('%j is %s', (scopes, scope) => {
    expect(mergeFacts(stored(...scopes.map((one) => ({ scope: one })))).scope).toBe(scope)
  })

  test('of different machines: none of theirs is the fingerprint, and one that is unfit makes all so', () => {
    const { machine: merged } = mergeFacts(
      stored({ machine: { ...machine, vitest: undefined } }, { machine: { ...unfit, fingerprint: 'other' } }),
    )
    expect(merged).toEqual({
      ...machine,
      fingerprint: 'a1b2c3 + other',
      fitness: { fit: false, reasons: ['b.json: load per core 3.1 before the run > 1.5'] },
    })
    expect(mergeFacts(stored({ machine: { ...machine, vitest: undefined } })).machine.vitest).toBeUndefined()
  })
})
