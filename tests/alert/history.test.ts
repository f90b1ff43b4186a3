import { describe, expect, test } from 'vitest'
import { advance } from '../../src/alert/advance.ts'
import { alertsOfRun } from '../../src/alert/alerts-of-run.ts'
import { compose } from '../../src/alert/compose.ts'
import { route } from '../../src/alert/route.ts'
import type { AlertRecord, AlertRoute, EscalateAfter, Notice, Silence } from '../../src/model/alert.ts'
import type { Run } from '../../src/model/run.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { runOf, sloOf } from '../report/sample-run.ts'

const build = sloOf('build', { owner: 'team a' })
const memory = sloOf('memory', {
  sli: { subject: { kind: 'command', name: 'build' }, metric: 'memory', unit: 'bytes' },
  bound: { unit: 'bytes' },
})

function verdict(status: 'met' | 'warning' | 'violated' | 'inconclusive', slo = build): Verdict {
  return { status, slo, measured: 3500, headroom: -500, samples: 3, exact: true, reason: 'said' }
}

function noData(slo = build): Verdict {
  return { status: 'no-data', cause: 'skipped', slo, reason: 'its test was skipped' }
}

/** One run a day, from the second of January on. */
function dayRun(day: number, verdicts: readonly Verdict[], parts: Partial<Run> = {}): Run {
  const at = `2026-01-${String(day).padStart(2, '0')}T12:00:00.000Z`
  return runOf({ id: `run-${day}`, finishedAt: at, branch: 'main', commit: `c${day}`, verdicts, ...parts })
}

interface Script {
  readonly silences?: readonly Silence[]
  readonly repeat?: number
  readonly escalateAfter?: EscalateAfter
  /** Done to what is remembered before a run of this id. */
  readonly meanwhile?: Readonly<Record<string, (record: AlertRecord) => AlertRecord>>
}

/** Every message of a history of runs, as `day kind title`. */
function told(
  runs: readonly Run[],
  { silences = [], repeat = 2.5 * 86_400_000, escalateAfter = { kind: 'runs', runs: 100 }, meanwhile = {} }: Script = {},
): string[] {
  const kept = new Map<string, AlertRecord>()
  return runs.flatMap((run) => {
    const records = [...kept.values()].map((record) => meanwhile[run.id]?.(record) ?? record)
    const held = new Set(run.verdicts.filter(({ status }) => status === 'met').map(({ slo }) => slo.name))
    const next = advance({
      records,
      alerts: alertsOfRun(run),
      run: { id: run.id, at: run.finishedAt, branch: run.branch, commit: run.commit },
      holds: (slo) => (slo === undefined ? run.tests.failed === 0 : held.has(slo)),
      policy: { repeat, escalateAfter },
      silences,
    })
    for (const record of next.records) kept.set(record.alert.key, record)
    return next.notices.map((notice) => `${run.id.slice(4)} ${notice.kind} ${compose(notice, {}).title}`)
  })
}

const broken = 'critical time: build'

