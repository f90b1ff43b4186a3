import { expect, test } from 'vitest'
import { violatedRuns } from '../../src/aggregate/violated-runs.ts'
import { headOf } from '../../src/model/history.ts'
import type { PastVerdict } from '../../src/model/history.ts'
import { noPast } from '../../src/model/past.ts'
import type { Past } from '../../src/model/past.ts'
import type { Run } from '../../src/model/run.ts'
import type { Status } from '../../src/model/verdict.ts'
import { runOf, sloOf } from '../report/sample-run.ts'

const slo = sloOf('build')
const run = runOf({ id: 'now', branch: 'main' })

/** Runs before this one, the newest first. */
function past(states: readonly (Status | undefined)[], parts: Partial<Run> = {}): Past {
  const runs = states.map((_, i) => headOf(runOf({ id: `run-${i}`, branch: 'main', ...parts })))
  const verdicts = states.map((status, i): [string, PastVerdict[]] => [
    `run-${i}`,
    status === undefined ? [] : [{ slo: 'build', status }],
  ])
  return { ...noPast, runs, verdicts: new Map(verdicts) }
}

test.each<readonly [now: Status, before: readonly (Status | undefined)[], runs: number | undefined]>([
  ['met', ['violated', 'violated'], 0],
  ['warning', ['violated'], 0],
  ['violated', [], 1],
  ['violated', ['violated', 'violated', 'met', 'violated'], 3],
  ['violated', ['violated', 'warning', 'violated'], 2],
  ['violated', ['no-data', 'violated', 'inconclusive', undefined, 'met'], 2],
  ['no-data', ['violated', 'met'], 1],
  ['no-data', ['met', 'violated'], undefined],
  ['inconclusive', [], undefined],
])('%s after %j: %j', (status, before, runs) => {
  expect(violatedRuns({ slo, status }, run, past(before))).toBe(runs)
})

test.each<readonly [what: string, parts: Partial<Run>]>([
  ['of another branch', { branch: 'other' }],
  ['of a part of the suite', { scope: 'filtered' }],
])('runs %s do not count', (_, parts) => {
  expect(violatedRuns({ slo, status: 'violated' }, run, past(['violated'], parts))).toBe(1)
})

test('merged runs count', () => {
  expect(violatedRuns({ slo, status: 'violated' }, run, past(['violated'], { scope: 'merged' }))).toBe(2)
})
