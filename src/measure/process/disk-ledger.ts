import { departed } from './cpu-ledger.ts'
import type { DiskBytes, ProcessReading } from './process-reading.ts'
import type { ProcessReadings } from './process-tree.ts'

/**
 * Adds up what the processes of a tree read from storage and wrote to it. The kernel adds the bytes of a process to those of whoever
 * waited for it; one that nobody in the tree can have waited for is kept with its last known figure.
 */
export class DiskLedger {
  #readings: ProcessReadings = new Map()
  #lost = none

  /** Takes in a reading of the tree; gives the bytes so far. */
  read(readings: ProcessReadings): DiskBytes {
    this.#lost = plus(this.#lost, this.#outside(readings))
    this.#readings = readings
    return plus(this.#lost, sumOf(readings.values()))
  }

  /** The total when the root was reaped by us: `waited` is the rise of our own counter since the last reading, where it can be trusted. */
  finish(readings: ProcessReadings, waited: DiskBytes | undefined): DiskTotal {
    const outside = this.#outside(readings)
    const isTrusted = waited !== undefined && waited.read >= outside.read && waited.written >= outside.written
    return { bytes: plus(plus(this.#lost, isTrusted ? waited : outside), sumOf(readings.values())), waitedFor: isTrusted }
  }

  #outside(readings: ProcessReadings): DiskBytes {
    return sumOf(departed(this.#readings, readings).withoutHeir)
  }
}

export interface DiskTotal {
  readonly bytes: DiskBytes
  /** True when the kernel's own sum gave it, false when it is the last sample. */
  readonly waitedFor: boolean
}

const none: DiskBytes = { read: 0, written: 0 }

function plus(a: DiskBytes, b: DiskBytes): DiskBytes {
  return { read: a.read + b.read, written: a.written + b.written }
}

function sumOf(readings: Iterable<ProcessReading>): DiskBytes {
  let sum = none
  for (const { disk = none } of readings) sum = plus(sum, disk)
  return sum
}
