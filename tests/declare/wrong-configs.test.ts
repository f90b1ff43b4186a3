import { describe, expect, test } from 'vitest'
import { parseConfig } from '../../src/declare/parse-config.ts'
import type { Fault, FaultCode } from '../../src/model/fault.ts'
import { formatFaults } from '../../src/model/fault.ts'
import { sli } from '../../src/model/sli.ts'

// Each test is one mistake and all that its author reads. `vitest -u` writes the messages: read them as that author would.

const time = { sli: sli.command('build').duration, objective: '<= 15s' }
const memory = { sli: sli.command('build').memory, objective: 'peak <= 100MB' }
const count = { sli: sli.run.failures, objective: '<= 0' }

const seen: Fault[] = []

/** What the compiler would refuse, written all the same: in JavaScript, or with a cast. */
function wrongly(value: unknown): never {
  return value as never
}

function refusal(raw: unknown, environment = 'ci'): string {
  const parsed = parseConfig(raw, { file: 'slo.config.ts', environment, machineClass: 'github-hosted' })
  if (parsed.ok) throw new Error('the config was accepted')
  seen.push(...parsed.faults)
  return formatFaults('slo.config.ts', parsed.faults)
}

function itself(): unknown {
  const slos: Record<string, unknown> = { a: time }
  slos['b'] = slos
  return { slos }
}

