import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { isLiveLog, serverFile } from '../model/live.ts'
import type { LiveEvent, LiveProcess, LiveRun } from '../model/live.ts'
import { foldLive } from './fold-live.ts'

interface Log {
  /** Bytes that are read. */
  offset: number
  /** The begin of a line whose end is not written yet. */
  rest: Buffer
  run: LiveRun | undefined
}

// A longer log is read in several looks.
const mostAtOnce = 4_000_000
// Milliseconds between two looks where nobody else asks: the logs of runs that nobody looked at go too.
const sweep = 60_000

/** Which process this is, and whether another one still runs. */
export interface Processes {
  readonly own: LiveProcess
  readonly isAlive: (process: LiveProcess) => boolean
}

/**
 * The logs that runs write while somebody watches, in a folder of their own. The folder and the file that says that somebody is there
 * are made with it, and taken away by `close`.
 */
export class LiveLogs {
  readonly #folder: string
  readonly #processes: Processes
  readonly #logs = new Map<string, Log>()
  readonly #sweeping: NodeJS.Timeout

  /** Throws where the folder cannot be made. */
  constructor(folder: string, processes: Processes) {
    this.#folder = folder
    this.#processes = processes
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, serverFile(processes.own.pid)), `${JSON.stringify(processes.own)}\n`)
    this.#sweeping = setInterval(() => this.read(), sweep).unref()
  }

  /** The run that began last, as it stands; undefined where none was seen. The logs of those that are over are removed. */
  read(): LiveRun | undefined {
    const names = namesIn(this.#folder).filter(isLiveLog)
    for (const name of names) this.#follow(name)
    const runs = [...this.#logs].flatMap(([name, { run }]) => (run === undefined ? [] : [{ name, run: this.#asItStands(run) }]))
    const newest = runs.reduce<(typeof runs)[number] | undefined>((last, one) => (last !== undefined && last.run.startedAt >= one.run.startedAt ? last : one), undefined) // prettier-ignore
    for (const { name, run } of runs) if (run.status !== 'running' && name !== newest?.name) this.#remove(name)
    return newest?.run
  }

  /** Leaves nothing behind but the log of a run that goes on, which removes it itself. */
  close(): void {
    clearInterval(this.#sweeping)
    this.read()
    for (const [name, { run }] of this.#logs)
      if (run === undefined || this.#asItStands(run).status !== 'running') this.#remove(name)
    rmSync(join(this.#folder, serverFile(this.#processes.own.pid)), { force: true })
    try {
      rmdirSync(this.#folder)
    } catch {
      // A run goes on, or another server is there.
    }
  }

  /** A process that is gone says nothing more. */
  #asItStands(run: LiveRun): LiveRun {
    return run.status === 'running' && !this.#processes.isAlive(run) ? { ...run, status: 'lost' } : run
  }

  #remove(name: string): void {
    this.#logs.delete(name)
    rmSync(join(this.#folder, name), { force: true })
  }

  #follow(name: string): void {
    const log: Log = this.#logs.get(name) ?? { offset: 0, rest: Buffer.alloc(0), run: undefined }
    this.#logs.set(name, log)
    const file = join(this.#folder, name)
    try {
      if (statSync(file).size > log.offset) readOn(log, file)
    } catch {
      // Removed meanwhile: what was read of it stands.
    }
  }
}

function readOn(log: Log, file: string): void {
  const descriptor = openSync(file, 'r')
  try {
    const length = Math.min(fstatSync(descriptor).size - log.offset, mostAtOnce)
    const bytes = Buffer.alloc(length)
    const read = readSync(descriptor, bytes, 0, length, log.offset)
    log.offset += read
    const all = Buffer.concat([log.rest, bytes.subarray(0, read)])
    const end = all.lastIndexOf(10) + 1
    log.rest = all.subarray(end)
    for (const line of all.subarray(0, end).toString('utf8').split('\n')) log.run = foldLine(log.run, line)
  } finally {
    closeSync(descriptor)
  }
}

/** A line that is none of ours changes nothing. */
function foldLine(run: LiveRun | undefined, line: string): LiveRun | undefined {
  if (line === '') return run
  try {
    return foldLive(run, JSON.parse(line) as LiveEvent)
  } catch {
    return run
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
