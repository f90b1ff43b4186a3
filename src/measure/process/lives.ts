import type { ExitNote } from './exit-notes.ts'
import type { ProcessReadings } from './process-tree.ts'

interface Life {
  readonly started: number
  readonly ended: number
  readonly peak: number
}

/** When the processes of a tree lived, and the peak of each: those that were seen, and those that left a note only. Milliseconds since boot. */
export class Lives {
  readonly #seen = new Map<string, Life>()
  #present: ReadonlySet<string> = new Set()

  /** Takes in a reading made `at` that time. */
  read(at: number, readings: ProcessReadings): void {
    const present = new Set<string>()
    for (const { id, peak } of readings.values()) {
      present.add(id)
      const before = this.#seen.get(id)
      this.#seen.set(id, { started: Number(id.split('@')[1]) * 10, ended: at, peak: Math.max(peak, before?.peak ?? 0) })
    }
    // It may have lived until just now.
    for (const id of this.#present) if (!present.has(id)) this.#seen.set(id, { ...(this.#seen.get(id) as Life), ended: at })
    this.#present = present
  }

  /** Largest sum of the peaks of processes that lived at the same time, bytes: the tree cannot have held more. */
  atMost(notes: readonly ExitNote[]): number {
    const all = new Map<string, Life>(this.#seen)
    for (const note of notes) all.set(note.id, { ...note, peak: Math.max(note.peak, all.get(note.id)?.peak ?? 0) })
    return highestSum([...all.values()])
  }

  /** Processes seen, or known by a note. */
  count(notes: readonly ExitNote[]): number {
    return new Set([...this.#seen.keys(), ...notes.map(({ id }) => id)]).size
  }
}

// Start times are told in steps of 10 ms, the time since boot likewise.
const step = 10

function highestSum(lives: readonly Life[]): number {
  const changes = lives.flatMap(({ started, ended, peak }) => [
    { at: started - step, by: peak },
    { at: ended + step, by: -peak },
  ])
  let [sum, most] = [0, 0]
  // Who ends at the moment at which another begins has lived beside it.
  for (const { by } of changes.toSorted((a, b) => a.at - b.at || b.by - a.by)) {
    sum += by
    most = Math.max(most, sum)
  }
  return most
}
