import { trendOf } from '../../../src/aggregate/trend.ts'
import type { PastVerdict, RunHead } from '../../../src/model/history.ts'
import type { Slo } from '../../../src/model/slo.ts'
import type { Trend } from '../../../src/model/trend.ts'
import { sloOf } from '../../judge/sample-slo.ts'

/** Values with a spread of 2 % that has no order. */
export function along(count: number, from: number, perRun = 0): number[] {
  return Array.from({ length: count }, (_, index) => (from + perRun * index) * (1 + (((index * 7) % 11) - 5) / 500))
}

/** The trend of an SLO over one run an hour. */
export function trendOver(values: readonly number[], slo: Slo = sloOf('<= 200ms'), more: Partial<RunHead> = {}): Trend {
  const runs = values.map((_, index): RunHead => ({
    id: `run-${index}`,
    startedAt: new Date(Date.UTC(2026, 0, 1, index)).toISOString(),
    finishedAt: '',
    scope: 'full',
    outcome: 'met',
    exitCode: 0,
    environment: 'ci',
    fingerprint: 'a',
    machineClass: 'local',
    fit: true,
    commit: `${String(index).padStart(4, '0')}c0ffee`,
    ...more,
  }))
  const verdicts = values.map((measured, index): [string, PastVerdict[]] => [
    `run-${index}`,
    [{ slo: slo.name, status: 'met', measured }],
  ])
  return trendOf(slo, { runs: runs.toReversed(), verdicts: new Map(verdicts) })
}
