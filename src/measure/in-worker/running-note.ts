import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'
import type { RunningNote } from '../process/running-notes.ts'
import { systemTime } from '../process/running-notes.ts'

/**
 * Notes down what this worker is doing, in a small file of its own: whoever watches the run from outside can then say which test ran
 * when a limit was crossed, also when this worker is blocked or gone.
 */
export class RunningNoteFile {
  readonly #file: string
  readonly #path: string
  readonly #running = new Map<object, RunningNote>()
  #descriptor: number | undefined
  #length = 0

  /** `file` is the path of the test file, from the root. */
  constructor(folder: string, file: string) {
    this.#file = file
    this.#path = join(folder, `${process.pid}-${threadId}`)
    try {
      mkdirSync(folder, { recursive: true })
      this.#descriptor = openSync(this.#path, 'w')
    } catch {
      // Where nothing can be written the hit names the process alone.
    }
    this.#write()
  }

  /** A test begins; `key` is given again at its end. `isTimed`: its time is limited. */
  begin(key: object, { name, isTimed }: { readonly name: string; readonly isTimed: boolean }): void {
    this.#running.set(key, { name: `${this.#file} > ${name}`, began: isTimed ? systemTime() : undefined })
    this.#write()
  }

  end(key: object): void {
    if (this.#running.delete(key)) this.#write()
  }

  close(): void {
    if (this.#descriptor === undefined) return
    closeSync(this.#descriptor)
    rmSync(this.#path, { force: true })
    this.#descriptor = undefined
  }

  /** In one call, and never shorter than before: a reader sees the old text or the new one. */
  #write(): void {
    if (this.#descriptor === undefined) return
    const notes = this.#running.size === 0 ? [{ name: this.#file }] : [...this.#running.values()]
    const bytes = Buffer.from(JSON.stringify(notes))
    const padded = Buffer.alloc(Math.max(bytes.length, this.#length), ' ')
    bytes.copy(padded)
    this.#length = padded.length
    try {
      writeSync(this.#descriptor, padded, 0, padded.length, 0)
    } catch {
      this.close()
    }
  }
}
