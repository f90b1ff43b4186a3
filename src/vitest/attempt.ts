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

/** What the attempts of a file did to the heap, three numbers each. It is known when all have run. */
export type HeapFigures = readonly (number | null | undefined)[]

/** Writes them as numbers, in the order of the attempts. */
export function packHeapUse(readings: readonly Reading[]): HeapFigures {
  return readings.flatMap(({ heap, allocated, gcTime }) => [heap, allocated, gcTime])
}

/** One attempt of a test: first try, retry or repeat. Every attempt is a sample. */
export interface Attempt extends Reading, Circumstances {}

/** One attempt as it travels: numbers only, which cost Vitest a fraction of what an object with names costs. */
export type AttemptFigures = readonly (number | null | undefined)[]

/** Writes an attempt as numbers, all but its use of the heap: `number` is its place among those of its file. */
export function packAttempt(reading: Reading, circumstances: Circumstances & { readonly number?: number }): AttemptFigures {
  const { overlapped, withHooks, overhead, number } = circumstances
  return [
    reading.duration,
    overhead,
    (overlapped ? 1 : 0) + (withHooks ? 2 : 0),
    reading.cpuTime,
    reading.memory,
    number,
    reading.eventLoopDelay,
    reading.diskRead,
    reading.diskWrite,
    reading.networkSent,
    reading.networkReceived,
  ]
}

/** Reads what `packAttempt` and `packHeapUse` wrote, in the same order, also after a way through JSON, which makes null of undefined. */
export function unpackAttempt(figures: AttemptFigures, heapUse: HeapFigures = []): Attempt {
  const at = (index: number): number | undefined => figures[index] ?? undefined
  const flags = at(2) ?? 0
  return {
    duration: at(0) ?? 0,
    overhead: at(1) ?? 0,
    overlapped: (flags & 1) === 1,
    withHooks: (flags & 2) === 2,
    cpuTime: at(3),
    memory: at(4),
    eventLoopDelay: at(6),
    diskRead: at(7),
    diskWrite: at(8),
    networkSent: at(9),
    networkReceived: at(10),
    // One without a number has no figures of the heap.
    ...unpackHeapUse(heapUse, at(5) ?? heapUse.length),
  }
}

function unpackHeapUse(figures: HeapFigures, number: number): Pick<Reading, 'heap' | 'allocated' | 'gcTime'> {
  const [heap, allocated, gcTime] = figures.slice(number * 3, number * 3 + 3).map((figure) => figure ?? undefined)
  return { heap, allocated, gcTime }
}
