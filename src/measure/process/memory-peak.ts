import type { ProcessReadings } from './process-tree.ts'

/** Bounds of the largest memory a tree had at one moment, and how many processes it had. Sizes in bytes. */
export class MemoryPeak {
  /** Largest sum of the processes' own peaks, over those alive together: the tree cannot have held more. */
  atMost = 0
  /** Largest sum of resident sets seen at one moment: the tree has held at least this. */
  atLeast = 0
  mostProcesses = 0
  readonly #seen = new Set<string>()

  /** Takes in a reading of the tree; gives the resident bytes of this moment. */
  read(readings: ProcessReadings): number {
    let peaks = 0
    let resident = 0
    for (const reading of readings.values()) {
      this.#seen.add(reading.id)
      peaks += reading.peak
      resident += reading.resident
    }
    this.atMost = Math.max(this.atMost, peaks)
    this.atLeast = Math.max(this.atLeast, resident)
    this.mostProcesses = Math.max(this.mostProcesses, readings.size)
    return resident
  }

  /** Processes seen in all. */
  get processes(): number {
    return this.#seen.size
  }
}
