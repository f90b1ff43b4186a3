import { createHash, createHmac } from 'node:crypto'
import type { AlertChannel } from '../../model/alert-channel.ts'
import type { Message } from '../compose.ts'
import { alertmanagerBody, mailOf, pagerDutyBody, slackBody, webhookBody } from '../payloads.ts'
import { post } from './post.ts'
import { runCommand } from './run-command.ts'
import { resolveSecret } from './secret.ts'
import type { Env } from './secret.ts'
import { sendMail } from './send-mail.ts'

/** Where and when messages are sent. */
export interface Sending {
  readonly env: Env
  /** Of the project: where commands run. */
  readonly root: string
  /** Seconds since 1970, for signatures. */
  readonly now: () => number
}

/** Sends one message on one channel. Rejects where it was not taken in the time the channel has. */
export async function send(message: Message, channel: AlertChannel, { env, root, now }: Sending): Promise<void> {
  const signal = AbortSignal.timeout(channel.timeout)
  const secret = (written: string): string => resolveSecret(written, env)
  const headers = { 'idempotency-key': digest(message.id) }
  switch (channel.kind) {
    case 'webhook': {
      const body = webhookBody(message)
      const signed = channel.secret === undefined ? {} : signature(body, secret(channel.secret), now())
      return await post({ url: secret(channel.url), body, headers: { ...headers, ...signed }, signal })
    }
    case 'slack':
      return await post({ url: secret(channel.url), body: slackBody(message), headers, signal })
    case 'pagerduty':
      return await post({
        url: secret(channel.url),
        body: pagerDutyBody(message, { routing: secret(channel.key), dedup: dedupKey(message.key) }),
        headers,
        signal,
      })
    case 'alertmanager':
      return await post({
        url: alertsOf(secret(channel.url)),
        body: alertmanagerBody(message, daysAfter(now(), longestRepeat)),
        headers,
        signal,
      })
    case 'email':
      return await sendMail({
        ...mailOf(message),
        server: secret(channel.server),
        from: channel.from,
        to: channel.to,
        timeout: channel.timeout,
      })
    case 'command':
      return await runCommand(channel.run, { input: webhookBody(message), root, signal })
  }
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
