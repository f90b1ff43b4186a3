import type * as Nodemailer from 'nodemailer'
import { SloError } from '../../model/fault.ts'

/** One mail to some people. */
export interface Mail {
  /** `smtp://user:password@host:port`, or `smtps://`. */
  readonly server: string
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Milliseconds. */
  readonly timeout: number
}

/** Sends a mail by nodemailer, which the project brings. Rejects with SloError where it is not there, or the server does not take it. */
export async function sendMail({ server, timeout, ...mail }: Mail): Promise<void> {
  const { createTransport } = await loadNodemailer()
  const transport = createTransport({ url: server, connectionTimeout: timeout, greetingTimeout: timeout, socketTimeout: timeout })
  try {
    await transport.sendMail({ ...mail, to: [...mail.to] })
  } catch (error) {
    throw new SloError((error as Error).message)
  } finally {
    transport.close()
  }
}

async function loadNodemailer(): Promise<typeof Nodemailer> {
  try {
    return await import('nodemailer')
  } catch {
    throw new SloError('needs the package nodemailer: npm install --save-dev nodemailer')
  }
}
