import { describe, expect, test } from 'vitest'
import { advance } from '../../src/alert/advance.ts'
import { alertsOfRun } from '../../src/alert/alerts-of-run.ts'
import { compose } from '../../src/alert/compose.ts'
import { plan } from '../../src/alert/plan.ts'
import type { Alerting, AlertRecord, AlertRoute, Silence } from '../../src/model/alert.ts'
import type { Run } from '../../src/model/run.ts'
import type { Slo } from '../../src/model/slo.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { durations, runOf, sloOf } from '../report/sample-run.ts'

type Alone = 'met' | 'warning' | 'violated' | 'no-data'

const api = { sli: { subject: { kind: 'container', name: 'api' }, metric: 'memory', unit: 'bytes' } } as const
const slos: Readonly<Record<string, Slo>> = {
  build: sloOf('build', { owner: 'team a' }),
  'api-memory': sloOf('api-memory', api),
  'api-start': sloOf('api-start', { sli: { ...api.sli, metric: 'startup', unit: 'ms' } }),
  parse: sloOf('parse', { sli: { subject: { kind: 'test', name: 'parses *' }, metric: 'duration', unit: 'ms' } }),
  print: sloOf('print', { sli: { subject: { kind: 'file', name: 'tests/a.test.ts' }, metric: 'duration', unit: 'ms' } }),
  ...Object.fromEntries(['c', 'd', 'e', 'f', 'g', 'h'].map((name) => [name, sloOf(name)])),
}

function verdict(name: string, status: Alone): Verdict {
  const slo = slos[name] as Slo
  if (status === 'no-data') return { status, cause: 'skipped', slo, reason: 'its test was skipped' }
  return { status, slo, measured: 3500, headroom: -500, samples: 3, exact: true, reason: 'said' }
}

const inFile = [
  { ...durations('a', [1]), subject: { kind: 'test', name: 'parses a', file: 'tests/a.test.ts' } },
  { ...durations('a', [1]), subject: { kind: 'file', name: 'tests/a.test.ts' } },
] as const

/** Run `n`, one a day, with these verdicts; all else is met. */
function dayRun(n: number, troubles: Readonly<Record<string, Alone>>, parts: Partial<Run> = {}): Run {
  const at = `2026-01-${String(n).padStart(2, '0')}T12:00:00.000Z`
  const verdicts = Object.keys(slos).map((name) => verdict(name, troubles[name] ?? 'met'))
  return runOf({ id: `run-${n}`, finishedAt: at, branch: 'main', commit: `c${n}`, verdicts, series: inFile, ...parts })
}

const channels = ['team', 'web', 'oncall', 'boss'].map((name) => ({ name, kind: 'command', run: 'true', timeout: 1000 }) as const)
const everywhere: readonly AlertRoute[] = [{ to: ['team'], escalation: false }]

interface Script {
  readonly routes?: readonly AlertRoute[]
  readonly policy?: Partial<Pick<Alerting, 'repeat' | 'escalateAfter'>>
  readonly silences?: readonly Silence[]
  /** Done to what is remembered before that run. */
  readonly meanwhile?: Readonly<Record<string, (record: AlertRecord) => AlertRecord>>
}

const never = { repeat: 1000 * 86_400_000, escalateAfter: { kind: 'runs', runs: 1000 } } as const

/** Every message of a history: the day, what, and to whom. */
function told(runs: readonly Run[], { routes = everywhere, policy = {}, silences = [], meanwhile = {} }: Script = {}): string[] {
  const kept = new Map<string, AlertRecord>()
  return runs.flatMap((run) => {
    const records = [...kept.values()].map((record) => meanwhile[run.id]?.(record) ?? record)
    const held = new Set(run.verdicts.filter(({ status }) => status === 'met').map(({ slo }) => slo.name))
    const { id, finishedAt: at, branch, commit, service } = run
    const next = advance({
      records,
      alerts: alertsOfRun(run),
      run: { id, at, branch, commit, service },
      holds: (slo) => (slo === undefined ? run.tests.failed === 0 : held.has(slo)),
      policy: { ...never, ...policy },
      silences: silences.filter((silence) => silence.at <= at),
    })
    for (const record of next.records) kept.set(record.alert.key, record)
    return next.notices.map((notice) => {
      const planned = plan(notice, { routes, channels })
      kept.set(planned.notice.record.alert.key, planned.notice.record)
      return `${id.slice(4)} ${compose(planned.notice, {}).title} -> ${planned.to.join(', ') || 'nobody'}`
    })
  })
}

