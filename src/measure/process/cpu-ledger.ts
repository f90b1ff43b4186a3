import type { ProcessReading } from './process-reading.ts'
import type { ProcessReadings } from './process-tree.ts'

/** CPU milliseconds of the processes that went away between two readings. */
export interface Departed {
  /** Last known CPU time of those whose line of parents is gone too: only an outside process can have waited for them. */
  readonly outside: number
  readonly withoutHeir: readonly ProcessReading[]
  /** The same by the nearest ancestor that is still there: its wait counter must have risen by at least as much. */
  readonly under: ReadonlyMap<string, number>
}

/**
 * Adds up the CPU time of a tree in which processes come and go, without counting any of it twice. A process that was waited for lives
 * on in the counter of its parent; one that nobody waited for, or that an outside process reaped, is kept with its last known figure.
 */
export class CpuLedger {
  #readings: ProcessReadings = new Map()
  #lost = 0

  /** Takes in a reading of the tree; gives the milliseconds spent so far. */
  read(readings: ProcessReadings): number {
    const { outside, under } = departed(this.#readings, readings)
    this.#lost += outside + this.#unaccounted(under, readings)
    this.#readings = readings
    return this.#lost + sumOf(readings.values())
  }

  /**
   * The total when the root was reaped by us: `waited` is the rise of our own wait counter since the last reading, `most` the CPU time
   * that can have been spent since then. A rise outside these bounds belongs in part to other children, and is not used.
   */
  finish(readings: ProcessReadings, { waited, most }: { readonly waited: number; readonly most: number }): Total {
    const { outside, under } = departed(this.#readings, readings)
    const slack = 20 + 10 * this.#readings.size
    const trusted = waited >= outside - slack && waited <= outside + most + slack
    const spent = trusted ? waited : outside
    return { total: this.#lost + this.#unaccounted(under, readings) + spent + sumOf(readings.values()), waitedFor: trusted }
  }

  #unaccounted(under: ReadonlyMap<string, number>, readings: ProcessReadings): number {
    let sum = 0
    for (const reading of readings.values()) {
      const owed = under.get(reading.id) ?? 0
      const before = this.#readings.get(reading.pid)?.waited ?? 0
      sum += Math.max(0, owed - (reading.waited - before))
    }
    return sum
  }
}

export interface Total {
  /** Milliseconds. */
  readonly total: number
  /** True when the kernel's wait counter gave it, false when it is the last sample. */
  readonly waitedFor: boolean
}

/** Who of the processes of one reading is no longer in the next, by who can have waited for them. */
export function departed(before: ProcessReadings, now: ProcessReadings): Departed {
  const under = new Map<string, number>()
  const withoutHeir: ProcessReading[] = []
  for (const gone of before.values()) {
    if (now.get(gone.pid)?.id === gone.id) continue
    const heir = heirOf(gone, before, now)
    if (heir === undefined) withoutHeir.push(gone)
    else under.set(heir.id, (under.get(heir.id) ?? 0) + gone.own + gone.waited)
  }
  return { outside: sumOf(withoutHeir), withoutHeir, under }
}

/** The nearest ancestor that is still there. */
function heirOf(gone: ProcessReading, before: ProcessReadings, now: ProcessReadings): ProcessReading | undefined {
  let parent = before.get(gone.parent)
  // A pid that was used anew could make a ring of parents: no line of ancestors is longer than the tree.
  for (let steps = before.size; parent !== undefined && steps > 0; steps--) {
    if (now.get(parent.pid)?.id === parent.id) return parent
    parent = before.get(parent.parent)
  }
  return undefined
}

function sumOf(readings: Iterable<ProcessReading>): number {
  let sum = 0
  for (const { own, waited } of readings) sum += own + waited
  return sum
}
