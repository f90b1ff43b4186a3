import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseProcess } from './process-reading.ts'

/** What a Node process wrote of itself when it ended. */
export interface ExitNote {
  /** Pid and start time, as in a reading. */
  readonly id: string
  /** Milliseconds since boot. */
  readonly started: number
  readonly ended: number
  /** Bytes: its largest resident set. */
  readonly peak: number
}

/**
 * Lets every Node process of a command write down its peak when it ends, for the processes that live too short to be seen. One that
 * sets NODE_OPTIONS itself, or is ended by a signal, writes nothing.
 */
export class ExitNotes {
  readonly #folder: string

  private constructor(folder: string) {
    this.#folder = folder
  }

  /** Undefined where the processes could not read the file that they would have to load. `owner` stands in the name of the folder. */
  static open(owner: string, command: string): ExitNotes | undefined {
    // Under these a process may not load what it was not promised, and would fail.
    if (/--(experimental-)?(permission|policy)\b/.test(command)) return undefined
    try {
      const folder = mkdtempSync(join(tmpdir(), `vitest-slo-${owner}-exit-`))
      writeFileSync(join(folder, hookName), hook)
      return new ExitNotes(folder)
    } catch {
      return undefined
    }
  }

  /** The environment in which processes write notes. */
  added(env: Readonly<Record<string, string>>): Record<string, string> {
    const required = `--require="${join(this.#folder, hookName).replaceAll(/["\\]/g, String.raw`\$&`)}"`
    return { ...env, NODE_OPTIONS: env.NODE_OPTIONS === undefined ? required : `${env.NODE_OPTIONS} ${required}` }
  }

  read(): ExitNote[] {
    const names = readdirSync(this.#folder).filter((name) => /^\d+$/.test(name))
    return names.flatMap((name) => parseNote(readFileSync(join(this.#folder, name), 'latin1')) ?? [])
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** Reads the texts of /proc/self/stat, /proc/uptime and /proc/self/status that a process left. Undefined for one that was cut off. */
export function parseNote(text: string): ExitNote | undefined {
  const [stat = '', uptime = '', ...status] = text.split('\n')
  const reading = parseProcess(stat, status.join('\n'))
  const ended = Number.parseFloat(uptime) * 1000
  if (reading === undefined || reading.peak === 0 || Number.isNaN(ended)) return undefined
  return { id: reading.id, started: Number(reading.id.split('@')[1]) * 10, ended, peak: reading.peak }
}

const hookName = 'hook.cjs'

// Small: every Node process of the command loads it. What it needs it takes at once, before a program can change it.
const hook = `'use strict'
const { readFileSync, writeFileSync } = require('node:fs')
if (require('node:worker_threads').isMainThread) process.once('exit', () => {
  try {
    const texts = ['self/stat', 'uptime', 'self/status'].map((name) => readFileSync('/proc/' + name, 'latin1').trim())
    writeFileSync(__dirname + '/' + process.pid, texts.join('\\n'))
  } catch {}
})
`
