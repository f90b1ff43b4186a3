import type { SmsChannel, TwilioChannel } from '../../model/alert-channel.ts'
import type { Message } from '../compose.ts'
import { smsText } from '../sms-text.ts'
import { post } from './post.ts'
import { secretName } from '../../model/secret-name.ts'
import { tellEach } from './tell-each.ts'

/** What a text message needs besides its channel. */
export interface SmsSending {
  /** What `env:NAME` means. */
  readonly secret: (written: string) => string
  /** The same for the same message. */
  readonly id: string
  readonly signal: AbortSignal
}

/**
 * Sends a text message to each number by Twilio's API: https://www.twilio.com/docs/messaging/api/message-resource. Returns why some were
 * not told; rejects with SloError where nobody was.
 */
export async function sendByTwilio(
  message: Message,
  channel: TwilioChannel,
  { secret, signal }: SmsSending,
): Promise<readonly string[]> {
  const [account, from] = [secret(channel.account), secret(channel.from)]
  const url = `${secret(channel.url).replace(/\/+$/, '')}/2010-04-01/Accounts/${encodeURIComponent(account)}/Messages.json`
  const authorization = `Basic ${Buffer.from(`${account}:${secret(channel.token)}`).toString('base64')}`
  const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' }
  const sender: Readonly<Record<string, string>> = /^MG[0-9a-f]{32}$/i.test(from) ? { MessagingServiceSid: from } : { From: from }
  const text = smsText(message, channel.segments)
  return await tellEach(channel.to.map(secret), async (to) => {
    await post({ url, body: String(new URLSearchParams({ To: to, ...sender, Body: text })), headers, signal })
  })
}

/** Sends a text message to each number by a gateway, in the form that it wants. Returns and rejects as the other does. */
export async function sendByGateway(message: Message, channel: SmsChannel, sending: SmsSending): Promise<readonly string[]> {
  const { secret, id, signal } = sending
  const text = smsText(message, channel.segments)
  return await tellEach(channel.to.map(secret), async (to) => {
    const filled = (written: Readonly<Record<string, string>>): Record<string, string> =>
      Object.fromEntries(
        Object.entries(written).map(([key, value]) => [
          key,
          // What a variable holds is meant as it is.
          secretName(value) === undefined ? fill(value, { to, text, id }) : secret(value),
        ]),
      )
    const [fields, headers] = [filled(channel.fields), filled(channel.headers)]
    await post({ ...requestOf(channel, secret(channel.url), fields), headers: { ...typeOf(channel), ...headers }, signal })
  })
}

function requestOf(
  { method, body }: SmsChannel,
  url: string,
  fields: Readonly<Record<string, string>>,
): { readonly url: string; readonly method: 'GET' | 'POST'; readonly body?: string } {
  if (method === 'POST')
    return { url, method, body: body === 'json' ? JSON.stringify(fields) : String(new URLSearchParams(fields)) }
  const address = new URL(url)
  for (const [name, value] of Object.entries(fields)) address.searchParams.append(name, value)
  return { url: String(address), method }
}

function typeOf({ method, body }: SmsChannel): Readonly<Record<string, string>> {
  return method === 'POST' && body === 'form' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}
}

function fill(template: string, values: Readonly<Record<'to' | 'text' | 'id', string>>): string {
  return template.replaceAll(/\{(to|text|id)\}/g, (_, name: 'to' | 'text' | 'id') => values[name])
}