describe('a history', () => {
  test('of a promise that breaks and holds again: told once, told when over', () => {
    const runs = [
      dayRun(2, [verdict('met')]),
      dayRun(3, [verdict('violated')]),
      dayRun(4, [verdict('violated')]),
      dayRun(5, [verdict('met')]),
      dayRun(6, [verdict('met')]),
    ]
    expect(told(runs)).toEqual([`3 new ${broken}`, `5 resolved resolved: ${broken}`])
  })

  test('of a promise that stays broken: told again after the time', () => {
    const runs = [2, 3, 4, 5, 6, 7, 8].map((day) => dayRun(day, [verdict('violated')]))
    expect(told(runs)).toEqual([`2 new ${broken}`, `5 repeat still: ${broken}`, `8 repeat still: ${broken}`])
  })

  test('that gets worse, and is escalated once', () => {
    const runs = [
      dayRun(2, [verdict('warning')]),
      dayRun(3, [verdict('violated')]),
      dayRun(4, [verdict('violated')]),
      dayRun(5, [verdict('violated')]),
    ]
    expect(told(runs, { escalateAfter: { kind: 'runs', runs: 3 }, repeat: 100 * 86_400_000 })).toEqual([
      '2 new medium time: build',
      `3 worse worse: ${broken}`,
      `4 escalated escalated: ${broken}`,
    ])
  })

  test('in which a promise breaks, holds, and breaks again: that is news', () => {
    const runs = [dayRun(2, [verdict('violated')]), dayRun(3, [verdict('met')]), dayRun(4, [verdict('violated')])]
    expect(told(runs)).toEqual([`2 new ${broken}`, `3 resolved resolved: ${broken}`, `4 new ${broken}`])
  })

  test.each([
    ['inconclusive', verdict('inconclusive')],
    ['without data', noData()],
  ])('in which it is %s resolves nothing', (_, open) => {
    expect(told([dayRun(2, [verdict('violated')]), dayRun(3, [open])])).not.toContainEqual(
      expect.stringContaining('resolved: critical time'),
    )
  })

  test('of another branch has news of its own, and resolves nothing here', () => {
    const runs = [
      dayRun(2, [verdict('violated')]),
      dayRun(3, [verdict('met')], { branch: 'other' }),
      dayRun(4, [verdict('violated')], { branch: 'other' }),
    ]
    expect(told(runs)).toEqual([`2 new ${broken}`, `4 new ${broken}`])
  })

  test('of runs outside of any branch works as well', () => {
    const runs = [dayRun(2, [verdict('violated')], { branch: undefined }), dayRun(3, [verdict('met')], { branch: undefined })]
    expect(told(runs)).toHaveLength(2)
  })

  test('that is taken on is told no more until it is over', () => {
    const take = (record: AlertRecord): AlertRecord => ({
      ...record,
      acknowledged: { by: 'me', reason: 'at it', at: record.last.at },
    })
    const runs = [2, 3, 4, 5, 6, 7].map((day) => dayRun(day, [verdict('violated')]))
    expect(
      told([...runs, dayRun(8, [verdict('met')])], { meanwhile: { 'run-3': take }, escalateAfter: { kind: 'runs', runs: 4 } }),
    ).toEqual([`2 new ${broken}`, `8 resolved resolved: ${broken}`])
  })

  test('that is silenced is told when the silence ends, if it still stands; nobody hears of the end of what nobody was told', () => {
    const until = (day: string): Silence[] => [
      { slo: 'build', until: `2026-01-${day}T00:00:00.000Z`, by: 'me', reason: 'moving', at: '2026-01-01T00:00:00.000Z' },
    ]
    const runs = [dayRun(2, [verdict('violated')]), dayRun(3, [verdict('violated')]), dayRun(4, [verdict('violated')])]
    expect(told(runs, { silences: until('04') })).toEqual([`4 new ${broken}`])
    expect(told([...runs, dayRun(5, [verdict('met')])], { silences: until('09') })).toEqual([])
    expect(told(runs, { silences: [{ ...(until('09')[0] as Silence), slo: '*' }] })).toEqual([])
    expect(told(runs, { silences: [{ ...(until('09')[0] as Silence), slo: 'other' }] })).toHaveLength(1)
  })

  test('in which a channel could not be told: it alone is told with the next run', () => {
    const missed = (record: AlertRecord): AlertRecord => ({ ...record, undelivered: ['mail'] })
    expect(
      told([dayRun(2, [verdict('violated')]), dayRun(3, [verdict('violated')])], { meanwhile: { 'run-3': missed } }),
    ).toEqual([`2 new ${broken}`, `3 new ${broken}`])
  })

  test('of the same run twice has no news', () => {
    expect(told([dayRun(2, [verdict('violated')]), dayRun(2, [verdict('violated')])])).toHaveLength(1)
  })

  test('of tests that fail and pass again', () => {
    const failing = dayRun(2, [verdict('met')], { tests: { passed: 1, failed: 2, skipped: 0 } })
    expect(told([failing, dayRun(3, [verdict('met')])])).toEqual([
      '2 new high error: failed tests',
      '3 resolved resolved: high error: failed tests',
    ])
  })
})

