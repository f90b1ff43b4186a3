import { createHmac } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { deliver, secretsOf } from '../../src/alert/deliver.ts'
import type { Message } from '../../src/alert/compose.ts'
import { alertmanagerBody, mailOf, pagerDutyBody, slackBody, webhookBody } from '../../src/alert/payloads.ts'
import { redact } from '../../src/alert/redact.ts'
import type { NewsChannel } from '../../src/model/alert-channel.ts'
import { mailServer, receiver } from './receiver.ts'

const message: Message = {
  key: '["acme","main","command build"]',
  id: 'run-2:new:build',
  kind: 'new',
  alert: {
    key: '["acme","main","command build"]',
    type: 'time',
    severity: 'high',
    cause: 'command <build>',
    owners: ['a', 'b'],
    findings: [{ reason: 'said' }],
  },
  title: 'acme: high time: <build> & more',
  lines: ['build: measured max 3.5s, promised max <= 3s', 'report: https://ci/1?a="b"'],
  link: 'https://ci/1?a="b"',
  since: '2026-01-02T12:00:00.000Z',
  at: '2026-01-03T12:00:00.000Z',
}
const resolved: Message = { ...message, kind: 'resolved' }
const end = '2026-02-02T12:00:00.000Z'
const bare: Message = { ...message, link: undefined, alert: { ...message.alert, owners: [] } }

type WithoutName = NewsChannel extends infer C ? (C extends NewsChannel ? Omit<C, 'name' | 'timeout'> : never) : never

async function sendOn(
  channel: WithoutName,
  { timeout = 5000, env = {}, sent = message, root = '/' } = {},
): Promise<string | undefined> {
  const whole = { name: 'team', timeout, ...channel } as NewsChannel
  const [failed] = await deliver([{ channel: whole, messages: [sent] }], { env, root, now: () => 1_700_000_000 })
  return failed?.reason
}

