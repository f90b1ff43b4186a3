import { describe, expect, test } from 'vitest'
import { alertmanagerConfig } from '../../src/export/alertmanager.ts'
import type { Told } from '../../src/export/alertmanager.ts'
import type { Alerting, AlertRoute } from '../../src/model/alert.ts'
import type { AlertChannel } from '../../src/model/alert-channel.ts'

const timeout = 10_000
const slack: AlertChannel = { kind: 'slack', name: 'team', url: 'env:SLACK_WEBHOOK', timeout }
const hook = { kind: 'webhook', name: 'hook', url: 'http://127.0.0.1:9000/slo', timeout } as const satisfies AlertChannel
const pager: AlertChannel = { kind: 'pagerduty', name: 'on call', key: 'secret-key', url: 'https://events.pagerduty.com/v2/enqueue', timeout } // prettier-ignore
const mail = { kind: 'email', name: 'mail', server: 'smtp://slo:open%20sesame@mail.example.com:2525', from: 'slo@example.com', to: ['a@example.com', 'b@example.com'], attach: 'nothing', timeout } as const satisfies AlertChannel // prettier-ignore
const command: AlertChannel = { kind: 'command', name: 'bell', run: 'ring', timeout }

function told(parts: Partial<Alerting>): Told {
  const alerts: Alerting = {
    when: 'ci',
    repeat: 86_400_000,
    escalateAfter: { kind: 'runs', runs: 3 },
    channels: [slack],
    routes: [],
    ...parts,
  }
  return { service: 'acme', alerts }
}

const routed = (route: Partial<AlertRoute> & Pick<AlertRoute, 'to'>): AlertRoute => ({ escalation: false, ...route })

function nodesOf(parts: Partial<Alerting>) {
  return alertmanagerConfig(told(parts), '/s').config.route.routes?.[0]?.routes
}

function receiverOf(channel: AlertChannel) {
  const { config, notes } = alertmanagerConfig(told({ channels: [slack, channel] }), '/etc/secrets/')
  const [slackNote, ...rest] = notes
  expect(slackNote).toBe('/etc/secrets/team holds the address of the incoming webhook: the value of SLACK_WEBHOOK')
  return { receiver: config.receivers[2], notes: rest }
}

describe('routes for Alertmanager', () => {
  test('take the alerts of this service alone, and tell everybody everything by default', () => {
    const { route } = alertmanagerConfig(told({}), '/s').config
    expect(route).toEqual({
      receiver: 'nobody',
      group_by: ['service', 'alertname'],
      group_wait: '5s',
      group_interval: '5m',
      repeat_interval: '1d',
      routes: [
        {
          receiver: 'nobody',
          matchers: [
            'alertname=~"SloViolated|SloStillViolated|SloWithoutData|SloBudgetBurns|SloRunMissing|SloBrokenInProduction|SloBudgetBurnsInProduction"',
            'service="acme"',
          ],
          routes: [{ receiver: 'team', continue: true }],
        },
      ],
    })
    const { service: _, ...anonymous } = told({})
    expect(alertmanagerConfig(anonymous, '/s').config.route.routes?.[0]?.matchers).toHaveLength(1)
  })

  test.each<readonly [what: string, route: Omit<AlertRoute, 'to' | 'escalation'>, matcher: string]>([
    ['one severity', { severity: ['critical'] }, 'severity="critical"'],
    ['several severities', { severity: ['critical', 'high'] }, 'severity=~"critical|high"'],
    ['a type', { type: ['no-data'] }, 'type="no-data"'],
    ['an owner with a quote', { owner: 'team "web" \\o/' }, 'owner="team \\"web\\" \\\\o/"'],
    ['a branch, or none', { branch: 'release/1.x' }, 'branch=~"release/1\\\\.x|"'],
  ])('by %s', (_, route, matcher) => {
    expect(nodesOf({ routes: [routed({ to: ['team'], ...route })] })).toEqual([
      { receiver: 'team', matchers: [matcher], continue: true },
    ])
  })

  test('tell what is escalated to those who wait for that', () => {
    const routes = [routed({ to: ['team'] }), routed({ to: ['hook'], escalation: true, severity: ['critical'] })]
    expect(nodesOf({ channels: [slack, hook], routes })).toEqual([
      { receiver: 'team', continue: true },
      { receiver: 'hook', matchers: ['severity="critical"', 'alertname="SloStillViolated"'], continue: true },
    ])
  })

  test('tell nobody twice, however many routes of theirs match', () => {
    const owner = routed({ to: ['team'], owner: 'a' })
    const severity = routed({ to: ['team'], severity: ['high'] })
    expect(nodesOf({ routes: [owner, severity] })).toEqual([
      {
        receiver: 'nobody',
        continue: true,
        routes: [
          { receiver: 'team', matchers: ['owner="a"'] },
          { receiver: 'team', matchers: ['severity="high"'] },
        ],
      },
    ])
    expect(nodesOf({ routes: [owner, owner] })).toEqual([{ receiver: 'team', matchers: ['owner="a"'], continue: true }])
    expect(nodesOf({ routes: [owner, routed({ to: ['team'] })] })).toEqual([{ receiver: 'team', continue: true }])
    expect(nodesOf({ channels: [slack, hook], routes: [owner] })).toHaveLength(1)
  })

  test('have a name for nobody that no channel has', () => {
    const { config } = alertmanagerConfig(told({ channels: [{ ...slack, name: 'nobody' }] }), '/s')
    expect([config.route.receiver, config.receivers.map(({ name }) => name)]).toEqual(['nobody-else', ['nobody-else', 'nobody']])
  })

  test.each([
    [86_400_000, '1d'],
    [129_600_000, '36h'],
    [5_400_000, '90m'],
    [90_500, '91s'],
    [100, '1s'],
  ])('repeat after %i ms: %s', (repeat, written) => {
    expect(alertmanagerConfig(told({ repeat }), '/s').config.route.repeat_interval).toBe(written)
  })

  test('hold back what says the same again', () => {
    const { inhibit_rules: rules } = alertmanagerConfig(told({}), '/s').config
    expect(rules.map(({ source_matchers: source, target_matchers: target, equal }) => [...source, '>', ...target, ...equal])).toEqual([
      ['alertname="SloViolated"', '>', 'alertname="SloBudgetBurns"', 'service', 'slo'],
      ['alertname="SloBudgetBurns"', 'severity="high"', '>', 'alertname="SloBudgetBurns"', 'severity="medium"', 'service', 'slo'],
      ['alertname="SloBrokenInProduction"', '>', 'alertname="SloBudgetBurnsInProduction"', 'service', 'slo'],
      ['alertname="SloRunMissing"', '>', 'alertname=~"SloBudgetBurns|SloWithoutData"', 'service'],
    ]) // prettier-ignore
  })
})

