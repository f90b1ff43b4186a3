import type { AlertChannel, NewsChannel } from '../model/alert-channel.ts'
import type { Message } from './compose.ts'
import { redact } from './redact.ts'
import { resolveSecret } from './channels/secret.ts'
import type { Env } from './channels/secret.ts'
import { send } from './channels/send.ts'
import type { Sending } from './channels/send.ts'

/** What goes where. */
export interface Delivery {
  readonly channel: NewsChannel
  readonly messages: readonly Message[]
}

/** A message that a channel did not take, or not for everybody, and why, without secrets. */
export interface Undelivered {
  readonly channel: string
  readonly message: Message
  readonly reason: string
  /** True where somebody was told: to tell the others too would tell those twice. */
  readonly partly: boolean
}

/** Sends on all channels at once. Never rejects: what was not taken is said. */
export async function deliver(deliveries: readonly Delivery[], sending: Sending): Promise<readonly Undelivered[]> {
  const failed = await Promise.all(deliveries.map((delivery) => deliverOn(delivery, sending)))
  return failed.flat()
}

async function deliverOn({ channel, messages }: Delivery, sending: Sending): Promise<readonly Undelivered[]> {
  const ended = await Promise.allSettled(messages.map((message) => send(message, channel, sending)))
  return ended.flatMap((one, i) => {
    const reasons = one.status === 'fulfilled' ? one.value : [(one.reason as Error).message]
    if (reasons.length === 0) return []
    const reason = redact(reasons.join('; '), secretsOf(channel, sending.env))
    return [{ channel: channel.name, message: messages[i] as Message, reason, partly: one.status === 'fulfilled' }]
  })
}

/** Everything of a channel that nobody may read. */
export function secretsOf(channel: AlertChannel, env: Env): string[] {
  const { name: _, kind, timeout: __, ...parts } = channel
  // Where to write, in which form, and what a command is called is no secret.
  const written =
    kind === 'command' ? [] : textsIn(parts).filter((text) => !/^(?:GET|POST|form|json|html|pdf|nothing)$/.test(text))
  return written.flatMap((text) => {
    try {
      return inEveryForm(resolveSecret(text, env))
    } catch {
      return []
    }
  })
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** An address and its password, as it is written there and as it is meant. */
function inEveryForm(text: string): string[] {
  if (!URL.canParse(text)) return [text]
  const { password } = new URL(text)
  return [text, ...new Set([password, decodeURIComponent(password)])].filter((form) => form !== '')
}
