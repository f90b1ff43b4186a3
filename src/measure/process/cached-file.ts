import { closeSync, openSync, readSync } from 'node:fs'

// Reads are synchronous and one thread makes them all, so that one buffer serves every file.
const buffer = Buffer.allocUnsafeSlow(64 * 1024)
// A machine may allow 1024 descriptors; beyond this many a file is opened for each read.
const mostOpen = 400
let openNow = 0

/**
 * A file of /proc read again and again through one descriptor, which also stays with its process when the pid is used anew.
 * Reads undefined once the process is gone, or where it may not be read.
 */
export class CachedFile {
  readonly #path: string
  #descriptor: number | undefined

  constructor(path: string) {
    this.#path = path
  }

  read(): string | undefined {
    try {
      return this.#read(this.#descriptor ?? this.#open())
    } catch {
      this.close()
      return undefined
    }
  }

  close(): void {
    if (this.#descriptor === undefined) return
    closeSync(this.#descriptor)
    this.#descriptor = undefined
    openNow--
  }

  #open(): number {
    const descriptor = openSync(this.#path, 'r')
    openNow++
    this.#descriptor = descriptor
    return descriptor
  }

  #read(descriptor: number): string {
    const length = readSync(descriptor, buffer, 0, buffer.length, 0)
    const text = buffer.toString('latin1', 0, length)
    if (openNow > mostOpen) this.close()
    return text
  }
}