const broken = 'critical time: build'

describe('the messages of a month', () => {
  test('one line of a long history after another', () => {
    const silences = [
      { slo: 'build', until: '2026-01-22T00:00:00.000Z', by: 'me', reason: 'moving', at: '2026-01-20T00:00:00.000Z' },
    ]
    const take = (record: AlertRecord): AlertRecord => ({
      ...record,
      acknowledged: { by: 'me', reason: 'at it', at: record.last.at, until: '2026-01-17T00:00:00.000Z' },
    })
    const routes: readonly AlertRoute[] = [
      { to: ['team'], escalation: false },
      { to: ['web'], owner: 'team a', severity: ['critical'], branch: 'main', escalation: false },
      { to: ['oncall'], severity: ['critical', 'high'], type: ['time', 'memory'], branch: 'main', escalation: true },
    ]
    const month = [
      dayRun(1, {}),
      dayRun(2, { build: 'violated' }),
      dayRun(3, { build: 'violated', 'api-memory': 'violated', 'api-start': 'violated' }),
      dayRun(4, { build: 'violated', 'api-start': 'violated' }),
      dayRun(5, { build: 'warning' }),
      dayRun(6, { build: 'violated' }),
      dayRun(7, {}),
      dayRun(8, { parse: 'violated', print: 'warning' }),
      dayRun(9, { parse: 'no-data', print: 'warning' }),
      dayRun(10, {}),
      dayRun(11, { build: 'warning' }),
      dayRun(12, { build: 'violated' }, { branch: 'other' }),
      dayRun(13, { build: 'violated' }),
      dayRun(14, { build: 'violated' }),
      dayRun(15, { build: 'violated' }),
      dayRun(16, { build: 'violated' }),
      dayRun(17, { build: 'violated' }),
      dayRun(18, { build: 'violated' }),
      dayRun(19, {}),
      dayRun(20, { build: 'violated' }),
      dayRun(21, { build: 'violated' }),
      dayRun(22, { build: 'violated' }),
      dayRun(23, {}, { tests: { passed: 9, failed: 1, skipped: 0 } }),
      dayRun(24, {}),
    ]
    const policy = { repeat: 3 * 86_400_000, escalateAfter: { kind: 'runs', runs: 5 } } as const
    expect(told(month, { routes, policy, silences, meanwhile: { 'run-14': take } })).toEqual([
      `2 ${broken} -> team, web`,
      '3 critical memory: 2 promises, container api -> team',
      `5 still: medium time: build -> team`,
      '5 resolved: critical time: api-start -> team',
      `6 escalated: ${broken} -> team, web, oncall`,
      `7 resolved: ${broken} -> team, web, oncall`,
      '8 critical time: 2 promises, file tests/a.test.ts -> team',
      '9 critical no-data: parse -> team',
      '10 resolved: medium time: print -> team',
      '10 resolved: critical no-data: parse -> team',
      '11 medium time: build -> team',
      `12 ${broken} -> team`,
      `13 worse: ${broken} -> team, web`,
      `17 escalated: ${broken} -> team, web, oncall`,
      `19 resolved: ${broken} -> team, web, oncall`,
      `22 ${broken} -> team, web`,
      `23 high error: failed tests -> team`,
      `23 resolved: ${broken} -> team, web`,
      '24 resolved: high error: failed tests -> team',
    ])
  })

  test('what goes up and down is told once, and its end to all who heard of it', () => {
    const routes: readonly AlertRoute[] = [{ to: ['oncall'], severity: ['critical'], escalation: false }]
    const statuses: readonly Alone[] = ['violated', 'warning', 'violated', 'warning', 'violated', 'warning', 'met']
    expect(
      told(
        statuses.map((status, i) => dayRun(i + 1, { build: status })),
        { routes },
      ),
    ).toEqual([`1 ${broken} -> oncall`, '7 resolved: medium time: build -> oncall'])
  })

  test('whoever was never told hears of no end', () => {
    const routes: readonly AlertRoute[] = [{ to: ['boss'], severity: ['critical'], escalation: false }]
    expect(told([dayRun(1, { build: 'warning' }), dayRun(2, {})], { routes })).toEqual([
      '1 medium time: build -> nobody',
      '2 resolved: medium time: build -> nobody',
    ])
  })

  test('a cause that is named otherwise from run to run is the same news', () => {
    const hot = (line: number): Partial<Run> => ({
      profiles: [
        {
          kind: 'cpu',
          subject: { kind: 'command', name: 'build' },
          file: 'a.cpuprofile',
          unit: 'ms',
          samples: 1,
          source: 'a',
          topSelf: [],
          topTotal: [],
          hotPath: [{ function: 'read', file: 'src/a.ts', line, owner: 'own', self: 1, total: 2, unit: 'ms' }],
          shares: { own: 1, dependency: 0, node: 0, gc: 0, idle: 0 },
        },
      ],
    })
    const runs = [
      dayRun(1, { build: 'violated' }, hot(8)),
      dayRun(2, { build: 'violated' }, hot(9)),
      dayRun(3, { build: 'violated' }),
    ]
    expect(told([...runs, dayRun(4, {})])).toEqual([`1 ${broken} -> team`, `4 resolved: ${broken} -> team`])
  })

  test('many causes of which some are over stay one alert; a new one is told', () => {
    const six = { build: 'violated', c: 'violated', d: 'violated', e: 'violated', f: 'violated', g: 'violated' } as const
    const runs = [
      dayRun(1, six),
      dayRun(2, { ...six, build: 'met' }),
      dayRun(3, { c: 'violated', h: 'violated' }),
      dayRun(4, { h: 'violated' }),
      dayRun(5, {}),
    ]
    expect(told(runs)).toEqual([
      '1 critical time: 6 promises, commit c1 -> team',
      '3 critical time: h -> team',
      '4 resolved: critical time: c -> team',
      '5 resolved: critical time: h -> team',
    ])
  })

  test('of two services that share a history neither resolves the other', () => {
    const of = (service: string): Partial<Run> => ({ service })
    const runs = [dayRun(1, { build: 'violated' }, of('one')), dayRun(2, {}, of('two')), dayRun(3, {}, of('one'))]
    expect(told(runs)).toEqual([`1 ${broken} -> team`, `3 resolved: ${broken} -> team`])
  })

  test('escalation after a time', () => {
    const policy = { escalateAfter: { kind: 'time', time: 2.5 * 86_400_000 } } as const
    const runs = [1, 2, 3, 4, 5, 6].map((n) => dayRun(n, { build: 'violated' }))
    expect(told(runs, { policy })).toEqual([`1 ${broken} -> team`, `4 escalated: ${broken} -> team`])
  })

  test('an end that a channel did not take is told with the next run, to that channel alone', () => {
    const missed = (record: AlertRecord): AlertRecord => ({ ...record, undelivered: ['web'] })
    const runs = [dayRun(1, { build: 'violated' }), dayRun(2, {}), dayRun(3, {}), dayRun(4, {})]
    expect(told(runs, { routes: [], meanwhile: { 'run-3': missed } })).toEqual([
      `1 ${broken} -> team, web, oncall, boss`,
      `2 resolved: ${broken} -> team, web, oncall, boss`,
      `3 resolved: ${broken} -> web`,
    ])
  })

  test('a channel that was never reached hears of no end', () => {
    const missed = (record: AlertRecord): AlertRecord => ({ ...record, undelivered: ['web'] })
    expect(told([dayRun(1, { build: 'violated' }), dayRun(2, {})], { routes: [], meanwhile: { 'run-2': missed } })).toEqual([
      `1 ${broken} -> team, web, oncall, boss`,
      `2 resolved: ${broken} -> team, oncall, boss`,
    ])
  })
})