describe('the file as a whole', () => {
  test('nothing exported', () => {
    expect(refusal(undefined)).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ the file has no default export
            write export default defineConfig({ ... })"
    `)
  })

  test('null', () => {
    expect(refusal(null)).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ the default export, null, is of the wrong type
            expected an object with a key slos, as defineConfig takes it"
    `)
  })

  test('a text', () => {
    expect(refusal('slos')).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ the default export, 'slos', is of the wrong type
            expected an object with a key slos, as defineConfig takes it"
    `)
  })

  test('a list', () => {
    expect(refusal([])).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ the default export, an empty list, is of the wrong type
            expected an object with a key slos, as defineConfig takes it"
    `)
  })

  test('a function', () => {
    expect(refusal(() => ({ slos: { a: time } }))).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ the default export, a function, is of the wrong type
            expected an object with a key slos, as defineConfig takes it"
    `)
  })

  test('a promise', () => {
    expect(refusal(Promise.resolve({ slos: { a: time } }))).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ the default export, an object of class Promise, is of the wrong type
            expected an object with a key slos, as defineConfig takes it"
    `)
  })

  test('a Map', () => {
    expect(refusal(new Map([['slos', { a: time }]]))).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ the default export, an object of class Map, is of the wrong type
            expected an object with a key slos, as defineConfig takes it"
    `)
  })

  test('an unknown key', () => {
    expect(refusal({ servce: 'x', slos: { a: time } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ servce: there is no such key
            did you mean service?"
    `)
  })

  test('an unknown key that is near to none', () => {
    expect(refusal({ verbose: true, slos: { a: time } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ verbose: there is no such key
            expected service, probes, slos, metrics, reports, history, shards, alerts, environments, inconclusive, fitness, monitoring, limits or profiling"
    `)
  })

  test('profiling with words and numbers that mean nothing', () => {
    const profiling = { when: 'sometimes', timeout: '10ms', most: 0, memory: true }
    expect(refusal({ slos: { a: time }, profiling })).toMatchInlineSnapshot(`
      "slo.config.ts: 4 problems
        ✗ profiling.when: 'sometimes' is not known here
            expected 'on-violation', 'always' or 'never'
        ✗ profiling.timeout: '10ms' is out of range
            expected a time from '1s' to '1h'
        ✗ profiling.most: 0 is out of range
            expected a whole number from 1 to 100
        ✗ profiling.memory: there is no such key
            expected when, timeout or most"
    `)
  })

  test('a history that lies nowhere, keeps too little, and has a password in its address', () => {
    const written = { store: 'mysql://host/db', keep: 3, days: 9 }
    expect(refusal({ slos: { a: time }, history: written })).toMatchInlineSnapshot(`
      "slo.config.ts: 3 problems
        ✗ history.store: 'mysql://host/db' is not known here
            expected 'file:.slo/history.db' or 'postgres://user@host/database'
        ✗ history.keep: 3 is out of range
            expected a number of runs from 10 to 100000
        ✗ history.days: there is no such key
            expected store or keep"
    `)
    expect(refusal({ slos: { a: time }, history: { store: 'postgres://me:secret@' } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ history.store: an address that cannot be read is not known here
            expected 'file:.slo/history.db' or 'postgres://user@host/database'"
    `)
    expect(refusal({ slos: { a: time }, history: true })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ history: true is of the wrong type
            expected where runs are remembered, such as { store: 'file:.slo/history.db' }, or false"
    `)
  })

  test('a plan of shards that lies elsewhere, or is none', () => {
    expect(refusal({ slos: { a: time }, shards: { plan: '../plan.json' } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ shards.plan: '../plan.json' lies outside the project
            expected a file inside the project, such as 'slo.shards.json'"
    `)
    expect(refusal({ slos: { a: time }, shards: { plan: ' ', by: 'time' } })).toMatchInlineSnapshot(`
      "slo.config.ts: 2 problems
        ✗ shards.plan is empty
            expected a file inside the project
        ✗ shards.by: there is no such key
            expected plan"
    `)
    expect(refusal({ slos: { a: time }, shards: 'balanced' })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ shards: 'balanced' is of the wrong type
            expected how shards share the test files, such as { plan: 'slo.shards.json' }"
    `)
  })

  test('alerts without a channel, with one of no kind, and with a route to one that is not there', () => {
    expect(refusal({ slos: { a: time }, alerts: {} })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ alerts.channels is missing
            expected channels by name, such as { team: { kind: 'slack', url: 'env:SLACK_URL' } }"
    `)
    expect(refusal({ slos: { a: time }, alerts: { channels: {} } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ alerts.channels is empty
            expected at least one channel"
    `)
    expect(refusal({ slos: { a: time }, alerts: { channels: { team: { kind: 'pigeon' } } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ alerts.channels.team.kind: 'pigeon' is not known here
            expected 'webhook', 'slack', 'email', 'twilio', 'sms', 'pagerduty', 'alertmanager', 'github-check', 'github-comment' or 'command'"
    `)
    const channels = { team: { kind: 'slack', url: 'env:SLACK_URL' } }
    expect(refusal({ slos: { a: time }, alerts: { channels, routes: [{ to: ['tem'] }] } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ alerts.routes[0].to[0]: 'tem' is not known here
            expected a channel: 'team'"
    `)
    expect(refusal({ slos: { a: time }, alerts: { channels, routes: [{ to: [], severity: ['bad'] }] } })).toMatchInlineSnapshot(`
      "slo.config.ts: 2 problems
        ✗ alerts.routes[0].to is empty
            expected at least one channel
        ✗ alerts.routes[0].severity[0]: 'bad' is not known here
            expected 'critical', 'high', 'medium' or 'low'"
    `)
  })

  test('channels that cannot work, without their secrets', () => {
    const channels = { team: { kind: 'command', run: 'true' }, check: { kind: 'github-check' } }
    expect(refusal({ slos: { a: time }, alerts: { channels, routes: [{ to: ['check'] }] } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ alerts.routes[0].to[0]: 'check' is not known here
            expected no route: such a channel is told of every run"
    `)
    expect(
      refusal({
        slos: { a: time },
        alerts: {
          channels: {
            one: { kind: 'twilio', account: 'env:A', token: 'env:B', from: 'ACME', to: ['0151'], segments: 11 },
            two: { kind: 'sms', url: 'gateway', to: [], method: 'PUT', fields: { to: 1 } },
            three: { kind: 'email', server: 'env:SMTP', from: 'a@b.c', to: ['a@b.c'], attach: 'docx' },
          },
        },
      }),
    ).toMatchInlineSnapshot(`
      "slo.config.ts: 8 problems
        ✗ alerts.channels.one.from: what is written here is not known here
            expected a telephone number such as '+15550100', or 'env:NAME', or the id of a messaging service
        ✗ alerts.channels.one.to[0]: what is written here is not known here
            expected a telephone number such as '+15550100', or 'env:NAME'
        ✗ alerts.channels.one.segments: 11 is out of range
            expected a number of segments from 1 to 10
        ✗ alerts.channels.two.url: what is written here is not known here
            expected an address that begins with http:// or https://, or 'env:NAME'
        ✗ alerts.channels.two.to is empty
            expected at least one telephone number
        ✗ alerts.channels.two.method: 'PUT' is not known here
            expected 'POST' or 'GET'
        ✗ alerts.channels.two.fields.to: 1 is of the wrong type
            expected a text such as '{text}'
        ✗ alerts.channels.three.attach: 'docx' is not known here
            expected 'html', 'pdf' or 'nothing'"
    `)
    const after = (escalateAfter: unknown): string => refusal({ slos: { a: time }, alerts: { channels, escalateAfter } })
    expect(after(1)).toContain('alerts.escalateAfter: 1 is out of range')
    expect(after('5s')).toContain("expected a number of runs from 2 to 1000, or a time from '1m' to '30d'")
    const team = (channel: object): string => refusal({ slos: { a: time }, alerts: { channels: { team: channel } } })
    expect(team({ kind: 'slack', url: 'hooks.example.com/secret' })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ alerts.channels.team.url: what is written here is not known here
            expected an address that begins with http:// or https://, or 'env:NAME'"
    `)
    expect(team({ kind: 'email', server: 'http://user:secret@host', from: 'a@b', to: [] })).toMatchInlineSnapshot(`
      "slo.config.ts: 2 problems
        ✗ alerts.channels.team.server: what is written here is not known here
            expected an address that begins with smtp:// or smtps://, or 'env:NAME'
        ✗ alerts.channels.team.to is empty
            expected at least one mail address"
    `)
    expect(team({ kind: 'webhook', url: 'https://host', key: 'a', timeout: '2m' })).toMatchInlineSnapshot(`
      "slo.config.ts: 2 problems
        ✗ alerts.channels.team.key: there is no such key
            expected kind, timeout, url or secret
        ✗ alerts.channels.team.timeout: '2m' is out of range
            expected a time from '1s' to '60s'"
    `)
    expect(team({ kind: 'pagerduty' })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ alerts.channels.team.key is missing
            expected 'env:NAME', the variable that holds it"
    `)
  })

  test('alerts that nobody would remember', () => {
    const alerts = { channels: { team: { kind: 'command', run: 'true' } } }
    expect(refusal({ slos: { a: time }, alerts, history: false })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ alerts: who was told is kept beside the runs, and no run is remembered
            leave out history: false"
    `)
  })

  test('budget, not yet', () => {
    expect(refusal({ slos: { a: time }, budget: {} })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ budget: this key is not supported in this version
            remove it: nothing would check it"
    `)
  })

  test('a service that is no text', () => {
    expect(refusal({ service: 5, slos: { a: time } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ service: 5 is of the wrong type
            expected the name of what is gated"
    `)
  })

  test('a service of blanks', () => {
    expect(refusal({ service: '  ', slos: { a: time } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ service is empty
            expected the name of what is gated"
    `)
  })

  test('a service of two lines', () => {
    expect(refusal({ service: 'a\nb', slos: { a: time } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ service: 'a\\u000ab' cannot be used as a name
            expected a name that is not blank and holds no control characters"
    `)
  })

  test('an unknown word for inconclusive', () => {
    expect(refusal({ inconclusive: 'fial', slos: { a: time } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ inconclusive: 'fial' is not known here
            did you mean 'fail'?"
    `)
  })

  test('an unknown word for fitness', () => {
    expect(refusal({ fitness: 'off', slos: { a: time } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ fitness: 'off' is not known here
            expected 'check' or 'ignore'"
    `)
  })

  test('a word that is no text', () => {
    expect(refusal({ fitness: true, slos: { a: time } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ fitness: true is of the wrong type
            expected 'check' or 'ignore'"
    `)
  })
})

describe('slos', () => {
  test('no slos', () => {
    expect(refusal({})).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos is missing
            expected SLOs by name, such as { build: { sli: sli.command('build').duration, objective: '<= 15s' } }"
    `)
  })

  test('empty slos', () => {
    expect(refusal({ slos: {} })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos is empty
            expected at least one SLO: without one the gate would judge nothing"
    `)
  })

  test('a list of slos', () => {
    expect(refusal({ slos: [time] })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos: a list is of the wrong type
            expected SLOs by name, such as { build: { sli: sli.command('build').duration, objective: '<= 15s' } }"
    `)
  })

  test('slos that contain themselves', () => {
    expect(refusal(itself())).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.b: a value that contains itself is of the wrong type
            expected an SLO such as { sli: sli.command('build').duration, objective: '<= 15s' }"
    `)
  })

  test('slos that inherit', () => {
    expect(refusal({ slos: { __proto__: { a: time } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos: an object with a prototype of its own is of the wrong type
            expected SLOs by name, such as { build: { sli: sli.command('build').duration, objective: '<= 15s' } }"
    `)
  })

  test('an SLO named __proto__', () => {
    expect(refusal({ slos: JSON.parse('{ "__proto__": {} }') })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos: an object with a key __proto__ is of the wrong type
            expected SLOs by name, such as { build: { sli: sli.command('build').duration, objective: '<= 15s' } }"
    `)
  })

  test('a symbol as name', () => {
    expect(refusal({ slos: { a: time, [Symbol('b')]: time } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos: an object with a symbol as key is of the wrong type
            expected SLOs by name, such as { build: { sli: sli.command('build').duration, objective: '<= 15s' } }"
    `)
  })

  test('an SLO without a name', () => {
    expect(refusal({ slos: { '': time } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos[""]: '' cannot be used as a name
            expected a name that is not blank and holds no control characters"
    `)
  })

  test('an SLO with a name of two lines', () => {
    expect(refusal({ slos: { 'a\nb': time } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos["a\\u000ab"]: 'a\\u000ab' cannot be used as a name
            expected a name that is not blank and holds no control characters"
    `)
  })

  test('an SLO that is no object', () => {
    expect(refusal({ slos: { a: '<= 15s' } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a: '<= 15s' is of the wrong type
            expected an SLO such as { sli: sli.command('build').duration, objective: '<= 15s' }"
    `)
  })

  test('an SLO that is undefined', () => {
    expect(refusal({ slos: { a: undefined } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a is missing
            expected an SLO such as { sli: sli.command('build').duration, objective: '<= 15s' }"
    `)
  })

  test('an empty SLO', () => {
    expect(refusal({ slos: { a: {} } })).toMatchInlineSnapshot(`
      "slo.config.ts: 2 problems
        ✗ slos.a.sli is missing
            expected an indicator such as sli.command('build').duration
            a metric that does not exist is undefined too: check the word after the last dot
        ✗ slos.a.objective is missing
            expected an objective such as '<= 15s'"
    `)
  })

  test('a typo in a key', () => {
    expect(refusal({ slos: { a: { ...time, waning: '<= 1s' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.waning: there is no such key
            did you mean warning?"
    `)
  })

  test('a baseline that is no block', () => {
    expect(refusal({ slos: { a: { ...time, baseline: 'main' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.baseline: 'main' is of the wrong type
            expected what it is compared with, such as { against: 'main', maxRegression: '10%' }, or false"
    `)
  })

  test('a baseline with wrong keys and values', () => {
    expect(
      refusal({ slos: { a: { ...time, baseline: { agianst: 'main', maxRegression: 10, minDifference: 50, required: 'yes' } } } }),
    ).toMatchInlineSnapshot(`
      "slo.config.ts: 4 problems
        ✗ slos.a.baseline.agianst: there is no such key
            did you mean against?
        ✗ slos.a.baseline.maxRegression: 10 has no unit
            expected a share such as '10%', from '0.1%' to '1000%'
        ✗ slos.a.baseline.minDifference: 50 has no unit
            expected a quantity as text, such as '50ms'
        ✗ slos.a.baseline.required: 'yes' is of the wrong type
            expected true or false"
    `)
  })

  test('a baseline with quantities of another kind', () => {
    expect(refusal({ slos: { a: { ...time, baseline: { maxRegression: '10', minDifference: '1MB' } } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 2 problems
        ✗ slos.a.baseline.maxRegression: '10' has no unit
            expected a share such as '10%', from '0.1%' to '1000%'
            write 10%
        ✗ slos.a.baseline.minDifference: '1MB' has a unit of another kind
            expected a time such as '250ms' or '15s'"
    `)
  })

  test('a baseline that allows everything, or nothing', () => {
    expect(refusal({ slos: { a: { ...time, baseline: { against: ' ', maxRegression: '0%' } } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 2 problems
        ✗ slos.a.baseline.against is empty
            expected the name of a branch, or of a baseline that slo baseline set has set
        ✗ slos.a.baseline.maxRegression: '0%' is out of range
            expected a share such as '10%', from '0.1%' to '1000%'"
    `)
  })

  test('a baseline of a wrong type', () => {
    expect(refusal({ slos: { a: { ...time, baseline: { maxRegression: true, minDifference: null } } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 2 problems
        ✗ slos.a.baseline.maxRegression: true is of the wrong type
            expected a share such as '10%', from '0.1%' to '1000%'
        ✗ slos.a.baseline.minDifference: null is of the wrong type
            expected a quantity as text, such as '50ms'"
    `)
  })

  test('a waiver without what it takes', () => {
    expect(refusal({ slos: { a: { ...time, waiver: {} } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 4 problems
        ✗ slos.a.waiver.ceiling is missing
            expected a quantity as text, such as '50ms'
        ✗ slos.a.waiver.reason is missing
            expected a text: why it is tolerated
        ✗ slos.a.waiver.owner is missing
            expected the name of who answers for it
        ✗ slos.a.waiver.expires is missing
            expected the last day on which it holds, such as '2026-12-31'"
    `)
  })

  test('a waiver below its objective, to a day that is none', () => {
    expect(refusal({ slos: { a: { ...time, waiver: { ceiling: '12s', reason: ' ', owner: 'ada', expires: '2026-02-29' } } } }))
      .toMatchInlineSnapshot(`
      "slo.config.ts: 3 problems
        ✗ slos.a.waiver.ceiling: '12s' is out of range
            expected a quantity beyond the objective <= 15s: up to where a violation is tolerated
        ✗ slos.a.waiver.reason is empty
            expected a text: why it is tolerated
        ✗ slos.a.waiver.expires: '2026-02-29' is not known here
            expected the last day on which it holds, such as '2026-12-31'"
    `)
  })

  test('a waiver in another unit, to a day in words', () => {
    expect(refusal({ slos: { a: { ...time, waiver: { ceiling: '12MB', reason: 'x', owner: 'ada', expires: 'next week' } } } }))
      .toMatchInlineSnapshot(`
      "slo.config.ts: 2 problems
        ✗ slos.a.waiver.ceiling: '12MB' has a unit of another kind
            expected a time such as '250ms' or '15s'
        ✗ slos.a.waiver.expires: 'next week' is not known here
            expected the last day on which it holds, such as '2026-12-31'"
    `)
  })

  test('a waiver of numbers', () => {
    expect(refusal({ slos: { a: { ...time, waiver: { ceiling: 20, reason: 'x', owner: 'ada', expires: 20261231 } } } }))
      .toMatchInlineSnapshot(`
      "slo.config.ts: 2 problems
        ✗ slos.a.waiver.ceiling: 20 has no unit
            expected a quantity as text, such as '50ms'
        ✗ slos.a.waiver.expires: 20261231 is of the wrong type
            expected the last day on which it holds, such as '2026-12-31'"
    `)
  })

  test('a baseline where no run is remembered', () => {
    expect(refusal({ history: false, slos: { a: { ...time, baseline: {} } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.baseline: a baseline without a history is not known here
            history is false: remember runs, or compare with none of them"
    `)
  })

  test('a baseline and a waiver that are wrong in one environment and on one class', () => {
    const environments = { ci: { slos: { a: { waiver: { ceiling: '10s', reason: 'x', owner: 'ada', expires: '2028-02-29' } } } } }
    const on = { gitlab: { baseline: { minDifference: '1MB' } } }
    expect(refusal({ slos: { a: { ...time, on } }, environments })).toMatchInlineSnapshot(`
      "slo.config.ts: 2 problems
        ✗ slos.a.on.gitlab.baseline.minDifference: '1MB' has a unit of another kind
            expected a time such as '250ms' or '15s'
        ✗ environments.ci.slos.a.waiver.ceiling: '10s' is out of range
            expected a quantity beyond the objective <= 15s: up to where a violation is tolerated"
    `)
  })

  test('a target, not yet', () => {
    expect(refusal({ slos: { a: { ...time, target: '99%' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.target: '99%' counts for nothing without enforce: 'budget'
            write enforce: 'budget', or remove it"
    `)
  })

  test('a window without a budget', () => {
    expect(refusal({ slos: { a: { ...time, window: '30d' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.window: '30d' counts for nothing without enforce: 'budget'
            write enforce: 'budget', or remove it"
    `)
  })

  test('a target and a method that no environment enforces', () => {
    const environments = { ci: { slos: { a: { enforce: 'warn', target: '90%' } } } }
    expect(refusal({ slos: { a: { ...time, target: '95%', method: 'timeslices' } }, environments })).toMatchInlineSnapshot(`
      "slo.config.ts: 3 problems
        ✗ slos.a.target: '95%' counts for nothing without enforce: 'budget'
            write enforce: 'budget', or remove it
        ✗ slos.a.method: 'timeslices' counts for nothing without enforce: 'budget'
            write enforce: 'budget', or remove it
        ✗ environments.ci.slos.a.target: '90%' counts for nothing without enforce: 'budget'
            write enforce: 'budget', or remove it"
    `)
  })

  test('a budget without target and window', () => {
    expect(refusal({ slos: { a: { ...time, enforce: 'budget' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 2 problems
        ✗ slos.a.target is missing
            expected the share of good that is promised, such as '95%'
        ✗ slos.a.window is missing
            expected what it is spent over: a number of runs such as 50, or days such as '30d'"
    `)
  })

  test('a budget that only an environment enforces, and that lacks its window there', () => {
    const environments = { ci: { slos: { a: { enforce: 'budget' } } } }
    expect(refusal({ slos: { a: { ...time, target: '95%' } }, environments })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ environments.ci.slos.a.window is missing
            expected what it is spent over: a number of runs such as 50, or days such as '30d'"
    `)
  })

  test('targets, windows and methods that mean nothing', () => {
    const budget = { ...time, enforce: 'budget', target: '95%', window: 50 }
    const slos = {
      all: { ...budget, target: '100%' },
      none: { ...budget, target: '0%' },
      bare: { ...budget, target: 0.95 },
      unit: { ...budget, target: '95ms' },
      list: { ...budget, target: [] },
      one: { ...budget, window: 1 },
      half: { ...budget, window: 2.5 },
      year: { ...budget, window: '400d' },
      week: { ...budget, window: '1w' },
      method: { ...budget, method: 'occurences' },
    }
    expect(refusal({ slos })).toMatchInlineSnapshot(`
      "slo.config.ts: 10 problems
        ✗ slos.all.target: '100%' is out of range
            expected a share of good above 0% and below 100%, such as '95%'
            where nothing may be bad, write enforce: 'fail'
        ✗ slos.none.target: '0%' is out of range
            expected a share of good above 0% and below 100%, such as '95%'
        ✗ slos.bare.target: 0.95 is of the wrong type
            expected a share of good above 0% and below 100%, such as '95%'
            write it as text with a unit: '95%'
        ✗ slos.unit.target: '95ms' has a unit of another kind
            expected a share of good above 0% and below 100%, such as '95%'
        ✗ slos.list.target: an empty list is of the wrong type
            expected a share of good above 0% and below 100%, such as '95%'
        ✗ slos.one.window: 1 is out of range
            expected a number of runs from 2 to 1000, or days from '1d' to '365d'
        ✗ slos.half.window: 2.5 is not a whole number
            expected a number of runs from 2 to 1000, or days from '1d' to '365d'
        ✗ slos.year.window: '400d' is out of range
            expected a number of runs from 2 to 1000, or days from '1d' to '365d'
        ✗ slos.week.window: '1w' is of the wrong type
            expected a number of runs from 2 to 1000, or days from '1d' to '365d'
        ✗ slos.method.method: 'occurences' is not known here
            did you mean 'occurrences'?"
    `)
  })

  test('a budget that allows nothing', () => {
    const budget = { ...time, enforce: 'budget', target: '95%', window: 10 }
    expect(refusal({ slos: { a: budget } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.window: a window of 10 runs leaves no budget: not one run may be bad
            expected a window of at least 20 runs for a target of '95%'
            or write enforce: 'fail'"
    `)
    const environments = { ci: { slos: { a: { window: 5 } } } }
    expect(refusal({ slos: { a: { ...budget, window: 20 } }, environments })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ environments.ci.slos.a.window: a window of 5 runs leaves no budget: not one run may be bad
            expected a window of at least 20 runs for a target of '95%'
            or write enforce: 'fail'"
    `)
  })

  test('a budget of samples that cannot be compared', () => {
    const budget = { ...time, objective: 'sum <= 15s', enforce: 'budget', target: '95%', window: 50, method: 'occurrences' }
    expect(refusal({ slos: { a: budget } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.method: 'occurrences' counts single samples, which cannot be compared with this objective
            expected 'timeslices', which counts runs: no sample is a sum"
    `)
  })

  test('a budget without a history', () => {
    const budget = { ...time, enforce: 'budget', target: '95%', window: 50 }
    expect(refusal({ slos: { a: budget }, history: false })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.enforce: an error budget is spent over runs, and no run is remembered
            history is false: remove that, or the budget"
    `)
  })

  test('an unknown word for enforce', () => {
    expect(refusal({ slos: { a: { ...time, enforce: 'error' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.enforce: 'error' is not known here
            expected 'fail', 'warn' or 'budget'"
    `)
  })

  test('an unknown word for whenUnsupported', () => {
    expect(refusal({ slos: { a: { ...time, whenUnsupported: 'reprot' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.whenUnsupported: 'reprot' is not known here
            did you mean 'report'?"
    `)
  })

  test('an owner that is no text', () => {
    expect(refusal({ slos: { a: { ...time, owner: ['me'] } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.owner: a list is of the wrong type
            expected the name of who answers for it"
    `)
  })

  test('an empty description', () => {
    expect(refusal({ slos: { a: { ...time, description: '' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.description is empty
            expected a text: why it is promised"
    `)
  })
})

describe('sli', () => {
  test('no indicator', () => {
    expect(refusal({ slos: { a: { objective: '<= 15s' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.sli is missing
            expected an indicator such as sli.command('build').duration
            a metric that does not exist is undefined too: check the word after the last dot"
    `)
  })

  test('a metric that does not exist', () => {
    expect(
      refusal({ slos: { a: { sli: (sli.command('x') as unknown as Record<string, unknown>)['memroy'], objective: '<= 15s' } } }),
    ).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.sli is missing
            expected an indicator such as sli.command('build').duration
            a metric that does not exist is undefined too: check the word after the last dot"
    `)
  })

  test('a subject without a metric', () => {
    expect(refusal({ slos: { a: { sli: sli.command('x'), objective: '<= 15s' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.sli: an indicator without a metric is of the wrong type
            expected an indicator such as sli.command('build').duration
            add .duration, .cpuTime, .cpu, .memory, .diskRead, .diskWrite, .networkSent, .networkReceived, .processes or .contextSwitches"
    `)
  })

  test('a subject that was not called', () => {
    expect(refusal({ slos: { a: { sli: sli.command, objective: '<= 15s' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.sli: a function is of the wrong type
            expected an indicator such as sli.command('build').duration
            call it with a name, then take a metric: sli.command(name).duration"
    `)
  })

  test('a text', () => {
    expect(refusal({ slos: { a: { sli: 'command.duration', objective: '<= 15s' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.sli: 'command.duration' is of the wrong type
            expected an indicator such as sli.command('build').duration"
    `)
  })

  test('an object of another kind', () => {
    expect(refusal({ slos: { a: { sli: { command: 'x' }, objective: '<= 15s' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.sli: an object is of the wrong type
            expected an indicator such as sli.command('build').duration"
    `)
  })

  test('a command without a name', () => {
    expect(refusal({ slos: { a: { sli: sli.command(wrongly(undefined)).duration, objective: '<= 15s' } } }))
      .toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.sli.name is missing
            expected the name of what is measured"
    `)
  })

  test('a command with an empty name', () => {
    expect(refusal({ slos: { a: { sli: sli.command('').duration, objective: '<= 15s' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.sli.name is empty
            expected the name of what is measured"
    `)
  })

  test('a command with a number for a name', () => {
    expect(refusal({ slos: { a: { sli: sli.command(wrongly(5)).duration, objective: '<= 15s' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.sli.name: 5 is of the wrong type
            expected the name of what is measured"
    `)
  })

  test('tests without a selector', () => {
    expect(refusal({ slos: { a: { sli: sli.test({}).duration, objective: '<= 15s' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.sli is empty
            expected which tests: a glob on their names, or { file: 'tests/unit/**' }; sli.test('**') are all"
    `)
  })

  test('an unknown key of a selector', () => {
    expect(refusal({ slos: { a: { sli: sli.test(wrongly({ name: 'x', flie: 'y' })).duration, objective: '<= 15s' } } }))
      .toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.sli.flie: there is no such key
            did you mean file?"
    `)
  })

  test('an unknown kind of subject', () => {
    expect(refusal({ slos: { a: { sli: { subject: { kind: 'comand', name: 'x' }, metric: 'duration' }, objective: '<= 15s' } } }))
      .toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.sli.kind: 'comand' is not known here
            did you mean 'command'?"
    `)
  })

  test('an unknown metric, written by hand', () => {
    expect(refusal({ slos: { a: { sli: { subject: { kind: 'run' }, metric: 'durations' }, objective: '<= 15s' } } }))
      .toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.sli.metric: 'durations' is not known here
            did you mean duration?"
    `)
  })

  test('a metric that is no text', () => {
    expect(refusal({ slos: { a: { sli: { subject: { kind: 'run' }, metric: 5 }, objective: '<= 15s' } } }))
      .toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.sli.metric: 5 is of the wrong type
            expected a metric of the subject"
    `)
  })

  test('a warning beyond the objective, of a container', () => {
    expect(refusal({ slos: { a: { sli: sli.container('api').startup, objective: '<= 30s', warning: '<= 40s' } } }))
      .toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.warning: the warning '<= 40s' is not stricter than the objective
            expected a bound on max below 30s, to be crossed first"
    `)
  })

  test('a metric that nobody declared', () => {
    expect(refusal({ slos: { a: { sli: sli.metric('triples').value, objective: '>= 5' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.sli: no metric 'triples' is declared under metrics
            declare it: metrics: { 'triples': { type: 'counter', unit: 'count' } }"
    `)
  })

  test('a typo in the name of a metric', () => {
    expect(
      refusal({
        slos: { a: { sli: sli.metric('tripels').value, objective: '>= 5' } },
        metrics: { triples: { type: 'counter', unit: 'count' } },
      }),
    ).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.sli: no metric 'tripels' is declared under metrics
            did you mean 'triples'?"
    `)
  })

  test('the distribution of a counter', () => {
    expect(
      refusal({
        slos: { a: { sli: sli.metric('m').distribution, objective: '>= 5' } },
        metrics: { m: { type: 'counter', unit: 'count' } },
      }),
    ).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.sli: .distribution of 'm' is not known here
            expected .value or .rate, which a counter gives"
    `)
  })

  test('the value of a histogram', () => {
    expect(
      refusal({
        slos: { a: { sli: sli.metric('m').value, objective: '>= 5' } },
        metrics: { m: { type: 'histogram', unit: 'count' } },
      }),
    ).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.sli: .value of 'm' is not known here
            expected .distribution, which a histogram gives"
    `)
  })

  test('the rate of a counter of bytes', () => {
    expect(
      refusal({
        slos: { a: { sli: sli.metric('m').rate, objective: '>= 5/s' } },
        metrics: { m: { type: 'counter', unit: 'bytes' } },
      }),
    ).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.sli: .rate of 'm' has a unit of another kind
            expected a counter in 'count'; this one is in 'bytes'
            use .value"
    `)
  })

  test('a metric whose declaration is wrong: its unit is not guessed', () => {
    const slos = {
      a: { sli: sli.metric('m').value, objective: '<= 5MB', warning: '4' },
      b: { sli: sli.metric('m').value, objective: 'p0 <= 5' },
    }
    expect(refusal({ slos, metrics: { m: { type: 'counter' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 3 problems
        ✗ slos.a.warning: '4' has no comparison
            expected one of <=, <, >= and > before the quantity, as in '<= 15s'
        ✗ slos.b.objective: 'p0' is not a percentile above p0 and below p100
            expected a percentile such as p50, p95 or p99.9; the largest sample is max
        ✗ metrics.m.unit is missing
            expected 'ms', 'bytes', 'ratio', '1/s', 'bytes/s' or 'count'"
    `)
  })

  test('a unit other than the declared one', () => {
    expect(
      refusal({ slos: { a: { sli: sli.metric('m').distribution, objective: '<= 5MB' } }, metrics: { m: { type: 'timer' } } }),
    ).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.objective: '5MB' has a unit of another kind
            expected a time such as '250ms' or '15s'"
    `)
  })
})

describe('objectives', () => {
  test('a number', () => {
    expect(refusal({ slos: { a: { ...time, objective: 15 } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.objective: 15 is of the wrong type
            expected an objective such as '<= 15s'
            write it as text, with a comparison and a unit"
    `)
  })

  test('a size on a duration', () => {
    expect(refusal({ slos: { a: { ...time, objective: '<= 15 MB' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.objective: '15 MB' has a unit of another kind
            expected a time such as '250ms' or '15s'"
    `)
  })

  test('a bare number on a duration', () => {
    expect(refusal({ slos: { a: { ...time, objective: '<= 15' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.objective: '15' has no unit
            expected a time such as '250ms' or '15s'
            write 15ms or 15s"
    `)
  })

  test('a decimal comma', () => {
    expect(refusal({ slos: { a: { ...time, objective: '<= 1,5s' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.objective: '1,5s' cannot be read as a quantity
            expected a time such as '250ms' or '15s'
            write 1.5s"
    `)
  })

  test('a comma between thousands', () => {
    expect(refusal({ slos: { a: { ...time, objective: '<= 15,000ms' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.objective: '15,000ms' cannot be read as a quantity
            expected a time such as '250ms' or '15s'
            write 15000ms"
    `)
  })

  test('a unit that does not exist', () => {
    expect(refusal({ slos: { a: { ...memory, objective: '<= 12XB' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.objective: '12XB' has a unit that does not exist
            expected a size such as '100MB' or '512MiB'
            the units are B, KB, MB, GB, KiB, MiB, GiB"
    `)
  })

  test('a unit in other letters', () => {
    expect(refusal({ slos: { a: { ...memory, objective: '<= 12mb' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.objective: '12mb' has a unit that does not exist
            expected a size such as '100MB' or '512MiB'
            write 12MB"
    `)
  })

  test('the sign for micro', () => {
    expect(refusal({ slos: { a: { ...time, objective: '<= 15 µs' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.objective: '15 µs' cannot be read as a quantity
            expected a time such as '250ms' or '15s'
            write 15 us"
    `)
  })

  test('a negative number', () => {
    expect(refusal({ slos: { a: { ...time, objective: '<= -15s' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.objective: '-15s' is negative
            expected a time such as '250ms' or '15s'"
    `)
  })

  test('NaN', () => {
    expect(refusal({ slos: { a: { ...time, objective: '<= NaN' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.objective: 'NaN' cannot be read as a quantity
            expected a time such as '250ms' or '15s'"
    `)
  })

  test('Infinity', () => {
    expect(refusal({ slos: { a: { ...time, objective: '<= Infinity' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.objective: 'Infinity' cannot be read as a quantity
            expected a time such as '250ms' or '15s'"
    `)
  })

  test('an exponent', () => {
    expect(refusal({ slos: { a: { ...time, objective: '<= 1e3ms' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.objective: '1e3ms' cannot be read as a quantity
            expected a time such as '250ms' or '15s'"
    `)
  })

  test('half a count', () => {
    expect(refusal({ slos: { a: { ...count, objective: '<= 0.5' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.objective: '0.5' is not a whole number
            expected a whole number such as '0' or '10'"
    `)
  })

  test('a share as a fraction', () => {
    expect(refusal({ slos: { a: { sli: sli.command('x').cpu, objective: '<= 0.85' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.objective: '0.85' has no unit
            expected a share such as '85%'
            write 85%"
    `)
  })

  test('a unit on a count', () => {
    expect(refusal({ slos: { a: { ...count, objective: '<= 5s' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.objective: '5s' has a unit of another kind
            expected a whole number such as '0' or '10'"
    `)
  })

  test('half a sample', () => {
    expect(refusal({ slos: { a: { ...time, objective: 'count >= 2.5' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.objective: '2.5' is not a whole number
            expected a whole number such as '0' or '10'"
    `)
  })

  test('more than can be compared', () => {
    expect(refusal({ slos: { a: { ...memory, objective: '<= 99999999GB' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.objective: '99999999GB' is too large to be compared exactly
            expected a size such as '100MB' or '512MiB'"
    `)
  })

  test('no quantity', () => {
    expect(refusal({ slos: { a: { ...time, objective: '<=' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.objective: '<=' cannot be read as a quantity
            expected a time such as '250ms' or '15s'"
    `)
  })

  test('no comparison', () => {
    expect(refusal({ slos: { a: { ...time, objective: '15s' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.objective: '15s' has no comparison
            expected one of <=, <, >= and > before the quantity, as in '<= 15s'"
    `)
  })

  test('equality', () => {
    expect(refusal({ slos: { a: { ...time, objective: '== 15s' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.objective: '== 15s' has no comparison
            expected one of <=, <, >= and > before the quantity, as in '<= 15s'
            no measurement is ever exactly equal: promise a bound"
    `)
  })

  test('the sign of mathematics', () => {
    expect(refusal({ slos: { a: { ...time, objective: '≤ 15s' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.objective: '≤ 15s' has no comparison
            expected one of <=, <, >= and > before the quantity, as in '<= 15s'
            write <= for ≤"
    `)
  })

  test('an empty text', () => {
    expect(refusal({ slos: { a: { ...time, objective: '' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.objective: '' has no comparison
            expected one of <=, <, >= and > before the quantity, as in '<= 15s'"
    `)
  })

  test('a typo in a statistic', () => {
    expect(refusal({ slos: { a: { ...time, objective: 'peek <= 15s' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.objective: there is no statistic 'peek'
            did you mean peak?"
    `)
  })

  test('a statistic that is near to none', () => {
    expect(refusal({ slos: { a: { ...time, objective: 'ninetieth <= 15s' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.objective: there is no statistic 'ninetieth'
            expected one of min, max, peak, mean, avg, median, sum, count, last, stddev, or a percentile such as p95"
    `)
  })

  test('a percentile in capitals', () => {
    expect(refusal({ slos: { a: { ...time, objective: 'P95 <= 15s' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.objective: there is no statistic 'P95'
            did you mean p95?"
    `)
  })

  test('the 0th percentile', () => {
    expect(refusal({ slos: { a: { ...time, objective: 'p0 <= 15s' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.objective: 'p0' is not a percentile above p0 and below p100
            expected a percentile such as p50, p95 or p99.9; the largest sample is max"
    `)
  })

  test('the 100th percentile', () => {
    expect(refusal({ slos: { a: { ...time, objective: 'p100 <= 15s' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.objective: 'p100' is not a percentile above p0 and below p100
            expected a percentile such as p50, p95 or p99.9; the largest sample is max"
    `)
  })
})

describe('warnings', () => {
  test('looser than the objective', () => {
    expect(refusal({ slos: { a: { ...time, warning: '<= 20s' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.warning: the warning '<= 20s' is not stricter than the objective
            expected a bound on max below 15s, to be crossed first"
    `)
  })

  test('equal to the objective', () => {
    expect(refusal({ slos: { a: { ...time, warning: '<= 15000ms' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.warning: the warning '<= 15000ms' is not stricter than the objective
            expected a bound on max below 15s, to be crossed first"
    `)
  })

  test('of another statistic', () => {
    expect(refusal({ slos: { a: { ...time, warning: 'p95 <= 12s' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.warning: the warning 'p95 <= 12s' is not stricter than the objective
            expected a bound on max below 15s, to be crossed first"
    `)
  })

  test('of another direction', () => {
    expect(refusal({ slos: { a: { ...time, warning: '>= 12s' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.warning: the warning '>= 12s' is not stricter than the objective
            expected a bound on max below 15s, to be crossed first"
    `)
  })

  test('looser than a lower bound', () => {
    expect(refusal({ slos: { a: { ...time, objective: 'mean >= 5s', warning: '>= 4s' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.warning: the warning '>= 4s' is not stricter than the objective
            expected a bound on mean above 5s, to be crossed first"
    `)
  })

  test('in another unit', () => {
    expect(refusal({ slos: { a: { ...time, warning: '<= 12MB' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.warning: '12MB' has a unit of another kind
            expected a time such as '250ms' or '15s'"
    `)
  })

  test('no text', () => {
    expect(refusal({ slos: { a: { ...time, warning: true } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.warning: true is of the wrong type
            expected an objective such as '<= 15s'"
    `)
  })

  test('beside a wrong objective', () => {
    expect(refusal({ slos: { a: { ...time, objective: '<= 15', warning: '12s' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 2 problems
        ✗ slos.a.objective: '15' has no unit
            expected a time such as '250ms' or '15s'
            write 15ms or 15s
        ✗ slos.a.warning: '12s' has no comparison
            expected one of <=, <, >= and > before the quantity, as in '<= 15s'"
    `)
  })
})

describe('on and environments', () => {
  test('a wrong unit for another machine class', () => {
    expect(refusal({ slos: { a: { ...time, on: { gitlab: { objective: '<= 20MB' } } } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.on.gitlab.objective: '20MB' has a unit of another kind
            expected a time such as '250ms' or '15s'"
    `)
  })

  test('an objective below the warning that stays', () => {
    expect(refusal({ slos: { a: { ...time, warning: '<= 12s', on: { gitlab: { objective: '<= 10s' } } } } }))
      .toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.on.gitlab.objective: the warning '<= 12s' is not stricter than the objective
            expected a bound on max below 10s, to be crossed first
            the warning is that of slos.a.warning: write one here too"
    `)
  })

  test('a machine class without a name', () => {
    expect(refusal({ slos: { a: { ...time, on: { '': { objective: '<= 10s' } } } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.on[""]: '' cannot be used as a name
            expected a name that is not blank and holds no control characters"
    `)
  })

  test('an unknown key for a machine class', () => {
    expect(refusal({ slos: { a: { ...time, on: { gitlab: { enforce: 'warn' } } } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.on.gitlab.enforce: there is no such key
            expected objective, warning or baseline"
    `)
  })

  test('a text for a machine class', () => {
    expect(refusal({ slos: { a: { ...time, on: { gitlab: '<= 20s' } } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.on.gitlab: '<= 20s' is of the wrong type
            expected bounds such as { objective: '<= 20s' }"
    `)
  })

  test('a list of machine classes', () => {
    expect(refusal({ slos: { a: { ...time, on: ['gitlab'] } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.on: a list is of the wrong type
            expected bounds by machine class, such as { 'github-hosted': { objective: '<= 20s' } }"
    `)
  })

  test('a wrong unit in another environment', () => {
    expect(refusal({ slos: { a: time }, environments: { development: { slos: { a: { objective: '<= 20MB' } } } } }))
      .toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ environments.development.slos.a.objective: '20MB' has a unit of another kind
            expected a time such as '250ms' or '15s'"
    `)
  })

  test('a warning of an environment that is not stricter', () => {
    expect(refusal({ slos: { a: time }, environments: { ci: { slos: { a: { warning: '<= 16s' } } } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ environments.ci.slos.a.warning: the warning '<= 16s' is not stricter than the objective
            expected a bound on max below 15s, to be crossed first"
    `)
  })

  test('a machine class of an environment, against its warning', () => {
    expect(
      refusal({
        slos: { a: time },
        environments: { ci: { slos: { a: { warning: '<= 12s', on: { gitlab: { objective: '<= 10s' } } } } } },
      }),
    ).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ environments.ci.slos.a.on.gitlab.objective: the warning '<= 12s' is not stricter than the objective
            expected a bound on max below 10s, to be crossed first
            the warning is that of environments.ci.slos.a.warning: write one here too"
    `)
  })

  test('an SLO that is not declared', () => {
    expect(refusal({ slos: { 'first-build': time }, environments: { ci: { slos: { 'frist-build': { objective: '<= 20s' } } } } }))
      .toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ environments.ci.slos.frist-build: there is no such key
            did you mean first-build?"
    `)
  })

  test('an SLO that is near to none', () => {
    expect(refusal({ slos: { a: time }, environments: { ci: { slos: { 'first-build': { objective: '<= 20s' } } } } }))
      .toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ environments.ci.slos.first-build: there is no such key
            expected the name of an SLO that stands under slos"
    `)
  })

  test('another SLI', () => {
    expect(refusal({ slos: { a: time }, environments: { ci: { slos: { a: { sli: sli.run.duration } } } } }))
      .toMatchInlineSnapshot(`
        "slo.config.ts: 1 problem
          ✗ environments.ci.slos.a.sli: there is no such key
              expected objective, warning, baseline, enforce, target, window, method, whenUnsupported, waiver or on"
      `)
  })

  test('an unknown key of an environment', () => {
    expect(refusal({ slos: { a: time }, environments: { ci: { fitnes: 'ignore' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ environments.ci.fitnes: there is no such key
            did you mean fitness?"
    `)
  })

  test('history of an environment, not yet', () => {
    expect(refusal({ slos: { a: time }, environments: { ci: { history: {} } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ environments.ci.history: this key is not supported in this version
            remove it: nothing would check it"
    `)
  })

  test('an environment that is no object', () => {
    expect(refusal({ slos: { a: time }, environments: { ci: true } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ environments.ci: true is of the wrong type
            expected what changes in this environment"
    `)
  })

  test('environments that are no object', () => {
    expect(refusal({ slos: { a: time }, environments: 'ci' })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ environments: 'ci' is of the wrong type
            expected changes by the name of the environment"
    `)
  })
})

describe('monitoring', () => {
  test('a number for the interval', () => {
    expect(refusal({ slos: { a: time }, monitoring: { interval: 100 } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ monitoring.interval: 100 has no unit
            expected a time from '10ms' to '10s'
            write '100ms'"
    `)
  })

  test('an interval that is too short', () => {
    expect(refusal({ slos: { a: time }, monitoring: { interval: '5ms' } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ monitoring.interval: '5ms' is out of range
            expected a time from '10ms' to '10s'"
    `)
  })

  test('an interval that is too long', () => {
    expect(refusal({ slos: { a: time }, monitoring: { interval: '11s' } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ monitoring.interval: '11s' is out of range
            expected a time from '10ms' to '10s'"
    `)
  })

  test('an interval in bytes', () => {
    expect(refusal({ slos: { a: time }, monitoring: { interval: '100MB' } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ monitoring.interval: '100MB' has a unit of another kind
            expected a time from '10ms' to '10s'"
    `)
  })

  test('an interval that is no text', () => {
    expect(refusal({ slos: { a: time }, monitoring: { interval: true } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ monitoring.interval: true is of the wrong type
            expected a time from '10ms' to '10s'"
    `)
  })

  test('a switch that is no switch', () => {
    expect(refusal({ slos: { a: time }, monitoring: { cpu: 'on' } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ monitoring.cpu: 'on' is of the wrong type
            expected true or false"
    `)
  })

  test('an SLO on what is not watched: disk, network or processes', () => {
    const slos = { a: { sli: sli.run.processes, objective: '<= 30' } }
    expect(refusal({ slos, monitoring: { disk: false, network: false, processes: false } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.sli: processes is switched off under monitoring, so this SLO could never have data
            monitoring.processes is false: remove that, or the SLO"
    `)
  })

  test('an unknown switch', () => {
    expect(refusal({ slos: { a: time }, monitoring: { eventloop: false } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ monitoring.eventloop: there is no such key
            did you mean eventLoop?"
    `)
  })

  test('switches that are no object', () => {
    expect(refusal({ slos: { a: time }, monitoring: false })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ monitoring: false is of the wrong type
            expected switches such as { gc: false }"
    `)
  })

  test('memory switched off', () => {
    expect(refusal({ slos: { a: memory }, monitoring: { memory: false } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.sli: memory is switched off under monitoring, so this SLO could never have data
            monitoring.memory is false: remove that, or the SLO"
    `)
  })

  test('gc switched off', () => {
    expect(refusal({ slos: { a: { sli: sli.test('**').allocated, objective: '<= 20MB' } }, monitoring: { gc: false } }))
      .toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.sli: gc is switched off under monitoring, so this SLO could never have data
            monitoring.gc is false: remove that, or the SLO"
    `)
  })

  test('cpu switched off in one environment', () => {
    expect(
      refusal({
        slos: { a: { sli: sli.command('x').cpuTime, objective: '<= 20s' } },
        environments: { development: { monitoring: { cpu: false } } },
      }),
    ).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.sli: cpu is switched off under monitoring, so this SLO could never have data
            environments.development.monitoring.cpu is false: remove that, or the SLO"
    `)
  })

  test('the event loop switched off', () => {
    expect(
      refusal({
        slos: { a: { sli: sli.measure('x').eventLoopDelay, objective: 'p99 <= 20ms' } },
        monitoring: { eventLoop: false },
      }),
    ).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.a.sli: eventLoop is switched off under monitoring, so this SLO could never have data
            monitoring.eventLoop is false: remove that, or the SLO"
    `)
  })
})

describe('probes', () => {
  test('a list of probes', () => {
    expect(refusal({ slos: { a: time }, probes: ['npm run build'] })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes: a list is of the wrong type
            expected probes by name, such as { build: { run: 'npm run build' } }"
    `)
  })

  test('a probe that is a text', () => {
    expect(refusal({ slos: { a: time }, probes: { build: 'npm run build' } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build: 'npm run build' is of the wrong type
            expected a probe such as { run: 'npm run build' }"
    `)
  })

  test('a probe without a name', () => {
    expect(refusal({ slos: { a: time }, probes: { ' ': { run: 'x' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes[" "]: ' ' cannot be used as a name
            expected a name that is not blank and holds no control characters"
    `)
  })

  test('no command', () => {
    expect(refusal({ slos: { a: time }, probes: { build: {} } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.run is missing
            expected a command such as 'npm run build', or a program with its arguments such as ['node', 'cli.js']"
    `)
  })

  test('an empty command', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: '' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.run is empty
            expected a command such as 'npm run build', or a program with its arguments such as ['node', 'cli.js']"
    `)
  })

  test('an empty list', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: [] } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.run is empty
            expected a command such as 'npm run build', or a program with its arguments such as ['node', 'cli.js']"
    `)
  })

  test('an empty program', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: ['', 'x'] } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.run is empty
            expected a command such as 'npm run build', or a program with its arguments such as ['node', 'cli.js']"
    `)
  })

  test('an argument that is no text', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: ['node', 5] } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.run[1]: 5 is of the wrong type
            expected a text"
    `)
  })

  test('a command with a zero byte', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: 'a\0b' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.run: 'a\\u0000b' is of the wrong type
            expected a text"
    `)
  })

  test('a command that is a function', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: () => 1 } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.run: a function is of the wrong type
            expected a command such as 'npm run build', or a program with its arguments such as ['node', 'cli.js']"
    `)
  })

  test('a typo in a key', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: 'x', sampels: 5 } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.sampels: there is no such key
            did you mean samples?"
    `)
  })

  test('no samples', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: 'x', samples: 0 } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.samples: 0 is out of range
            expected a whole number from 1 to 1000"
    `)
  })

  test('too many samples', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: 'x', samples: 1001 } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.samples: 1001 is out of range
            expected a whole number from 1 to 1000"
    `)
  })

  test('half a sample', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: 'x', samples: 1.5 } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.samples: 1.5 is not a whole number
            expected a whole number from 1 to 1000"
    `)
  })

  test('samples as text', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: 'x', samples: '5' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.samples: '5' is of the wrong type
            expected a whole number from 1 to 1000"
    `)
  })

  test('NaN samples', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: 'x', samples: Number.NaN } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.samples: NaN is of the wrong type
            expected a whole number from 1 to 1000"
    `)
  })

  test('a negative warm-up', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: 'x', warmup: -1 } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.warmup: -1 is negative
            expected a whole number from 0 to 1000"
    `)
  })

  test('no timeout', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: 'x', timeout: 0 } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.timeout: 0 is out of range
            expected a time from '1ms' to '24h', or as many milliseconds"
    `)
  })

  test('a negative timeout', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: 'x', timeout: -5 } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.timeout: -5 is negative
            expected a time from '1ms' to '24h', or as many milliseconds"
    `)
  })

  test('a timeout without a unit', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: 'x', timeout: '90' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.timeout: '90' has no unit
            expected a time from '1ms' to '24h', or as many milliseconds
            write 90ms or 90s"
    `)
  })

  test('a timeout of two days', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: 'x', timeout: '2d' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.timeout: '2d' is out of range
            expected a time from '1ms' to '24h', or as many milliseconds"
    `)
  })

  test('a folder with a zero byte', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: 'x', cwd: 'a\0b' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.cwd: 'a\\u0000b' is of the wrong type
            expected a folder relative to the project, or 'temporary'"
    `)
  })

  test('a folder that is a function', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: 'x', cwd: () => '/tmp' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.cwd: a function is of the wrong type
            expected a folder relative to the project, or 'temporary'"
    `)
  })

  test('an empty folder', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: 'x', cwd: '' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.cwd is empty
            expected a folder relative to the project, or 'temporary'"
    `)
  })

  test('a variable that is no text', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: 'x', env: { CI: 1 } } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.env.CI: 1 is of the wrong type
            expected a text such as '1'"
    `)
  })

  test('variables that are no object', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: 'x', env: 'CI=1' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.env: 'CI=1' is of the wrong type
            expected variables by name, such as { NODE_ENV: 'production' }"
    `)
  })

  test('nothing to prepare', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: 'x', prepare: {} } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.prepare is empty
            expected remove or edit"
    `)
  })

  test('an unknown key of prepare', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: 'x', prepare: { delete: ['dist'] } } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.prepare.delete: there is no such key
            expected remove or edit"
    `)
  })

  test('a text to remove', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: 'x', prepare: { remove: 'dist' } } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.prepare.remove: 'dist' is of the wrong type
            expected a list of paths or globs such as ['dist']"
    `)
  })

  test('nothing to remove', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: 'x', prepare: { remove: [] } } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.prepare.remove is empty
            expected a list of paths or globs such as ['dist']"
    `)
  })

  test('something outside the project to remove', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: 'x', prepare: { remove: ['../x', '/tmp/x'] } } } }))
      .toMatchInlineSnapshot(`
      "slo.config.ts: 2 problems
        ✗ probes.build.prepare.remove[0]: '../x' lies outside the project
            expected a path or glob inside the project
        ✗ probes.build.prepare.remove[1]: '/tmp/x' lies outside the project
            expected a path or glob inside the project"
    `)
  })

  test('the project itself to remove', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: 'x', prepare: { remove: ['.'] } } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.prepare.remove[0]: '.' is out of range
            expected a path or glob inside the project
            that is the project itself"
    `)
  })

  test('a file outside the project to edit', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: 'x', prepare: { edit: '~/x.ts' } } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.prepare.edit: '~/x.ts' lies outside the project
            expected a file inside the project"
    `)
  })

  test('an empty file name to edit', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: 'x', prepare: { edit: '' } } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.prepare.edit is empty
            expected a file inside the project"
    `)
  })

  test('nothing to verify', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: 'x', verify: {} } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.verify is empty
            expected files or stdout"
    `)
  })

  test('a function to verify', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: 'x', verify: () => true } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.verify: a function is of the wrong type
            expected what must hold after each sample, such as { files: ['dist/cli.js'] }"
    `)
  })

  test('no files to verify', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: 'x', verify: { files: [] } } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.verify.files is empty
            expected a list of files such as ['dist/cli.js']"
    `)
  })

  test('an empty output to verify', () => {
    expect(refusal({ slos: { a: time }, probes: { build: { run: 'x', verify: { stdout: '' } } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ probes.build.verify.stdout is empty
            expected a text that the output must contain"
    `)
  })
})

describe('metrics', () => {
  test('metrics that are no object', () => {
    expect(refusal({ slos: { a: time }, metrics: ['triples'] })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ metrics: a list is of the wrong type
            expected metrics by name, such as { triples: { type: 'counter', unit: 'count' } }"
    `)
  })

  test('a metric that is a text', () => {
    expect(refusal({ slos: { a: time }, metrics: { triples: 'counter' } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ metrics.triples: 'counter' is of the wrong type
            expected a metric such as { type: 'counter', unit: 'count' }"
    `)
  })

  test('a metric without a type', () => {
    expect(refusal({ slos: { a: time }, metrics: { triples: { unit: 'count' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ metrics.triples.type is missing
            expected 'counter', 'gauge', 'histogram', 'summary' or 'timer'"
    `)
  })

  test('a metric without a unit', () => {
    expect(refusal({ slos: { a: time }, metrics: { triples: { type: 'counter' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ metrics.triples.unit is missing
            expected 'ms', 'bytes', 'ratio', '1/s', 'bytes/s' or 'count'"
    `)
  })

  test('an unknown type', () => {
    expect(refusal({ slos: { a: time }, metrics: { triples: { type: 'couner', unit: 'count' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ metrics.triples.type: 'couner' is not known here
            did you mean 'counter'?"
    `)
  })

  test('a unit that is not canonical', () => {
    expect(refusal({ slos: { a: time }, metrics: { triples: { type: 'histogram', unit: 'seconds' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ metrics.triples.unit: 'seconds' is not known here
            expected 'ms', 'bytes', 'ratio', '1/s', 'bytes/s' or 'count'"
    `)
  })

  test('a timer in bytes', () => {
    expect(refusal({ slos: { a: time }, metrics: { parse: { type: 'timer', unit: 'bytes' } } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ metrics.parse.unit: 'bytes' has a unit of another kind
            expected 'ms': a timer is always in milliseconds"
    `)
  })

  test('an unknown key', () => {
    expect(refusal({ slos: { a: time }, metrics: { triples: { type: 'counter', unit: 'count', buckets: [1] } } }))
      .toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ metrics.triples.buckets: there is no such key
            expected type or unit"
    `)
  })
})

describe('reports', () => {
  test('reports that are no object', () => {
    expect(refusal({ slos: { a: time }, reports: 'html' })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ reports: 'html' is of the wrong type
            expected where reports go, such as { dir: '.slo' }"
    `)
  })

  test('a folder outside the project', () => {
    expect(refusal({ slos: { a: time }, reports: { dir: '../reports' } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ reports.dir: '../reports' lies outside the project
            expected a folder inside the project, such as '.slo'"
    `)
  })

  test('an absolute folder', () => {
    expect(refusal({ slos: { a: time }, reports: { dir: 'C:\\reports' } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ reports.dir: 'C:\\reports' lies outside the project
            expected a folder inside the project, such as '.slo'"
    `)
  })

  test('a folder that leaves and comes back', () => {
    expect(refusal({ slos: { a: time }, reports: { dir: 'a/../../b' } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ reports.dir: 'a/../../b' lies outside the project
            expected a folder inside the project, such as '.slo'"
    `)
  })

  test('an empty folder', () => {
    expect(refusal({ slos: { a: time }, reports: { dir: '' } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ reports.dir is empty
            expected a folder inside the project"
    `)
  })

  test('no formats', () => {
    expect(refusal({ slos: { a: time }, reports: { formats: [] } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ reports.formats is empty
            expected at least one format, such as 'json'"
    `)
  })

  test('one format as text', () => {
    expect(refusal({ slos: { a: time }, reports: { formats: 'json' } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ reports.formats: 'json' is of the wrong type
            expected a list of formats such as ['json', 'html']"
    `)
  })

  test('formats: twice, unknown, and a typo', () => {
    expect(refusal({ slos: { a: time }, reports: { formats: ['json', 'json', 'docx', 'htlm'] } })).toMatchInlineSnapshot(`
      "slo.config.ts: 3 problems
        ✗ reports.formats[1]: 'json' stands here twice
        ✗ reports.formats[2]: 'docx' is not known here
            expected 'json', 'html', 'csv', 'junit', 'markdown', 'sarif', 'codequality' or 'pdf'
        ✗ reports.formats[3]: 'htlm' is not known here
            did you mean 'html'?"
    `)
  })

  test('an unknown key', () => {
    expect(refusal({ slos: { a: time }, reports: { folder: '.slo' } })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ reports.folder: there is no such key
            expected dir or formats"
    `)
  })
})

test('an environment that is not declared beside others', () => {
  expect(refusal({ slos: { a: time }, environments: { production: {} } }, 'prodution')).toMatchInlineSnapshot(`
    "slo.config.ts: 1 problem
      ✗ environments: the environment 'prodution' is not known here
          expected one of development, ci, production
          correct SLO_ENV, or declare environments: { 'prodution': {} }
          did you mean production?"
  `)
})

test('everything at once, in the order of the file', () => {
  const config = {
    servce: 'x',
    slos: { a: { sli: sli.command('x').duration, warning: '<= 12MB', objective: 'peek <= 15s' }, b: { ...memory, objective: 5 } },
    probes: { build: { run: '', samples: 0 } },
    monitoring: { memory: false },
    reports: { dir: '/tmp' },
  }
  expect(refusal(config)).toMatchInlineSnapshot(`
    "slo.config.ts: 8 problems
      ✗ servce: there is no such key
          did you mean service?
      ✗ slos.a.warning: '12MB' has a unit of another kind
          expected a time such as '250ms' or '15s'
      ✗ slos.a.objective: there is no statistic 'peek'
          did you mean peak?
      ✗ slos.b.sli: memory is switched off under monitoring, so this SLO could never have data
          monitoring.memory is false: remove that, or the SLO
      ✗ slos.b.objective: 5 is of the wrong type
          expected an objective such as '<= 15s'
          write it as text, with a comparison and a unit
      ✗ probes.build.run is empty
          expected a command such as 'npm run build', or a program with its arguments such as ['node', 'cli.js']
      ✗ probes.build.samples: 0 is out of range
          expected a whole number from 1 to 1000
      ✗ reports.dir: '/tmp' lies outside the project
          expected a folder inside the project, such as '.slo'"
  `)
})

test('a bound above an enforced limit', () => {
  const slos = { a: { sli: sli.run.memory, objective: '<= 2GiB' } }
  expect(refusal({ slos, limits: { memory: '1GiB' } })).toMatchInlineSnapshot(`
    "slo.config.ts: 1 problem
      ✗ slos.a.objective: the bound '2GiB' lies above an enforced limit, so it could never be the one that is broken
          limits.memory is '1GiB': lower the bound, raise the limit, or let it only warn"
  `)
})

/** Last in the file, because it looks back at all the others. */
test('every code that a config can be refused with was seen', () => {
  const elsewhere = new Set<string>(['unknown-probe', 'not-loaded', 'not-found'] satisfies FaultCode[])
  const all = Object.keys(codes).filter((code) => !elsewhere.has(code))
  expect([...new Set(seen.map((fault) => fault.code))].toSorted()).toEqual(all.toSorted())
})

const codes: Readonly<Record<FaultCode, true>> = {
  'unknown-key': true,
  'unknown-value': true,
  missing: true,
  'wrong-type': true,
  empty: true,
  'not-supported-yet': true,
  'no-operator': true,
  'unknown-statistic': true,
  'bad-percentile': true,
  'no-unit': true,
  'wrong-unit': true,
  'unknown-unit': true,
  negative: true,
  'not-a-number': true,
  'not-whole': true,
  'too-large': true,
  'warning-not-stricter': true,
  'above-limit': true,
  'unknown-metric': true,
  'unknown-probe': true,
  'monitoring-off': true,
  duplicate: true,
  'out-of-range': true,
  'bad-name': true,
  'no-budget': true,
  'budget-too-small': true,
  'no-single-samples': true,
  'no-history': true,
  'no-memory': true,
  'not-loaded': true,
  'not-found': true,
  'no-default-export': true,
  'outside-root': true,
}
