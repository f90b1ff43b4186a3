import { describe, expect, test } from 'vitest'
import { trendsOfRun } from '../../src/aggregate/trends-of-run.ts'
import { headOf } from '../../src/model/history.ts'
import type { PastVerdict } from '../../src/model/history.ts'
import { noPast } from '../../src/model/past.ts'
import type { Past } from '../../src/model/past.ts'
import type { Run } from '../../src/model/run.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { sloOf } from '../judge/sample-slo.ts'
import { along } from '../report/trend/trend-of.ts'
import { runOf, unfit } from '../report/sample-run.ts'

const slo = sloOf('<= 200ms')
const config = { slos: [slo], fitness: 'check' } as const
const verdict = (measured: number): Verdict => ({
  status: 'met',
  slo,
  measured,
  headroom: 1,
  samples: 1,
  exact: true,
  reason: '',
})
const now = (parts: Partial<Run> = {}): Run => runOf({ id: 'now', branch: 'main', verdicts: [verdict(160)], ...parts })

function past(count: number, parts: Partial<Run> = {}): Past {
  const runs = Array.from({ length: count }, (_, index) => headOf(runOf({ id: `run-${index}`, branch: 'main', ...parts }))).toReversed()
  const verdicts = along(count, 100).map((measured, index): [string, PastVerdict[]] => [
    `run-${index}`,
    [{ slo: slo.name, status: 'met', measured }],
  ])
  return { ...noPast, runs, verdicts: new Map(verdicts) }
} // prettier-ignore

describe('trendsOfRun', () => {
  test('a run is the newest point of each', () => {
    const [trend] = trendsOfRun(now(), past(20), config)
    expect([trend?.points.length, trend?.points.at(-1)?.id, trend?.outlier?.runs]).toEqual([21, 'now', 20])
  })

  test('the newest 60 before it', () => {
    expect(trendsOfRun(now(), past(90), config)[0]?.points.length).toBe(61)
  })

  test('only runs of its branch', () => {
    expect(trendsOfRun(now({ branch: 'topic' }), past(20), config)).toMatchObject([{ points: { length: 1 } }])
  })

  test.each([
    ['nothing is remembered', now(), undefined],
    ['there was no run', now(), noPast],
    ['it is a part of the suite', now({ scope: 'filtered' }), past(20)],
    ['it has no figure', now({ verdicts: [{ status: 'no-data', cause: 'skipped', slo, reason: '' }] }), past(20)],
    ['the machine was not fit', now({ machine: unfit }), past(20)],
  ])('none where %s', (_, run, before) => expect(trendsOfRun(run, before, config)).toEqual([]))

  test('timings of an unfit machine where fitness is ignored', () => {
    const trends = trendsOfRun(now({ machine: unfit }), past(20, { machine: unfit }), { ...config, fitness: 'ignore' })
    expect(trends).toMatchObject([{ points: { length: 21 }, leftOut: { unfit: 0 } }])
  })
})
