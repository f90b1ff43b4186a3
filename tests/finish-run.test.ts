import { describe, expect, test } from 'vitest'
import { finishRun, judgeRun, standingsOf } from '../src/finish-run.ts'
import type { Finish, Ports } from '../src/finish-run.ts'
import type { Config } from '../src/model/config.ts'
import type { Run } from '../src/model/run.ts'
import type { Series } from '../src/model/series.ts'
import type { Slo } from '../src/model/slo.ts'

const slo: Slo = {
  name: 'build',
  sli: { subject: { kind: 'command', name: 'build' }, metric: 'duration', unit: 'ms' },
  objective: { statistic: 'max', op: '<=', threshold: 15_000, unit: 'ms', written: '15s' },
  enforce: 'fail',
  whenUnsupported: 'fail',
}

const config: Config = {
  service: 'acme',
  probes: [],
  slos: [slo],
  metrics: [],
  monitoring: {
    interval: 100,
    cpu: true,
    memory: true,
    disk: true,
    network: true,
    processes: true,
    eventLoop: true,
    gc: true,
    heapAfterFile: false,
  },
  limits: [],
  profiling: { when: 'never', timeout: 60_000, most: 5 },
  history: false,
  reports: { dir: '.slo', formats: ['json', 'html'] },
  inconclusive: 'report',
  fitness: 'check',
  environment: 'ci',
  machineClass: 'local',
}

const build = (...samples: number[]): Series => ({
  subject: { kind: 'command', name: 'build' }, metric: 'duration', unit: 'ms', samples, source: 'monotonic clock', exact: true,
}) // prettier-ignore

function finish(series: readonly Series[], changes: Partial<Finish> = {}): Finish {
  const machine = { fingerprint: 'f', cpu: 'cpu', cores: 2, memory: 1, os: 'os', node: 'v20', class: 'local', fitness: { fit: true, reasons: [] } } // prettier-ignore
  const facts = { id: '1', startedAt: '2026-01-01T00:00:00.000Z', finishedAt: '2026-01-01T00:01:00.000Z', scope: 'full', machine, tests: { passed: 1, failed: 0, skipped: 0 }, limits: [] } as const // prettier-ignore
  return { config, measured: { series, gaps: [] }, facts, ...changes }
}

const page: Ports['page'] = { template: () => '', pack: (text) => text, flame: () => undefined }

describe('judgeRun', () => {
  test.each([
    [15_000, 'met', 0],
    [15_000.000_001, 'violated', 1],
  ])('%d ms against <= 15s is %s', (duration, status, exitCode) => {
    const run = judgeRun(finish([build(1, duration)]))
    expect([run.verdicts[0]?.status, run.exitCode]).toEqual([status, exitCode])
  })

  test('merges series of one subject before they are judged', () => {
    const run = judgeRun(finish([build(1), build(2)]))
    expect(run.series).toMatchObject([{ samples: [1, 2] }])
    expect(run.verdicts).toMatchObject([{ samples: 2 }])
  })

  test('judges the objectives of single tests after the declared ones', () => {
    const own = { ...slo, name: 'a.test.ts > parses: duration' }
    expect(judgeRun(finish([build(1)], { testSlos: [own] })).verdicts.map((verdict) => verdict.slo.name)).toEqual([
      'build',
      own.name,
    ])
  })

  test('a shard is not judged, but for the objectives of its own tests', () => {
    const { facts } = finish([])
    const own = { ...slo, name: 'a.test.ts > parses: duration' }
    const shard = finish([build(99_999)], { facts: { ...facts, scope: 'shard' }, testSlos: [own] })
    expect(judgeRun(shard)).toMatchObject({ verdicts: [{ slo: own, status: 'violated' }], outcome: 'not-judged', exitCode: 0 })
    expect(judgeRun(finish([build(99_999)], { facts: { ...facts, scope: 'shard' } }))).toMatchObject({ verdicts: [], outcome: 'not-judged', exitCode: 0 }) // prettier-ignore
  })

  test('an unfit machine accuses nobody, unless fitness is ignored', () => {
    const { facts } = finish([])
    const unfit = { ...facts, machine: { ...facts.machine, fitness: { fit: false, reasons: ['load per core 3 > 1.5'] } } }
    expect(judgeRun(finish([build(20_000)], { facts: unfit })).verdicts[0]?.status).toBe('inconclusive')
    const hard = { ...config, fitness: 'ignore' } as const
    expect(judgeRun(finish([build(20_000)], { facts: unfit, config: hard })).verdicts[0]?.status).toBe('violated')
  })
})

describe('finishRun', () => {
  test('writes every report before it shows the run', () => {
    const calls: string[] = []
    const shown: Run[] = []
    const ports: Ports = {
      page,
      write: (format, chunks) => calls.push(`${format}: ${[...chunks].join('').length > 100}`),
      show: (run) => calls.push(`show ${shown.push(run)}`),
    }
    const { run, unwritten } = finishRun(finish([build(1)]), ports)
    expect(unwritten).toEqual([])
    expect(calls).toEqual(['json: true', 'html: true', 'show 1'])
    expect(shown).toEqual([run])
  })

  test('a report that cannot be written hides neither the other one nor the verdict', () => {
    const seen: string[] = []
    const ports: Ports = {
      page,
      write: (format) => {
        if (format === 'json') throw new Error('no space left on device')
        seen.push(format)
      },
      show: ({ outcome }, written) => seen.push(outcome, ...written),
    }
    const { unwritten } = finishRun(finish([build(99_999)]), ports)
    expect(seen).toEqual(['html', 'violated', 'html'])
    expect(unwritten.map(({ message }) => message)).toEqual(['no space left on device'])
  })
})

test('without a past no SLO stands anywhere', () => {
  expect(standingsOf({} as Run, undefined, 'check').size).toBe(0)
})
