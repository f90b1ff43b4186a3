import type { RunnerTestCase } from 'vitest'

/**
 * Makes Vitest fail the body of a running test now, as it does when a test times out: everything that waits for the signal of the test
 * hears an abort. The signal itself cannot be aborted from here, and a retry of the test needs it again.
 */
export function cutShort({ context: { signal } }: RunnerTestCase, reason: Error): void {
  Object.defineProperties(signal, {
    reason: { configurable: true, value: reason },
    aborted: { configurable: true, value: true },
  })
  signal.dispatchEvent(new Event('abort'))
}

/** Makes the signal usable again for the next attempt. */
export function restoreSignal({ context: { signal } }: RunnerTestCase): void {
  delete (signal as { reason?: unknown }).reason
  delete (signal as { aborted?: boolean }).aborted
}
