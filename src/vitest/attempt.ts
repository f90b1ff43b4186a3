import type { Reading } from '../measure/in-worker/meter.ts'

/** How an attempt was measured. */
export interface Circumstances {
  /** True when another test of this worker ran at the same time: all but the duration is then shared with it. */
  readonly overlapped: boolean
  /** True when the duration holds hooks or fixtures that could not be told apart from the body. */
  readonly withHooks: boolean
  /** Milliseconds that this attempt waited for vitest-slo. */
  readonly overhead: number
}

/** One attempt of a test: first try, retry or repeat. Every attempt is a sample. */
export interface Attempt extends Reading, Circumstances {}

/** One attempt as it travels: numbers only, which cost Vitest a fraction of what an object with names costs. */
export type AttemptFigures = readonly (number | null | undefined)[]

/** Writes an attempt as numbers. Here and in `unpackAttempt` the order is the same. */
export function packAttempt(reading: Reading, { overlapped, withHooks, overhead }: Circumstances): AttemptFigures {
  return [
    reading.duration,
    overhead,
    (overlapped ? 1 : 0) + (withHooks ? 2 : 0),
    reading.cpuTime,
    reading.memory,
    reading.heap,
    reading.allocated,
    reading.gcTime,
    reading.eventLoopDelay,
    reading.diskRead,
    reading.diskWrite,
    reading.networkSent,
    reading.networkReceived,
  ]
}

/** Reads what `packAttempt` wrote, also after a way through JSON, which makes null of undefined. */
export function unpackAttempt(figures: AttemptFigures): Attempt {
  const at = (index: number): number | undefined => {
    return figures[index] ?? undefined
  }
  const flags = at(2) ?? 0
  return {
    duration: at(0) ?? 0,
    overhead: at(1) ?? 0,
    overlapped: (flags & 1) === 1,
    withHooks: (flags & 2) === 2,
    cpuTime: at(3),
    memory: at(4),
    heap: at(5),
    allocated: at(6),
    gcTime: at(7),
    eventLoopDelay: at(8),
    diskRead: at(9),
    diskWrite: at(10),
    networkSent: at(11),
    networkReceived: at(12),
  }
}
