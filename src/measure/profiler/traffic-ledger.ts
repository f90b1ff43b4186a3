import type { RecordedTraffic, StackFrame } from '../../model/profile.ts'

/** A file or a host, and who opened it. */
export interface Opened {
  readonly name: string
  /** Undefined where nobody saw it. */
  readonly stack?: readonly StackFrame[]
}

/** What one operation moved. */
export interface Movement {
  readonly read?: number
  readonly written?: number
  /** Milliseconds. */
  readonly time?: number
  /** 0 where the operation is counted already. */
  readonly operations?: number
}

type Entry = { -readonly [Key in keyof RecordedTraffic]: RecordedTraffic[Key] }

/** Bytes and times by name and by who opened it, while a recording goes on. */
export class TrafficLedger {
  readonly #entries = new Map<string, Entry>()

  add({ name, stack }: Opened, { read = 0, written = 0, time = 0, operations = 1 }: Movement): void {
    const key = JSON.stringify([name, stack])
    const entry = this.#entries.get(key) ?? { name, operations: 0, read: 0, written: 0, time: 0, ...(stack && { stack }) }
    entry.operations += operations
    entry.read += read
    entry.written += written
    entry.time += time
    this.#entries.set(key, entry)
  }

  list(): RecordedTraffic[] {
    return [...this.#entries.values()]
  }
}
