import { readdirSync, readlinkSync } from 'node:fs'
import { CachedFile } from './cached-file.ts'
import { parseDisk, parseProcess } from './process-reading.ts'
import type { ProcessReading } from './process-reading.ts'

/** One process of a tree, read through open files of /proc. */
export class ProcessMember {
  readonly pid: number
  readonly #stat: CachedFile
  readonly #status: CachedFile
  readonly #io: CachedFile
  /** Which program a process image is; it changes with every exec. */
  #program = { image: '', path: '' }
  #children = new Map<string, CachedFile>()

  constructor(pid: number) {
    this.pid = pid
    this.#stat = new CachedFile(`/proc/${pid}/stat`)
    this.#status = new CachedFile(`/proc/${pid}/status`)
    this.#io = new CachedFile(`/proc/${pid}/io`)
  }

  /** Undefined once the process is gone: reaped, or never there. */
  read(): ProcessReading | undefined {
    const stat = this.#stat.read()
    const reading = stat === undefined || stat === '' ? undefined : parseProcess(stat, this.#status.read() ?? '')
    if (reading === undefined) return undefined
    const seen = { ...reading, program: this.#programOf(reading.image), disk: parseDisk(this.#io.read() ?? '') }
    // Between two files of /proc it may have ended: then its bytes are with its parent, and not hidden from us.
    return seen.disk === undefined && !this.isAlive() ? { ...seen, zombie: true } : seen
  }

  isAlive(): boolean {
    const stat = this.#stat.read()
    return stat !== undefined && parseProcess(stat, '')?.zombie === false
  }

  /** Pids of its living children, whichever thread started them. */
  children(threads: number): number[] {
    // A thread that ended and one that began leave the count alone; the ended one then shows by not being readable.
    const pids = this.#children.size === threads ? this.#read() : undefined
    if (pids !== undefined) return pids
    this.#listThreads()
    return this.#read() ?? []
  }

  close(): void {
    for (const file of [this.#stat, this.#status, this.#io, ...this.#children.values()]) file.close()
    this.#children.clear()
  }

  #read(): number[] | undefined {
    const pids: number[] = []
    for (const file of this.#children.values()) {
      const text = file.read()
      if (text === undefined) return undefined
      if (text !== '') for (const pid of text.trim().split(' ')) pids.push(Number(pid))
    }
    return pids
  }

  #programOf(image: string): string {
    if (this.#program.image !== image || this.#program.path === '') this.#program = { image, path: programAt(this.pid) }
    return this.#program.path
  }

  #listThreads(): void {
    const threads = threadsOf(this.pid)
    const kept = new Map(
      threads.map((id) => [id, this.#children.get(id) ?? new CachedFile(`/proc/${this.pid}/task/${id}/children`)]),
    )
    for (const [id, file] of this.#children) if (!kept.has(id)) file.close()
    this.#children = kept
  }
}

function programAt(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/exe`)
  } catch {
    return ''
  }
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
  } catch {
    return []
  }
}