describe('a webhook', () => {
  test('is posted the message as data, with a key that tells a second copy', async () => {
    const { url, received } = await receiver(200)
    expect(await sendOn({ kind: 'webhook', url: `${url}/hook` })).toBeUndefined()
    expect(await sendOn({ kind: 'webhook', url: `${url}/hook` })).toBeUndefined()
    const [first, second] = received
    expect(first?.path).toBe('/hook')
    expect(JSON.parse(first?.body ?? '')).toMatchObject({
      schema: 1,
      kind: 'new',
      title: message.title,
      alert: { severity: 'high' },
    })
    expect(first?.headers['idempotency-key']).toMatch(/^[a-f\d]{64}$/)
    expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key'])
    expect(first?.headers).not.toHaveProperty('x-slo-signature')
  })

  test('is signed, where it has a secret', async () => {
    const { url, received } = await receiver(200)
    expect(
      await sendOn({ kind: 'webhook', url: 'env:HOOK', secret: 'env:KEY' }, { env: { HOOK: url, KEY: 'open sesame' } }),
    ).toBeUndefined()
    const { headers, body } = received[0] as (typeof received)[0]
    expect(headers['x-slo-timestamp']).toBe('1700000000')
    expect(headers['x-slo-signature']).toBe(
      `sha256=${createHmac('sha256', 'open sesame').update(`1700000000.${body}`).digest('hex')}`,
    )
  })

  test.each([
    ['429 and then 200', [429, 200] as const],
    ['503, and then 200', [503, 200] as const],
    ['a broken connection, and then 200', ['drop', 200] as const],
  ])('that answers %s is tried again', async (_, answers) => {
    const { url, received } = await receiver(...answers)
    expect(await sendOn({ kind: 'webhook', url })).toBeUndefined()
    expect(received).toHaveLength(2)
  })

  test('that refuses is not tried again, and says why', async () => {
    const { url, received } = await receiver(404)
    expect(await sendOn({ kind: 'webhook', url })).toBe('answered 404: no room')
    expect(received).toHaveLength(1)
  })

  test('that never recovers is given up after four tries', async () => {
    const { url, received } = await receiver(429)
    expect(await sendOn({ kind: 'webhook', url })).toBe('answered 429: no room')
    expect(received).toHaveLength(4)
  })

  test('that hangs, or stays broken, is given up in time', async () => {
    const hanging = await receiver('hang')
    expect(await sendOn({ kind: 'webhook', url: hanging.url }, { timeout: 300 })).toBe('no answer in time')
    const broken = await receiver(503)
    expect(await sendOn({ kind: 'webhook', url: broken.url }, { timeout: 1500 })).toBe(
      'answered 503: no room; out of time before another try',
    )
  })

  test('that is not there is named without its secrets', async () => {
    const reason = await sendOn(
      { kind: 'webhook', url: 'env:HOOK' },
      { env: { HOOK: 'http://user:hunter2@127.0.0.1:1/?token=abcdef' }, timeout: 3000 },
    )
    expect(reason).toMatch(/^(could not be reached|no answer in time|answered)/)
    expect(reason).not.toMatch(/hunter2|abcdef/)
  })

  test('whose address holds a user and a password is sent them as basic authentication', async () => {
    const { url, received } = await receiver(200)
    expect(await sendOn({ kind: 'webhook', url: `${url.replace('//', '//jane:open%20sesame@')}/hook` })).toBeUndefined()
    expect(received[0]?.headers.authorization).toBe(`Basic ${Buffer.from('jane:open sesame').toString('base64')}`)
    expect(received[0]?.path).toBe('/hook')
  })

  test('whose variable holds no address says so', async () => {
    expect(await sendOn({ kind: 'webhook', url: 'env:HOOK' }, { env: { HOOK: 'no address' } })).toBe('Invalid URL')
  })

  test('whose variable is not set says which', async () => {
    expect(await sendOn({ kind: 'webhook', url: 'env:HOOK' })).toBe('the variable HOOK is not set')
    expect(await sendOn({ kind: 'webhook', url: 'env:HOOK' }, { env: { HOOK: ' ' } })).toBe('the variable HOOK is not set')
  })
})

