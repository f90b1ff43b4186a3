import type { Traffic } from '../../model/profile.ts'

/** What one operation moved. */
export interface Movement {
  readonly read?: number
  readonly written?: number
  /** Milliseconds. */
  readonly time?: number
  /** 0 where the operation is counted already. */
  readonly operations?: number
}

/** Bytes and times by name while a recording goes on. */
export class TrafficLedger {
  readonly #byName = new Map<string, { operations: number; read: number; written: number; time: number }>()

  add(name: string, { read = 0, written = 0, time = 0, operations = 1 }: Movement): void {
    const entry = this.#byName.get(name) ?? { operations: 0, read: 0, written: 0, time: 0 }
    entry.operations += operations
    entry.read += read
    entry.written += written
    entry.time += time
    this.#byName.set(name, entry)
  }

  list(): Traffic[] {
    return [...this.#byName].map(([name, entry]) => ({ name, ...entry }))
  }
}
