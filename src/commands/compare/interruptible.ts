import { SloError } from '../../model/fault.ts'
import type { Signal, World } from '../world.ts'

const signals: readonly Signal[] = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Does work that may be interrupted at any time and still cleans up: instead of dying of a signal the process aborts what it was
 * handed, and the work ends by an error. Rejects with SloError where it was interrupted.
 */
export async function interruptible<T>(what: string, world: World, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const stops = signals.map((signal) => world.onSignal(signal, () => controller.abort(new SloError(`${what} was interrupted by ${signal}`)))) // prettier-ignore
  try {
    return await work(controller.signal)
  } finally {
    for (const stop of stops) stop()
    // Whatever the work failed of: this is why.
    controller.signal.throwIfAborted()
  }
}