describe('other receivers', () => {
  test.each([
    ['slack', { kind: 'slack', url: 'env:URL' }, '/'],
    ['pagerduty', { kind: 'pagerduty', url: 'env:URL', key: 'env:KEY' }, '/'],
    ['alertmanager', { kind: 'alertmanager', url: 'env:URL' }, '/api/v2/alerts'],
  ] as const)('%s is posted its own form', async (_, channel, path) => {
    const { url, received } = await receiver(200)
    expect(await sendOn(channel, { env: { URL: `${url}/`, KEY: 'routing' } })).toBeUndefined()
    expect(received.map((one) => one.path)).toEqual([path])
  })

  test('PagerDuty tells two keys that are too long for it apart', async () => {
    const { url, received } = await receiver(200)
    const long = 'long '.repeat(60)
    for (const key of [message.key, `${long}a`, `${long}b`])
      await sendOn({ kind: 'pagerduty', url, key: 'routing' }, { sent: { ...message, key } })
    const keys = received.map(({ body }) => (JSON.parse(body) as { dedup_key: string }).dedup_key)
    expect([keys[0], keys[1]?.length, new Set(keys).size]).toEqual([message.key, 64, 3])
  })

  test('Slack has a line for the link, and nothing that it would take for its own', () => {
    const { text, blocks } = JSON.parse(slackBody(message)) as { text: string; blocks: [{ text: { text: string } }] }
    expect(text).toBe('acme: high time: &lt;build&gt; &amp; more')
    expect(blocks[0].text.text).toBe(
      '*acme: high time: &lt;build&gt; &amp; more*\nbuild: measured max 3.5s, promised max &lt;= 3s\n<https://ci/1?a="b"|report>',
    )
    expect(slackBody(bare)).not.toContain('|report>')
  })

  test('PagerDuty is triggered and resolved under one key', () => {
    const keys = { routing: 'routing', dedup: 'the key' }
    const trigger = JSON.parse(pagerDutyBody(message, keys)) as object
    expect(trigger).toMatchObject({
      routing_key: 'routing',
      event_action: 'trigger',
      dedup_key: 'the key',
      payload: { severity: 'error', summary: message.title, source: 'vitest-slo', component: 'command <build>', class: 'time' },
      links: [{ href: message.link }],
    })
    expect(JSON.parse(pagerDutyBody(resolved, keys))).toEqual({
      routing_key: 'routing',
      dedup_key: 'the key',
      event_action: 'resolve',
    })
    expect(JSON.parse(pagerDutyBody(bare, keys))).not.toHaveProperty('links')
  })

  test('Alertmanager is told when it began, and when it ended', () => {
    const [open] = JSON.parse(alertmanagerBody(message, end)) as [Record<string, unknown>]
    expect(open).toMatchObject({
      labels: { alertname: 'VitestSlo', severity: 'high', owner: 'a, b' },
      startsAt: message.since,
      annotations: { summary: message.title, cause: 'command <build>', description: message.lines.join('\n') },
      generatorURL: message.link,
      // It would take one that is not sent again for resolved.
      endsAt: end,
    })
    expect(JSON.parse(alertmanagerBody(resolved, end))).toMatchObject([{ endsAt: message.at }])
    expect(alertmanagerBody(bare, end)).not.toMatch(/generatorURL|owner/)
    const before = { type: 'time', severity: 'medium', owners: ['a', 'b'] } as const
    expect(JSON.parse(alertmanagerBody({ ...message, kind: 'worse', before }, end))).toMatchObject([
      { labels: { severity: 'high' }, endsAt: end },
      { labels: { severity: 'medium' }, endsAt: message.at },
    ])
    const same = { ...before, severity: 'high' } as const
    expect(JSON.parse(alertmanagerBody({ ...message, kind: 'repeat', before: same }, end))).toHaveLength(1)
    expect(JSON.parse(alertmanagerBody({ ...resolved, before }, end))).toMatchObject([{ labels: { severity: 'medium' } }])
  })

  test('a mail is escaped, and its subject is one line', () => {
    const { subject, html } = mailOf({ ...message, title: 'a\r\nBcc: b <c>' })
    expect(subject).toBe('a Bcc: b <c>')
    expect(html).toContain('<h2>a\r\nBcc: b &lt;c&gt;</h2>')
    expect(html).toContain('<a href="https://ci/1?a=&quot;b&quot;">')
    expect(mailOf(bare).html).not.toContain('<a')
  })
})

describe('mail', () => {
  const mail = {
    kind: 'email',
    server: 'env:SMTP',
    from: 'slo@example.com',
    to: ['a@example.com', 'b@example.com'],
    attach: 'html',
  } as const

  test('goes by a real server, as text and as HTML', async () => {
    const { address, mails } = await mailServer()
    expect(await sendOn(mail, { env: { SMTP: `smtp://slo:open%20sesame@${address}` } })).toBeUndefined()
    expect(mails[0]).toMatch(/^To: a@example\.com, b@example\.com\r?$/m)
    expect(mails[0]).toMatch(/Content-Type: text\/html/)
  })

  test('that is refused says why, without the password', async () => {
    const { address, mails } = await mailServer()
    const reason = await sendOn(mail, { env: { SMTP: `smtp://slo:wrong-password@${address}` } })
    expect(reason).toMatch(/who are you\?/)
    expect(reason).not.toContain('wrong-password')
    expect(mails).toEqual([])
  })

  test.each([
    ['tls', 'smtps'],
    ['starttls', 'smtp'],
  ] as const)('goes encrypted by %s, and to no server with a certificate that nobody vouches for', async (encryption, scheme) => {
    const { address, mails } = await mailServer(encryption)
    const server = `${scheme}://slo:open%20sesame@${address}`
    expect(await sendOn(mail, { env: { SMTP: server } })).toMatch(/certificate/)
    expect(mails).toEqual([])
    expect(await sendOn(mail, { env: { SMTP: `${server}?tls.rejectUnauthorized=false` } })).toBeUndefined()
    expect(mails).toHaveLength(1)
  })
})

