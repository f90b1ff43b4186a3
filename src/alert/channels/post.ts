import { setTimeout as pause } from 'node:timers/promises'
import { SloError } from '../../model/fault.ts'

/** A body on its way to an address. */
export interface Post {
  readonly url: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  /** Ends it, wherever it is. */
  readonly signal: AbortSignal
}

const tries = 4

/**
 * Posts JSON, and tries again where that may help: no connection, 429, 5xx. Waits as long as `Retry-After` says, else 0.25 s, 0.5 s,
 * 1 s, each up to half as long again. Rejects with SloError where nobody took it.
 */
export async function post(message: Post): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await tryOnce(message)
    if (outcome === 'taken') return
    if (attempt === tries || !outcome.again) throw new SloError(outcome.reason)
    await pause(outcome.after ?? backOff(attempt), undefined, { signal: message.signal }).catch(() => {
      throw new SloError(`${outcome.reason}; out of time before another try`)
    })
  }
}

interface Failure {
  readonly reason: string
  readonly again: boolean
  /** Milliseconds. */
  readonly after?: number
}

async function tryOnce({ url, body, headers, signal }: Post): Promise<'taken' | Failure> {
  try {
    const answer = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers }, signal })
    const text = await answer.text()
    if (answer.ok) return 'taken'
    const reason = `answered ${answer.status}${text.trim() === '' ? '' : `: ${text.trim().slice(0, 200)}`}`
    return { reason, again: answer.status === 429 || answer.status >= 500, after: retryAfter(answer.headers.get('retry-after')) }
  } catch (error) {
    if (signal.aborted) return { reason: 'no answer in time', again: false }
    return {
      reason: `could not be reached: ${((error as Error).cause as Error | undefined)?.message ?? (error as Error).message}`,
      again: true,
    }
  }
}

/** Seconds, or a date. */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.max(0, seconds * 1000) : undefined
}

function backOff(attempt: number): number {
  return 250 * 2 ** (attempt - 1) * (1 + Math.random() / 2)
}
