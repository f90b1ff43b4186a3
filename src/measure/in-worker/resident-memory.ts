import { closeSync, openSync, readSync } from 'node:fs'
import { now } from './clocks.ts'

const pageSize = 4096
const space = 32
const zero = 48
// Milliseconds for which the resident set is taken to be what it was: tests follow one another faster than that.
const freshFor = 1

/** The resident set of this process: one open descriptor, read as bytes, because every test pays for it. */
export class ResidentMemory {
  readonly #buffer = Buffer.allocUnsafe(128)
  readonly #descriptor = openStatm()
  #last: number | undefined
  #lastAt = Number.NEGATIVE_INFINITY

  /** Bytes, at most a millisecond old; undefined where neither /proc nor Node can tell. */
  recent(): number | undefined {
    return now() - this.#lastAt < freshFor ? this.#last : this.read()
  }

  /** Bytes as of now; undefined where neither /proc nor Node can tell. */
  read(): number | undefined {
    const pages = this.#descriptor === undefined ? undefined : this.#pages(this.#descriptor)
    this.#last = pages === undefined ? portableRss() : pages * pageSize
    this.#lastAt = now()
    return this.#last
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor)
  }

  /** The second number of `size resident shared ...` (proc(5), statm). */
  #pages(descriptor: number): number | undefined {
    try {
      const length = readSync(descriptor, this.#buffer, 0, this.#buffer.length, 0)
      let pages = 0
      for (let at = this.#buffer.indexOf(space) + 1; at < length; at++) {
        const digit = this.#buffer[at] as number
        if (digit === space) break
        pages = pages * 10 + digit - zero
      }
      return pages
    } catch {
      return undefined
    }
  }
}

function openStatm(): number | undefined {
  try {
    return openSync('/proc/self/statm', 'r')
  } catch {
    return undefined
  }
}

/** Where there is no /proc; undefined where Node needs one itself, as on a Linux that hides it. */
function portableRss(): number | undefined {
  try {
    return process.memoryUsage.rss()
  } catch {
    return undefined
  }
}
