import { retryAfter, tryAgain } from './try-again.ts'
import type { Attempt } from './try-again.ts'

/** A request on its way to an address. */
export interface Post {
  readonly url: string
  /** POST by default. */
  readonly method?: 'GET' | 'POST'
  readonly body?: string
  /** JSON by default. */
  readonly headers: Readonly<Record<string, string>>
  /** Ends it, wherever it is. */
  readonly signal: AbortSignal
}

/**
 * Sends it, and tries again where that may help: no connection, 429, 5xx. A user and a password in the address are sent as basic
 * authentication. Rejects with SloError where nobody took it.
 */
export async function post(message: Post): Promise<void> {
  const { url, user } = apart(message.url)
  const headers = user === undefined ? message.headers : { authorization: `Basic ${user}`, ...message.headers }
  await tryAgain(() => tryOnce({ ...message, url, headers }), message.signal)
}

/** No request can be made of an address that holds a password. */
function apart(written: string): { readonly url: string; readonly user?: string } {
  const url = new URL(written)
  const { username, password } = url
  if (username === '' && password === '') return { url: written }
  url.username = url.password = ''
  return {
    url: String(url),
    user: Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64'),
  }
}

async function tryOnce({ url, method = 'POST', body, headers, signal }: Post): Promise<Attempt<undefined>> {
  try {
    const sent = body === undefined ? {} : { body }
    const type = body === undefined ? undefined : { 'content-type': 'application/json' }
    // To wherever else it points, nobody wants to send a secret.
    const answer = await fetch(url, { method, ...sent, headers: { ...type, ...headers }, redirect: 'manual', signal })
    const text = await answer.text()
    if (answer.ok) return { taken: true, value: undefined }
    const again = answer.status === 429 || answer.status >= 500
    return { taken: false, reason: reasonOf(answer.status, text), again, after: retryAfter(answer.headers.get('retry-after')) }
  } catch (error) {
    if (signal.aborted) return { taken: false, reason: 'no answer in time', again: false }
    return { taken: false, reason: `could not be reached: ${causeOf(error as Error)}`, again: true }
  }
}

function reasonOf(status: number, text: string): string {
  const said = (messageIn(text) ?? text).replaceAll(/\s+/g, ' ').trim()
  return `answered ${status}${said === '' ? '' : `: ${said.slice(0, 200)}`}`
}

/** Of an answer in JSON with a message, what a person needs: `{"code":21211,"message":"..."}`. */
function messageIn(text: string): string | undefined {
  try {
    const { code, message } = JSON.parse(text) as { readonly code?: unknown; readonly message?: unknown }
    if (typeof message !== 'string') return undefined
    return typeof code === 'number' || typeof code === 'string' ? `${message} (code ${code})` : message
  } catch {
    return undefined
  }
}

function causeOf({ message, cause }: Error): string {
  return (cause as Error | undefined)?.message ?? message
}
