import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { consumer } from './consumer.ts'
import type { Major } from './consumer.ts'

/** A Vitest that watches a project, and what it has said since it was last asked. End it with `await using`. */
export class Watching {
  readonly #child: ChildProcess
  #unread = ''

  constructor(dir: string, args: readonly string[], major: Major) {
    const command = join(readlinkSync(join(dir, 'node_modules')), '.bin/vitest')
    this.#child = spawn(command, args, { cwd: dir, env: consumer(major).env, stdio: ['pipe', 'pipe', 'pipe'], detached: true })
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#unread += text))
    }
  }

  /** True until it has exited. */
  get alive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null
  }

  /** What it says until a text matches; that much is then read. Throws when it exits or 60 s go by first. */
  async says(pattern: RegExp): Promise<string> {
    const end = Date.now() + 60_000
    for (;;) {
      const found = pattern.exec(this.#unread)
      if (found !== null) return this.#read(found.index + found[0].length)
      if (!this.alive || Date.now() > end)
        throw new Error(`${this.alive ? 'never said' : 'exited before saying'} ${pattern}:\n${this.#unread}`)
      await wait(50)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.alive && this.#child.pid !== undefined) process.kill(-this.#child.pid, 'SIGKILL')
    while (this.alive) await wait(20)
  }

  #read(length: number): string {
    const text = this.#unread.slice(0, length)
    this.#unread = this.#unread.slice(length)
    return text
  }
}