describe('what one run comes to', () => {
  const many = (count: number, name = 'build') =>
    Array.from({ length: count }, (_, i) =>
      sloOf(`slo-${i}`, { sli: { subject: { kind: 'command', name }, metric: 'duration', unit: 'ms' } }),
    )

  test('a hundred promises that one command breaks are one alert, and one message of a size that can be read', () => {
    const alerts = alertsOfRun(
      dayRun(
        2,
        many(100).map((slo) => verdict('violated', slo)),
      ),
    )
    expect(alerts).toHaveLength(1)
    const [record] = advance({
      records: [],
      alerts,
      run: { id: 'a', at: '2026-01-02T00:00:00.000Z' },
      holds: () => false,
      policy: { repeat: 1, escalateAfter: { kind: 'runs', runs: 2 } },
      silences: [],
    }).records
    const message = compose({ kind: 'new', record: record as AlertRecord }, {})
    expect(message.title).toBe('critical time: 100 promises, command build')
    expect(message.lines).toContain('and 90 more')
    expect(message.lines).toHaveLength(14)
  })

  test('more than five causes at once are one alert, on the commit', () => {
    const verdicts = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => verdict('violated', sloOf(name)))
    expect(alertsOfRun(dayRun(2, verdicts))).toMatchObject([
      { cause: 'commit c2', severity: 'critical', findings: { length: 6 } },
    ])
    expect(alertsOfRun(dayRun(2, verdicts, { commit: undefined }))).toMatchObject([{ cause: 'many causes' }])
    expect(alertsOfRun(dayRun(2, verdicts.slice(1)))).toHaveLength(5)
  })

  test('all that nobody measured is one alert', () => {
    const alerts = alertsOfRun(dayRun(2, [noData(), noData(sloOf('other')), verdict('met', memory)]))
    expect(alerts).toMatchObject([
      { type: 'no-data', severity: 'critical', cause: 'nothing measured it', findings: { length: 2 } },
    ])
  })

  test('a promise that is only to be warned of is less', () => {
    expect(alertsOfRun(dayRun(2, [verdict('violated', { ...build, enforce: 'warn' })]))).toMatchObject([{ severity: 'medium' }])
    expect(alertsOfRun(dayRun(2, [noData({ ...build, enforce: 'warn' })]))).toMatchObject([{ severity: 'medium' }])
  })

  test('the worst comes first, also in an alert', () => {
    const alerts = alertsOfRun(
      dayRun(2, [verdict('warning', sloOf('other')), verdict('violated'), { ...verdict('warning', memory) }]),
    )
    expect(alerts.map(({ severity, type, cause }) => [severity, type, cause])).toEqual([
      ['critical', 'time', 'command build'],
      ['medium', 'time', 'command other'],
    ])
    expect(alerts[0]?.owners).toEqual(['team a'])
  })

  test('the cause is the hot line, where a profile names it', () => {
    const frame = {
      function: 'read',
      file: 'src/a.ts',
      line: 3,
      hottestLine: 8,
      owner: 'own',
      self: 1,
      total: 2,
      unit: 'ms',
    } as const
    const taken = {
      kind: 'cpu',
      subject: { kind: 'command', name: 'build' },
      file: 'a.cpuprofile',
      unit: 'ms',
      samples: 1,
      source: 'a',
      topSelf: [],
      topTotal: [],
      shares: { own: 1, dependency: 0, node: 0, gc: 0, idle: 0 },
    } as const
    const causeOf = (hot: object): string | undefined =>
      alertsOfRun(dayRun(2, [verdict('violated')], { profiles: [{ ...taken, hotPath: [hot as typeof frame] }] }))[0]?.cause
    expect(causeOf(frame)).toBe('src/a.ts:8')
    expect(causeOf({ ...frame, hottestLine: undefined })).toBe('src/a.ts:3')
    expect(causeOf({ ...frame, hottestLine: undefined, line: undefined })).toBe('src/a.ts')
    expect(causeOf({ ...frame, file: undefined })).toBe('command build')
    expect(causeOf({ ...frame, owner: 'node' })).toBe('command build')
  })

  test.each([
    ['cpuTime', 'ms', 'cpu'],
    ['throttled', 'ms', 'cpu'],
    ['diskWrite', 'bytes', 'disk'],
    ['networkSent', 'bytes', 'network'],
    ['memory', 'bytes', 'memory'],
    ['oomKills', 'count', 'memory'],
    ['leaked', 'count', 'error'],
    ['duration', 'ms', 'time'],
    ['throughput', '1/s', 'time'],
  ] as const)('%s is about %s: %s', (metric, unit, type) => {
    const slo = sloOf('a', { sli: { subject: { kind: 'command', name: 'a' }, metric, unit } })
    expect(alertsOfRun(dayRun(2, [verdict('violated', slo)]))).toMatchObject([{ type }])
  })

  test('an estimate is told as one', () => {
    const estimate = { ...verdict('violated'), exact: false } as Verdict
    expect(alertsOfRun(dayRun(2, [estimate]))).toMatchObject([{ findings: [{ measured: 'max ≈3.5s' }] }])
    expect(alertsOfRun(dayRun(2, [verdict('violated')]))).toMatchObject([{ findings: [{ measured: 'max 3.5s' }] }])
  })

  test('a regression that the bound would have let pass', () => {
    const baseline = {
      status: 'regressed',
      against: 'main',
      named: false,
      runs: 20,
      statistic: 'median',
      reason: '+14 %',
    } as const
    const of = (measured: number): unknown => alertsOfRun(dayRun(2, [{ ...verdict('violated'), measured, baseline } as Verdict]))
    expect(of(2900)).toMatchObject([{ type: 'regression', severity: 'high' }])
    expect(of(3100)).toMatchObject([{ type: 'time', severity: 'critical' }])
    const failed: Verdict = { status: 'violated', slo: build, samples: 1, exact: true, reason: 'exit code 1', baseline }
    expect(alertsOfRun(dayRun(2, [failed]))).toMatchObject([{ type: 'time' }])
  })

  test('a budget that burns or is spent', () => {
    const state = { runs: 40, good: 30, total: 40, allowed: 2, spent: 5, burn: {} } as const
    const of = (status: 'burning' | 'spent' | 'within', alone: 'violated' | 'met'): unknown =>
      alertsOfRun(dayRun(2, [{ ...verdict(alone === 'met' ? 'met' : 'warning'), budget: { ...state, status, alone } }]))
    expect(of('burning', 'violated')).toMatchObject([{ type: 'budget', severity: 'high' }])
    expect(of('spent', 'violated')).toMatchObject([{ type: 'budget', severity: 'critical' }])
    expect(of('within', 'met')).toEqual([])
  })

  test('a figure that is unusual and worse, and not one that is better', () => {
    const outlier = {
      kind: 'outlier',
      slo: 'build',
      unit: 'ms',
      measured: 2900,
      usual: 2000,
      z: 9,
      runs: 30,
      better: false,
    } as const
    const level = { kind: 'heap-growth', worker: '1/1', files: 9, slope: 5 } as const
    expect(alertsOfRun(dayRun(2, [verdict('met')], { insights: [outlier, level] }))).toMatchObject([
      { type: 'anomaly', severity: 'low', findings: [{ reason: '2.9s, usually 2s over 30 runs' }] },
    ])
    expect(alertsOfRun(dayRun(2, [verdict('met')], { insights: [{ ...outlier, better: true }] }))).toEqual([])
  })

  test('one test, or several, that failed', () => {
    const failing = (failed: number) => alertsOfRun(dayRun(2, [], { tests: { passed: 0, failed, skipped: 0 } }))[0]?.findings
    expect([failing(1), failing(2)]).toEqual([[{ reason: '1 test failed' }], [{ reason: '2 tests failed' }]])
  })
})

