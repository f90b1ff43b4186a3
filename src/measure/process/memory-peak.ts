import type { ProcessReadings } from './process-tree.ts'

/** Bounds of the largest memory a tree had at one moment, and how many processes it had. Sizes in bytes. */
export class MemoryPeak {
  /** Largest sum of the processes' own peaks, over those alive together: the tree cannot have held more. */
  atMost = 0
  /** Largest sum of resident sets seen at one moment, shared program files counted once: the tree has held at least this. */
  atLeast = 0
  /** Largest peak of a single process. */
  largest = 0
  mostProcesses = 0
  readonly #seen = new Set<string>()
  /** Most that was resident of each program's files. */
  readonly #programs = new Map<string, number>()

  /** Takes in a reading of the tree; gives the resident bytes of this moment. */
  read(readings: ProcessReadings): number {
    let [peaks, resident, own, file] = [0, 0, 0, 0]
    for (const reading of readings.values()) {
      this.#seen.add(reading.id)
      peaks += reading.peak
      resident += reading.resident
      own += reading.resident - reading.file
      file = Math.max(file, reading.file)
      this.largest = Math.max(this.largest, reading.peak)
      this.#programs.set(reading.program, Math.max(reading.file, this.#programs.get(reading.program) ?? 0))
    }
    this.atMost = Math.max(this.atMost, peaks)
    this.atLeast = Math.max(this.atLeast, own + file)
    this.mostProcesses = Math.max(this.mostProcesses, readings.size)
    return resident
  }

  /** Processes seen in all. */
  get processes(): number {
    return this.#seen.size
  }

  /** Bytes of the files that its programs consist of, each program counted once: they share all but the least of them. */
  get programs(): number {
    return [...this.#programs.values()].reduce((sum, bytes) => sum + bytes, 0)
  }
}
