import { createHash, createHmac } from 'node:crypto'
import type { NewsChannel } from '../../model/alert-channel.ts'
import type { Message } from '../compose.ts'
import { alertmanagerBody, mailOf, pagerDutyBody, slackBody, webhookBody } from '../payloads.ts'
import { post } from './post.ts'
import { runCommand } from './run-command.ts'
import { resolveSecret } from './secret.ts'
import type { Env } from './secret.ts'
import { attachment, sendMail } from './send-mail.ts'
import type { Attachment } from './send-mail.ts'
import { sendByGateway, sendByTwilio } from './send-sms.ts'

/** Where and when messages are sent. */
export interface Sending {
  readonly env: Env
  /** Of the project: where commands run. */
  readonly root: string
  /** Seconds since 1970, for signatures. */
  readonly now: () => number
  /** The report that goes with a mail. Undefined where there is none. Rejects where it cannot be made. */
  readonly report?: (format: 'html' | 'pdf') => Promise<Attachment>
}

interface Way<C> {
  readonly message: Message
  readonly channel: C
  readonly sending: Sending
  /** What `env:NAME` means. */
  readonly secret: (written: string) => string
  readonly signal: AbortSignal
}

/**
 * Sends one message on one channel. Resolves to why a part of the people was not told, if any. Rejects where nobody took it in the time
 * the channel has.
 */
export async function send(message: Message, channel: NewsChannel, sending: Sending): Promise<readonly string[]> {
  const signal = AbortSignal.timeout(channel.timeout)
  const way = { message, channel, sending, secret: (written: string) => resolveSecret(written, sending.env), signal }
  return (await (ways[channel.kind] as (of: typeof way) => Promise<readonly string[] | void>)(way)) ?? []
}

type Ways = {
  readonly [K in NewsChannel['kind']]: (way: Way<Extract<NewsChannel, { readonly kind: K }>>) => Promise<readonly string[] | void>
}

const ways: Ways = {
  webhook: async ({ message, channel, sending, secret, signal }) => {
    const body = webhookBody(message)
    const signed = channel.secret === undefined ? {} : signature(body, secret(channel.secret), sending.now())
    await post({ url: secret(channel.url), body, headers: { ...idempotent(message), ...signed }, signal })
  },
  slack: async ({ message, channel, secret, signal }) => {
    await post({ url: secret(channel.url), body: slackBody(message), headers: idempotent(message), signal })
  },
  pagerduty: async ({ message, channel, secret, signal }) => {
    const body = pagerDutyBody(message, { routing: secret(channel.key), dedup: dedupKey(message.key) })
    await post({ url: secret(channel.url), body, headers: idempotent(message), signal })
  },
  alertmanager: async ({ message, channel, sending, secret, signal }) => {
    const body = alertmanagerBody(message, daysAfter(sending.now(), longestRepeat))
    await post({ url: alertsOf(secret(channel.url)), body, headers: idempotent(message), signal })
  },
  email: async ({ message, channel, sending, secret }) => {
    const { from, to, attach, server, timeout } = channel
    const began = performance.now()
    const { report } = sending
    const made = attach === 'nothing' || report === undefined ? {} : await attachment(() => report(attach), timeout / 2)
    const left = timeout - (performance.now() - began)
    return await sendMail({ ...mailOf(message), server: secret(server), from, to, ...made, timeout: left })
  },
  twilio: ({ message, channel, secret, signal }) => sendByTwilio(message, channel, { secret, id: digest(message.id), signal }),
  sms: ({ message, channel, secret, signal }) => sendByGateway(message, channel, { secret, id: digest(message.id), signal }),
  command: ({ message, channel, sending: { root }, signal }) =>
    runCommand(channel.run, { input: webhookBody(message), root, signal }),
}

/** Receivers that keep it drop a second copy. */
function idempotent({ id }: Message): Readonly<Record<string, string>> {
  return { 'idempotency-key': digest(id) }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** PagerDuty takes 255 characters; two keys that begin alike are still two. */
function dedupKey(key: string): string {
  return key.length <= 255 ? key : digest(key)
}

/** HMAC-SHA256 of `<seconds>.<body>`: a receiver checks both, so that an old message cannot be sent again. */
function signature(body: string, secret: string, seconds: number): Readonly<Record<string, string>> {
  const mac = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return { 'x-slo-timestamp': String(seconds), 'x-slo-signature': `sha256=${mac}` }
}

/** Days after which an open alert is told again at the latest. */
const longestRepeat = 30

function daysAfter(seconds: number, days: number): string {
  return new Date((seconds + days * 86_400) * 1000).toISOString()
}

function alertsOf(url: string): string {
  return `${url.replace(/\/+$/, '')}/api/v2/alerts`
}