describe('a message', () => {
  const [alert] = alertsOfRun(dayRun(2, [verdict('violated', { ...build, name: "it's" })]))
  const record = (parts: Partial<AlertRecord> = {}): AlertRecord => ({
    alert: alert as AlertRecord['alert'],
    status: 'open',
    since: { id: 'run-2', at: '2026-01-02T12:00:00.000Z', branch: 'main', commit: '0123456789abcdef' },
    last: { id: 'run 4', at: '2026-01-04T12:00:00.000Z', branch: 'a/b' },
    runs: 3,
    escalated: false,
    undelivered: [],
    ...parts,
  })

  test('says what was promised and measured, since when, who owns it, the cause, the link and the next command', () => {
    const message = compose(
      { kind: 'repeat', record: record() },
      { service: 'acme', link: 'https://ci/{run}?b={branch}&c={commit}' },
    )
    expect(message.title).toBe("acme: still: critical time: it's")
    expect(message.lines).toEqual([
      "it's: measured max 3.5s, promised max <= 3s (said)",
      'cause: command build',
      'since 2026-01-02T12:00:00.000Z (0123456789ab) on main, 3 runs',
      'owner: team a',
      'report: https://ci/run%204?b=a%2Fb&c=',
      `next: slo profile 'it'\\''s'`,
    ])
    expect(message.link).toBe('https://ci/run%204?b=a%2Fb&c=')
  })

  test('of the end says until when, and asks for nothing', () => {
    const { lines } = compose({ kind: 'resolved', record: record({ runs: 1 }) }, {})
    expect(lines.slice(-2)).toEqual([
      'since 2026-01-02T12:00:00.000Z (0123456789ab) on main, 1 run, until 2026-01-04T12:00:00.000Z',
      'owner: team a',
    ])
  })

  test('without a figure says the reason', () => {
    const [missing] = alertsOfRun(dayRun(2, [noData({ ...build, owner: undefined })], { branch: undefined, commit: undefined }))
    const since = { id: 'a', at: '2026-01-02T12:00:00.000Z' }
    const { lines } = compose(
      { kind: 'new', record: record({ alert: missing as AlertRecord['alert'], since, last: since, runs: 1 }) },
      {},
    )
    expect(lines).toEqual([
      'build: promised max <= 3s (its test was skipped)',
      'cause: nothing measured it',
      'since 2026-01-02T12:00:00.000Z, 1 run',
      'next: slo report',
    ])
  })
})

