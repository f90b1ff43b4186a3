import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { mailServer, receiver } from './receiver.ts'
import type { Receiver } from './receiver.ts'
import { everything, messageOf, sendOn } from './sample-message.ts'

const sms = { to: ['+15550101'], segments: 3 } as const
const overHttp = {
  webhook: (url: string) => ({ kind: 'webhook', url }) as const,
  slack: (url: string) => ({ kind: 'slack', url }) as const,
  pagerduty: (url: string) => ({ kind: 'pagerduty', url, key: 'routing-key' }) as const,
  alertmanager: (url: string) => ({ kind: 'alertmanager', url }) as const,
  twilio: (url: string) => ({ kind: 'twilio', url, account: 'AC0123', token: 'token', from: '+15550100', ...sms }) as const,
  sms: (url: string) =>
    ({ kind: 'sms', url, method: 'POST', body: 'json', fields: { text: '{text}' }, headers: {}, ...sms }) as const,
}
type Kind = keyof typeof overHttp
const kinds = Object.keys(overHttp) as Kind[]

describe('what a channel says can be acted on', () => {
  test.each(kinds)('%s', async (kind) => {
    const { url, received } = await receiver(200)
    expect(await sendOn(overHttp[kind](url))).toBeUndefined()
    const said = kind === 'twilio' ? (new URLSearchParams(received[0]?.body).get('Body') ?? '') : textsOf(received)
    for (const part of everything) expect(said).toContain(part)
  })

  test('email, as text and as HTML', async () => {
    const { address, mails } = await mailServer()
    const mail = { kind: 'email', server: `smtp://slo:open%20sesame@${address}`, from: 'a@example.com', to: ['b@example.com'], attach: 'nothing' } as const // prettier-ignore
    expect(await sendOn(mail)).toBeUndefined()
    const [head = '', text = '', html = ''] = decoded(mails[0] ?? '').split(/^--+_.*$/m)
    expect(head).toContain('Subject: acme: escalated: critical time: first-build')
    for (const part of everything.filter((one) => one !== 'max <= 3s'))
      expect([text.includes(part), html.includes(part)]).toEqual([true, true])
    expect([text.includes('max <= 3s'), html.includes('max &lt;= 3s')]).toEqual([true, true])
  })

  test('a command', async () => {
    const root = mkdtempSync(join(tmpdir(), 'slo-alert-'))
    onTestFinished(() => rmSync(root, { recursive: true, force: true }))
    expect(await sendOn({ kind: 'command', run: 'cat > told.json' }, { root })).toBeUndefined()
    const said = readFileSync(join(root, 'told.json'), 'utf8')
    for (const part of everything) expect(said).toContain(part)
  })
})

/** All texts of a body in JSON, as a person reads them. */
function textsOf(received: Receiver['received']): string {
  const texts: string[] = []
  JSON.parse(received[0]?.body ?? '', (_, value: unknown) => (typeof value === 'string' ? texts.push(value) : value))
  return texts.join('\n').replaceAll('&lt;', '<')
}

/** Quoted-printable, as far as it matters here. */
function decoded(mail: string): string {
  return mail.replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=')
}

/** How each kind of receiver may behave, and what is said of it: who fails is named, no secret is. */
describe.each(kinds)('%s', (kind) => {
  const toldOf = (reason: string): string =>
    kind === 'twilio' || kind === 'sms' ? `the number that ends in 01: ${reason}` : reason

  test.each([
    ['answers 429, and then takes it', [429, 200], 2, undefined],
    ['answers 503, and then takes it', [503, 200], 2, undefined],
    ['dies once, and then takes it', ['drop', 200], 2, undefined],
    ['refuses', [400], 1, 'answered 400: no room'],
    ['is busy for good', [429], 4, 'answered 429: no room'],
    ['points elsewhere', [302], 1, 'answered 302: no room'],
  ] as const)('that %s', async (_, answers, asked, reason) => {
    const { url, received } = await receiver(...answers)
    const failed = await sendOn(overHttp[kind](url))
    expect(received).toHaveLength(asked)
    expect(failed?.reason).toBe(reason === undefined ? undefined : toldOf(reason))
  })

  test('that hangs, stays broken, or dies for good is given up in time', async () => {
    const ends = await Promise.all(
      (['hang', 503, 'drop'] as const).map(async (answer) => {
        const { url } = await receiver(answer)
        return (await sendOn(overHttp[kind](url), { timeout: 300 }))?.reason
      }),
    )
    const [hung, broken, dead] = ends
    expect(hung).toBe(toldOf('no answer in time'))
    // On a busy machine the time may be over before the first answer is there.
    expect(broken).toMatch(/answered 503: no room; out of time before another try$|no answer in time$/)
    expect(dead).toMatch(/could not be reached: other side closed; out of time before another try$|no answer in time$/)
  })
})

test('a report goes with a mail, once it is made, and a mail goes without one where it cannot be made', async () => {
  const { address, mails } = await mailServer()
  const { deliver } = await import('../../src/alert/deliver.ts')
  const channel = { name: 'mail', timeout: 4000, kind: 'email', server: `smtp://slo:open%20sesame@${address}`, from: 'a@example.com', to: ['b@example.com'], attach: 'html' } as const // prettier-ignore
  const reports = [
    async () => ({ name: 'report.html', type: 'text/html', content: Buffer.from('<h1>the report</h1>') }),
    async () => ({ name: 'report.pdf', type: 'application/pdf', content: new Uint8Array(8_000_000) }),
    async () => Promise.reject(new Error('no browser in /home/jane/x')),
    async () => new Promise<never>(() => undefined),
  ]
  for (const report of reports)
    expect(await deliver([{ channel, messages: [messageOf()] }], { env: {}, root: '/', now: () => 0, report })).toEqual([])
  expect(mails[0]).toContain('filename=report.html')
  expect(mails[0]).toContain(Buffer.from('<h1>the report</h1>').toString('base64'))
  const said = mails.slice(1).map((mail) => /The report is not attached: .*\./.exec(decoded(mail))?.[0])
  expect(said).toEqual([
    'The report is not attached: report.pdf has 8.0 MB, which mail servers refuse.',
    'The report is not attached: no browser in ~/x.',
    'The report is not attached: no answer in time.',
  ])
})

test('a mail server that says nothing holds nobody up for longer than the time of the channel', async () => {
  const { createServer } = await import('node:net')
  const silent = createServer((socket) => {
    // A byte now and then keeps every shorter patience alive.
    const drip = setInterval(() => socket.write('2'), 100)
    socket.on('close', () => clearInterval(drip)).on('error', () => undefined)
  })
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void silent.close())
  const { port } = silent.address() as { readonly port: number }
  const mail = { kind: 'email', server: `smtp://127.0.0.1:${port}`, from: 'a@example.com', to: ['b@example.com'], attach: 'nothing' } as const // prettier-ignore
  const failed = await sendOn(mail, { timeout: 1000 })
  expect(failed?.reason).toMatch(/no answer in time|Greeting never received/)
})
