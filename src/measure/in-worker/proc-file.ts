import { closeSync, openSync, readSync } from 'node:fs'

/**
 * A file of /proc that is read many times: one open descriptor, about 8 times cheaper than opening it each time.
 * Reads undefined where the file does not exist or may not be read. `/proc/thread-self` stays with the thread that opened it.
 */
export class ProcFile {
  readonly #buffer: Buffer
  #descriptor: number | undefined

  constructor(path: string, size: number) {
    this.#buffer = Buffer.allocUnsafe(size)
    try {
      this.#descriptor = openSync(path, 'r')
    } catch {
      this.#descriptor = undefined
    }
  }

  read(): string | undefined {
    if (this.#descriptor === undefined) return undefined
    try {
      const length = readSync(this.#descriptor, this.#buffer, 0, this.#buffer.length, 0)
      return this.#buffer.toString('latin1', 0, length)
    } catch {
      return undefined
    }
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor)
    this.#descriptor = undefined
  }
}
