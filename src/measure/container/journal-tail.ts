import { closeSync, openSync, readSync } from 'node:fs'
import { parseFacts } from './container-fact.ts'
import type { ContainerFact } from './container-fact.ts'

/** Reads a journal that others write, each line once. */
export class JournalTail {
  readonly #path: string
  readonly #buffer = Buffer.alloc(65_536)
  #file: number | undefined
  #offset = 0
  #rest: Buffer = Buffer.alloc(0)

  constructor(path: string) {
    this.#path = path
  }

  /** The whole lines that were added since the last time. */
  read(): ContainerFact[] {
    const file = this.#open()
    if (file === undefined) return []
    const parts = [this.#rest]
    for (let count = this.#next(file); count > 0; count = this.#next(file))
      parts.push(Buffer.from(this.#buffer.subarray(0, count)))
    const bytes = Buffer.concat(parts)
    const end = bytes.lastIndexOf(10) + 1
    this.#rest = bytes.subarray(end)
    return parseFacts(bytes.toString('utf8', 0, end))
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file)
    this.#file = undefined
  }

  #open(): number | undefined {
    try {
      this.#file ??= openSync(this.#path, 'r')
    } catch {
      // Nobody has written yet.
    }
    return this.#file
  }

  #next(file: number): number {
    const count = readSync(file, this.#buffer, 0, this.#buffer.length, this.#offset)
    this.#offset += count
    return count
  }
}
