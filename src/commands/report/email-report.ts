import { attachment, sendMail } from '../../alert/channels/send-mail.ts'
import type { Attachment, Mail } from '../../alert/channels/send-mail.ts'
import { resolveSecret } from '../../alert/channels/secret.ts'
import { secretsOf } from '../../alert/deliver.ts'
import { redact } from '../../alert/redact.ts'
import type { AlertChannel } from '../../model/alert-channel.ts'
import { SloError } from '../../model/fault.ts'
import type { Document } from '../../report/document.ts'
import { fitMarkdown } from '../../report/github/fit-markdown.ts'
import { renderPrintHtml } from '../../report/print-html.ts'
import { loadProject } from '../load-project.ts'
import type { World } from '../world.ts'

/** A report that is sent. */
export interface Mailed {
  readonly document: Document
  readonly make: () => Promise<Attachment>
}

type EmailChannel = AlertChannel & { readonly kind: 'email' }

/**
 * Sends a report by a mail channel of slo.config.ts: to whom that channel writes to, or to the addresses that are named. Rejects with
 * SloError where there is no such channel, or nobody takes the mail.
 */
export async function emailReport({ document, make }: Mailed, to: string, world: World): Promise<void> {
  const channel = await channelFor(to, world)
  const people = to.includes('@') ? to.split(',').map((one) => one.trim()) : channel.to
  try {
    const missed = await sendMail(await mailOf(document, make, { channel, people, world }))
    for (const reason of missed) world.stderr.write(`not everybody has the report: ${reason}\n`)
  } catch (error) {
    const reason = redact((error as Error).message, secretsOf(channel, world.env))
    throw new SloError(`the report was not sent by ${channel.name}: ${reason}`)
  }
  world.stderr.write(
    `sent the report by ${channel.name} to ${people.length === 1 ? '1 address' : `${people.length} addresses`}\n`,
  )
}

interface Sending {
  readonly channel: EmailChannel
  readonly people: readonly string[]
  readonly world: World
}

async function mailOf(document: Document, make: Mailed['make'], { channel, people, world }: Sending): Promise<Mail> {
  const short: Document = { ...document, sections: document.sections.map((section) => ({ ...section, most: Math.min(section.most ?? mostRows, mostRows) })) } // prettier-ignore
  return {
    server: resolveSecret(channel.server, world.env),
    from: channel.from,
    to: people,
    subject: `${document.title}: ${document.state}`.replaceAll(/\s+/g, ' ').slice(0, 200),
    text: fitMarkdown(short, mostBytes),
    html: renderPrintHtml(short),
    // Somebody is waiting for exactly this file: its making has all the time it needs.
    ...(await attachment(make, patience)),
    timeout: channel.timeout,
  }
}

const patience = 120_000
/** Of each table: the whole of it is attached. */
const mostRows = 50
const mostBytes = 50_000

async function channelFor(to: string, world: World): Promise<EmailChannel> {
  const { name, config } = await loadProject(world)
  const all = (config.alerts?.channels ?? []).filter((channel): channel is EmailChannel => channel.kind === 'email')
  const [first] = all
  if (first === undefined)
    throw new SloError(`--email needs a channel of kind email in ${name}: alerts: { channels: { mail: { kind: 'email', server: 'env:SMTP', from: ..., to: [...] } } }`) // prettier-ignore
  if (to.includes('@')) return first
  const named = all.find((channel) => channel.name === to)
  if (named === undefined)
    throw new SloError(
      `--email ${to} is neither an address nor a channel of kind email: there are ${all.map((one) => one.name).join(', ')}`,
    )
  return named
}
