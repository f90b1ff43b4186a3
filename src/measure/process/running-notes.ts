import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a worker is doing, as it notes it down for whoever watches from outside. */
export interface RunningNote {
  /** Path of the test file, or `tests/a.test.ts > parses` while a test runs. */
  readonly name: string
  /** Milliseconds of the system's monotonic clock at which the attempt began; undefined while no test runs whose time is limited. */
  readonly began?: number
}

/** The notes of one worker. */
export interface WorkerNotes {
  readonly pid: number
  readonly notes: readonly RunningNote[]
}

/** What all workers do at this moment. A worker that cannot write, or is just writing, is left out. */
export function readRunningNotes(folder: string): WorkerNotes[] {
  return filesIn(folder).flatMap((name) => {
    const pid = Number.parseInt(name, 10)
    // Left behind by a worker that was killed.
    if (!existsSync(`/proc/${pid}`)) return []
    try {
      return [{ pid, notes: JSON.parse(readFileSync(join(folder, name), 'utf8')) as RunningNote[] }]
    } catch {
      return []
    }
  })
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Milliseconds of the clock that all processes of this system share. */
export function systemTime(): number {
  return Number(readClock()) / 1e6
}

// Taken at once: fake timers of a test must not reach it.
const readClock: () => bigint = process.hrtime.bigint.bind(process.hrtime)
