import { SloError } from '../../model/fault.ts'

/** Milliseconds that a receiver may take. */
const patience = 10_000

/** Puts metrics on a Pushgateway, in place of those of the run before. Rejects with SloError where it does not take them. */
export async function pushMetrics(url: string, service: string | undefined, text: string): Promise<void> {
  const group = `metrics/job/vitest-slo${service === undefined ? '' : `/service@base64/${groupValue(service)}`}`
  await send(new URL(group, folderOf(url, '--push')), { method: 'PUT', type: 'text/plain; version=0.0.4', text })
}

/** Sends metrics over OTLP. Rejects with SloError where they are not taken, the whole or a part of them. */
export async function postMetrics(url: string, text: string): Promise<void> {
  const answer = await send(addressOf(url, '--otlp'), { method: 'POST', type: 'application/json', text })
  const rejected = rejectedPoints(answer)
  if (rejected > 0)
    throw new SloError(`${place(addressOf(url, '--otlp'))} refused ${rejected} of the figures: ${answer.slice(0, 300)}`)
}

/** A value with slashes, or none at all, has its own way to be written. */
function groupValue(service: string): string {
  return Buffer.from(service).toString('base64url')
}

function addressOf(url: string, option: string): URL {
  const address = URL.canParse(url) ? new URL(url) : undefined
  if (address !== undefined && /^https?:$/.test(address.protocol)) return address
  throw new SloError(`${option} ${url} is no address: write http://host:port`)
}

function folderOf(url: string, option: string): URL {
  const address = addressOf(url, option)
  if (!address.pathname.endsWith('/')) address.pathname += '/'
  return address
}

interface Message {
  readonly method: 'PUT' | 'POST'
  readonly type: string
  readonly text: string
}

async function send(address: URL, { method, type, text }: Message): Promise<string> {
  const { username, password } = address
  const target = new URL(address)
  target.username = target.password = ''
  const authorization = `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`
  const headers = { 'content-type': type, ...(username === '' ? {} : { authorization }) }
  const answer = await fetch(target, { method, headers, body: text, signal: AbortSignal.timeout(patience) }).catch(
    (error: Error) => {
      throw new SloError(`${place(address)} did not answer: ${reasonOf(error)}`)
    },
  )
  const said = await answer.text()
  if (!answer.ok) throw new SloError(`${place(address)} answered ${answer.status}: ${said.slice(0, 300).trim()}`)
  return said
}

/** Without what is secret in it. */
function place({ origin, pathname }: URL): string {
  return `${origin}${pathname}`
}

function reasonOf(error: Error): string {
  return error.name === 'TimeoutError'
    ? `no answer within ${patience / 1000} s`
    : ((error.cause as Error | undefined)?.message ?? error.message)
}

function rejectedPoints(answer: string): number {
  try {
    const { partialSuccess } = JSON.parse(answer) as {
      readonly partialSuccess?: { readonly rejectedDataPoints?: string | number }
    }
    return Number(partialSuccess?.rejectedDataPoints ?? 0)
  } catch {
    // An answer without a body is a whole success.
    return 0
  }
}
