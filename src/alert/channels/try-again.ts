import { setTimeout as pause } from 'node:timers/promises'
import { SloError } from '../../model/fault.ts'

/** What became of one try. */
export type Attempt<T> =
  | { readonly taken: true; readonly value: T }
  | {
      readonly taken: false
      readonly reason: string
      /** Whether another try may help. */
      readonly again: boolean
      /** Milliseconds to wait, as the other side asks for. */
      readonly after?: number
    }

const tries = 4

/** Tries again where that may help, up to three times: after 0.25 s, 0.5 s, 1 s, each up to half as long again, or as asked for. Rejects with SloError. */
export async function tryAgain<T>(once: () => Promise<Attempt<T>>, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await once()
    if (outcome.taken) return outcome.value
    if (attempt === tries || !outcome.again) throw new SloError(outcome.reason)
    await pause(outcome.after ?? backOff(attempt), undefined, { signal }).catch(() => {
      throw new SloError(`${outcome.reason}; out of time before another try`)
    })
  }
}

function backOff(attempt: number): number {
  return 250 * 2 ** (attempt - 1) * (1 + Math.random() / 2)
}

/** Milliseconds that an answer asks to wait: seconds, or a date. */
export function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.max(0, seconds * 1000) : undefined
}