describe('who is told', () => {
  const channels = ['team', 'oncall', 'boss'].map((name) => ({ name, kind: 'command', run: 'true', timeout: 1000 }) as const)
  const [alert] = alertsOfRun(dayRun(2, [verdict('violated')]))
  const run = { id: 'run-2', at: '2026-01-02T12:00:00.000Z', branch: 'main' }
  const notice = (kind: Notice['kind'], more: Partial<Notice> = {}, escalated = false): Notice => ({
    kind,
    record: { alert: alert as AlertRecord['alert'], status: 'open', since: run, last: run, runs: 1, escalated, undelivered: [] },
    ...more,
  })
  const to = (one: Partial<AlertRoute>, more: Notice = notice('new')): readonly string[] =>
    route(more, { channels, routes: [{ to: ['team'], escalation: false, ...one }] })

  test('without routes everybody', () => {
    expect(route(notice('new'), { channels, routes: [] })).toEqual(['team', 'oncall', 'boss'])
  })

  test.each([
    [{ severity: ['critical'] }, ['team']],
    [{ severity: ['low'] }, []],
    [{ type: ['time', 'cpu'] }, ['team']],
    [{ type: ['disk'] }, []],
    [{ owner: 'team a' }, ['team']],
    [{ owner: 'team b' }, []],
    [{ branch: 'main' }, ['team']],
    [{ branch: 'other' }, []],
  ] as const satisfies readonly (readonly [Partial<AlertRoute>, readonly string[]])[])('%j: %j', (one, names) => {
    expect(to(one)).toEqual(names)
  })

  test('of an escalation those who wait for it too, also of its end', () => {
    const late = { escalation: true, to: ['boss'] }
    expect([to(late), to(late, notice('escalated')), to(late, notice('resolved', {}, true))]).toEqual([[], ['boss'], ['boss']])
  })

  test('each once, and late only who missed it', () => {
    const routes = [
      { to: ['team', 'boss'], escalation: false },
      { to: ['team'], escalation: false },
    ]
    expect(route(notice('new'), { channels, routes })).toEqual(['team', 'boss'])
    expect(route(notice('new', { only: ['boss', 'gone'] }), { channels, routes })).toEqual(['boss'])
  })
})