describe('a command', () => {
  const folder = (): string => {
    const made = mkdtempSync(join(tmpdir(), 'slo-alert-'))
    onTestFinished(() => rmSync(made, { recursive: true, force: true }))
    return made
  }

  test('has the message on its standard input', async () => {
    const root = folder()
    expect(await sendOn({ kind: 'command', run: 'cat > told.json' }, { root })).toBeUndefined()
    expect(readFileSync(join(root, 'told.json'), 'utf8')).toBe(webhookBody(message))
  })

  test('that fails says its exit code and its last words', async () => {
    expect(await sendOn({ kind: 'command', run: 'echo no such pager >&2; exit 3' })).toBe('ended with exit code 3: no such pager')
    expect(await sendOn({ kind: 'command', run: 'exit 4' })).toBe('ended with exit code 4')
  })

  test('that hangs is killed with all that it started', async () => {
    const root = folder()
    expect(await sendOn({ kind: 'command', run: '(sleep 2; touch late) & sleep 60' }, { root, timeout: 300 })).toBe(
      'did not end in time, and was killed',
    )
    await new Promise((resolve) => setTimeout(resolve, 2500))
    expect(existsSync(join(root, 'late'))).toBe(false)
  })
})

test('one channel that fails holds up no other', async () => {
  const [good, bad] = [await receiver(200), await receiver('hang')]
  const channels = [good, bad].map(({ url }, i) => ({
    channel: { kind: 'webhook', name: `c${i}`, timeout: 500, url } as const,
    messages: [message, resolved],
  }))
  const failed = await deliver(channels, { env: {}, root: '/', now: () => 0 })
  expect(failed.map(({ channel }) => channel)).toEqual(['c1', 'c1'])
  expect(good.received).toHaveLength(2)
})

describe('secrets', () => {
  test.each([
    ['https://user:pass@host/a', 'https://***@host/a'],
    ['https://host/a?x=1&access_token=abc&y=2', 'https://host/a?x=1&access_token=***&y=2'],
    ['/home/jane/project and /Users/joe/x and /root/y', '~/project and ~/x and ~/y'],
    ['C:\\Users\\jane\\x, /home/jane, in (/root/y) and my/root/z', '~\\x, ~, in (~/y) and my/root/z'],
    ['authorization: Bearer abcdefgh.ijk-l', 'authorization: Bearer ***'],
    ['posts to https://hooks.slack.com/services/T0/B0/xyz now', 'posts to https://hooks.slack.com/*** now'],
    ['pushed with ghp_abcdefgh12345678, glpat-abcdefgh1 and xoxb-12345678-a', 'pushed with ***, *** and ***'],
    [
      '550 <jane.doe+slo@mail.example.com>: unknown; vitest@4.1.12 is no address',
      '550 <***>: unknown; vitest@4.1.12 is no address',
    ],
    ['the value hunter22 stands here', 'the value *** stands here'],
    ['abc is too short to be taken out', 'abc is too short to be taken out'],
  ])('%s', (text, without) => {
    expect(redact(text, ['hunter22', 'abc'])).toBe(without)
  })

  test('of a channel are its address and its keys, as they are written or as they are set', () => {
    const channel = { kind: 'webhook', name: 'a', timeout: 1, url: 'https://host/secret-path', secret: 'env:KEY' } as const
    expect(secretsOf(channel, { KEY: 'open sesame' })).toEqual(['https://host/secret-path', 'open sesame'])
    expect(secretsOf(channel, {})).toEqual(['https://host/secret-path'])
  })
})