describe('receivers of Alertmanager', () => {
  test('slack, by the file of its address', () => {
    const { config } = alertmanagerConfig(told({}), '/etc/secrets')
    expect(config.receivers[1]).toMatchObject({
      name: 'team',
      slack_configs: [{ send_resolved: true, api_url_file: '/etc/secrets/team' }],
    })
  })

  test('a webhook of this machine, or of a host alone, by its address', () => {
    expect(receiverOf(hook)).toEqual({
      receiver: { name: 'hook', webhook_configs: [{ send_resolved: true, url: 'http://127.0.0.1:9000/slo' }] },
      notes: [],
    })
    expect(receiverOf({ ...hook, url: 'https://hooks.example.com' }).receiver?.webhook_configs).toEqual([
      { send_resolved: true, url: 'https://hooks.example.com' },
    ])
  })

  test.each([
    ['env:HOOK', ': the value of HOOK'],
    ['https://hooks.example.com/T0/secret', ''],
    ['https://user@hooks.example.com', ''],
    ['https://:secret@hooks.example.com', ''],
    ['https://hooks.example.com?key=secret', ''],
  ])('a webhook at %s by a file', (url, value) => {
    expect(receiverOf({ ...hook, url })).toEqual({
      receiver: { name: 'hook', webhook_configs: [{ send_resolved: true, url_file: '/etc/secrets/hook' }] },
      notes: [`/etc/secrets/hook holds the address of the webhook${value} (needs Alertmanager 0.26)`],
    })
  })

  test('PagerDuty by the file of its key, with a severity that it knows', () => {
    const { receiver, notes } = receiverOf(pager)
    expect(receiver?.pagerduty_configs).toMatchObject([{ routing_key_file: '/etc/secrets/on-call', url: 'https://events.pagerduty.com/v2/enqueue' }]) // prettier-ignore
    expect(notes).toEqual(['/etc/secrets/on-call holds the integration key'])
  })

  test('mail by its server, with the file of its password', () => {
    const { receiver, notes } = receiverOf(mail)
    expect(receiver?.email_configs).toMatchObject([
      {
        to: 'a@example.com, b@example.com',
        from: 'slo@example.com',
        smarthost: 'mail.example.com:2525',
        auth_username: 'slo',
        auth_password_file: '/etc/secrets/mail',
        require_tls: true,
      },
    ])
    expect(notes).toEqual(['channel mail: /etc/secrets/mail holds the password of its server'])
  })

  test.each([
    ['smtp://mail.example.com', 'mail.example.com:587', true, []],
    ['smtps://mail.example.com', 'mail.example.com:465', true, []],
    [
      'smtps://mail.example.com:8465',
      'mail.example.com:8465',
      true,
      ['channel mail: Alertmanager begins with TLS on port 465 alone'],
    ],
    ['smtp://localhost:25', 'localhost:25', false, []],
  ])('mail by %s, without a password', (server, smarthost, tls, notes) => {
    const made = receiverOf({ ...mail, server })
    expect(made.receiver?.email_configs).toMatchObject([{ smarthost, require_tls: tls }])
    expect(JSON.stringify(made.receiver)).not.toContain('auth_')
    expect(made.notes).toEqual(notes)
  })

  test('mail by a server that a variable names has places to fill in', () => {
    const { receiver, notes } = receiverOf({ ...mail, server: 'env:SMTP' })
    expect(receiver?.email_configs).toMatchObject([{ smarthost: '${SMTP_HOST}:${SMTP_PORT}', auth_username: '${SMTP_USER}' }])
    expect(notes).toEqual(['channel mail: fill in ${SMTP_HOST}, ${SMTP_PORT} and ${SMTP_USER} from SMTP; /etc/secrets/mail holds its password']) // prettier-ignore
  })

  test('none for what Alertmanager has no way for, and it is said', () => {
    expect(receiverOf(command)).toEqual({
      receiver: undefined,
      notes: ['channel bell: Alertmanager tells nobody by command, so it is left out'],
    })
    expect(() => alertmanagerConfig(told({ channels: [command] }), '/s')).toThrow('Alertmanager reaches none of the channels')
    expect(() => alertmanagerConfig({}, '/s')).toThrow('nobody is told: slo.config declares no alerts with channels')
  })

  test('hold no secret', () => {
    const all = JSON.stringify(alertmanagerConfig(told({ channels: [slack, hook, pager, mail] }), '/s'))
    for (const secret of ['secret-key', 'open%20sesame', 'open sesame']) expect(all).not.toContain(secret)
  })
})
