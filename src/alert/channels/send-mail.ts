import type * as Nodemailer from 'nodemailer'
import { SloError } from '../../model/fault.ts'
import { escapeHtml } from '../payloads.ts'
import { redact } from '../redact.ts'

/** A file that goes with a mail. */
export interface Attachment {
  readonly name: string
  readonly type: string
  readonly content: Uint8Array
}

/** One mail to some people. */
export interface Mail {
  /** `smtp://user:password@host:port`, or `smtps://`. */
  readonly server: string
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly attachment?: Attachment
  /** Why a report that was to go with it does not. */
  readonly missing?: string
  /** Milliseconds. */
  readonly timeout: number
}

/** Mail servers refuse what is larger, most of them from 10 to 25 MB, and Base64 adds a third. */
const mostBytes = 7_000_000

/**
 * Sends a mail by nodemailer, which the project brings. Resolves to why some were not told. Rejects with SloError where it is not there, or the server does not take
 * it for anybody.
 */
export async function sendMail({ server, timeout, attachment: file, missing, ...mail }: Mail): Promise<readonly string[]> {
  const { createTransport } = await loadNodemailer()
  // Each is of a part of it; what they come to together is bounded below.
  const transport = createTransport({ url: server, connectionTimeout: timeout, greetingTimeout: timeout, socketTimeout: timeout })
  try {
    const sent = transport.sendMail({ ...mail, to: [...mail.to], ...attached(mail, file, missing) })
    const { rejected } = await inTime(sent, timeout)
    return rejected.length === 0 ? [] : [`the server refused ${rejected.length} of ${mail.to.length} addresses`]
  } catch (error) {
    throw new SloError((error as Error).message)
  } finally {
    transport.close()
  }
}

async function inTime<T>(sent: Promise<T>, timeout: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SloError('no answer in time')), timeout)
  })
  // Whoever gave up does not wait for what becomes of it.
  sent.catch(() => undefined)
  return await Promise.race([sent, late]).finally(() => clearTimeout(timer))
}

/** A report for a mail, or why there is none: whoever is to be told is told without it rather than not at all. `timeout` in milliseconds. */
export async function attachment(
  make: () => Promise<Attachment>,
  timeout: number,
): Promise<Pick<Mail, 'attachment' | 'missing'>> {
  try {
    const made = await inTime(make(), timeout)
    const size = `${(made.content.length / 1e6).toFixed(1)} MB`
    return made.content.length > mostBytes
      ? { missing: `${made.name} has ${size}, which mail servers refuse` }
      : { attachment: made }
  } catch (error) {
    return { missing: redact((error as Error).message) }
  }
}

function attached(
  { text, html }: Pick<Mail, 'text' | 'html'>,
  file: Attachment | undefined,
  missing: string | undefined,
): object {
  if (missing !== undefined) {
    const said = `The report is not attached: ${missing}.`
    return { text: `${text}\n${said}\n`, html: `${html}<p>${escapeHtml(said)}</p>` }
  }
  if (file === undefined) return {}
  return { attachments: [{ filename: file.name, contentType: file.type, content: Buffer.from(file.content) }] }
}

async function loadNodemailer(): Promise<typeof Nodemailer> {
  try {
    return await import('nodemailer')
  } catch {
    throw new SloError('needs the package nodemailer: npm install --save-dev nodemailer')
  }
}
