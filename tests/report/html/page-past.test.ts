import { expect, test } from 'vitest'
import { machineMark } from '../../../src/model/baseline-mark.ts'
import { noPast } from '../../../src/model/past.ts'
import type { Past } from '../../../src/model/past.ts'
import type { RunHead } from '../../../src/model/history.ts'
import { pageHistory, pagePast, pastVerdicts } from '../../../src/report/html/page-past.ts'
import { machine } from '../sample-run.ts'

function head(id: string): RunHead {
  const startedAt = `2026-01-0${id}T00:00:00.000Z`
  const rest = { finishedAt: startedAt, environment: 'ci', fingerprint: 'a', machineClass: 'local', fit: true } as const
  return { id, startedAt, scope: 'full', outcome: 'met', exitCode: 0, ...rest }
}

const past: Past = {
  ...noPast,
  runs: [head('3'), head('2'), head('1')],
  verdicts: new Map([
    ['1', [{ slo: 'build', status: 'met', measured: 1234.56 }]],
    ['3', [{ slo: 'build', status: 'no-data' }]],
  ]),
  series: [
    { subject: { kind: 'command', name: 'build' }, metric: 'duration', unit: 'ms', values: [{ run: '2', median: 12_345.6, samples: 1 }, { run: 'gone', median: 1, samples: 1 }] },
    { subject: { kind: 'test', name: 'adds', file: 'a.test.ts', project: 'unit' }, metric: 'duration', unit: 'ms', values: [{ run: '1', median: 0, samples: 1 }, { run: '3', median: 1.2345, samples: 1 }] },
  ],
} // prettier-ignore

test('runs stand from the oldest on', () => {
  expect(pagePast(past, machine)?.runs.map(({ id }) => id)).toEqual(['1', '2', '3'])
  expect([pagePast(noPast, machine), pagePast(undefined, machine)]).toEqual([undefined, undefined])
})

test('machines other than that of the run are told apart, where they are remembered', () => {
  const runs = [head('3'), { ...head('2'), fingerprint: 'gone' }, { ...head('1'), fingerprint: machine.fingerprint }]
  const marks = [machineMark({ ...machine, fingerprint: 'a', cores: 4 })]
  expect(pagePast({ ...past, runs, marks }, machine)?.machines).toEqual([
    { fingerprint: 'a', difference: '4 cores instead of 2 cores' },
  ])
})

test('an SLO has a verdict for each run, or none where the run did not judge it', () => {
  expect(pastVerdicts(past)('build')).toEqual([['met', 1235], null, ['no-data']])
  expect(pastVerdicts(past)('other')).toBeUndefined()
  expect(pastVerdicts(undefined)('build')).toBeUndefined()
})

test('a series has a median for each run, short, and nothing of runs that are not shown', () => {
  expect(pageHistory(past)?.series).toEqual([
    {
      kind: 'command',
      name: 'build',
      file: undefined,
      project: undefined,
      metric: 'duration',
      unit: 'ms',
      values: [null, 12_346, null],
    },
    { kind: 'test', name: 'adds', file: 'a.test.ts', project: 'unit', metric: 'duration', unit: 'ms', values: [0, null, 1.23] },
  ])
  expect(pageHistory(noPast)).toBeUndefined()
})
