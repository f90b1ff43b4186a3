import type { AlertChannel } from '../model/alert-channel.ts'
import type { Message } from './compose.ts'
import { redact } from './redact.ts'
import { resolveSecret, secretName } from './channels/secret.ts'
import type { Env } from './channels/secret.ts'
import { send } from './channels/send.ts'
import type { Sending } from './channels/send.ts'

/** What goes where. */
export interface Delivery {
  readonly channel: AlertChannel
  readonly messages: readonly Message[]
}

/** A message that a channel did not take, and why, without secrets. */
export interface Undelivered {
  readonly channel: string
  readonly message: Message
  readonly reason: string
}

/** Sends on all channels at once. Never rejects: what was not taken is said. */
export async function deliver(deliveries: readonly Delivery[], sending: Sending): Promise<readonly Undelivered[]> {
  const failed = await Promise.all(deliveries.map((delivery) => deliverOn(delivery, sending)))
  return failed.flat()
}

async function deliverOn({ channel, messages }: Delivery, sending: Sending): Promise<readonly Undelivered[]> {
  const ended = await Promise.allSettled(messages.map((message) => send(message, channel, sending)))
  return ended.flatMap((one, i) => {
    if (one.status === 'fulfilled') return []
    const reason = redact((one.reason as Error).message, secretsOf(channel, sending.env))
    return [{ channel: channel.name, message: messages[i] as Message, reason }]
  })
}

/** Everything of a channel that nobody may read. */
export function secretsOf(channel: AlertChannel, env: Env): string[] {
  const written = ['url', 'secret', 'key', 'server'].flatMap((key) => {
    const text = (channel as unknown as Readonly<Record<string, unknown>>)[key]
    return typeof text === 'string' ? [text] : []
  })
  return written.flatMap((text) => {
    if (secretName(text) === undefined) return [text]
    try {
      return [resolveSecret(text, env)]
    } catch {
      return []
    }
  })
}
