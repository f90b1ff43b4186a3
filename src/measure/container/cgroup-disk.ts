import { readFileSync } from 'node:fs'

/** What the counters of one process say. `inside` is true when a process of the same group will wait for it. */
export interface ProcessBytes {
  /** Pid and start time together: a pid alone is used again. */
  readonly id: string
  readonly inside: boolean
  readonly read: number
  readonly written: number
}

/** Bytes that went between the processes of a container and its disks. */
export interface DiskBytes {
  readonly read: number
  readonly written: number
}

/**
 * Adds up the disk bytes of processes that come and go. One that was waited for lives on in the counters of the process that waited
 * (the kernel adds them there); one that only the world outside waits for is kept with its last known figure. What a process did
 * after it was read last is not in it unless somebody inside waited for it: a lower bound.
 */
export class DiskLedger {
  #last = new Map<string, ProcessBytes>()
  #read = 0
  #written = 0
  #total: DiskBytes = { read: 0, written: 0 }

  /** Takes in all living processes; gives the bytes so far, which never shrink. */
  add(processes: readonly ProcessBytes[]): DiskBytes {
    const now = new Map(processes.map((one) => [one.id, one]))
    for (const gone of this.#last.values()) if (!gone.inside && !now.has(gone.id)) this.#keep(gone)
    this.#last = now
    const sum = (pick: 'read' | 'written'): number => processes.reduce((total, one) => total + one[pick], 0)
    this.#total = {
      read: Math.max(this.#total.read, this.#read + sum('read')),
      written: Math.max(this.#total.written, this.#written + sum('written')),
    }
    return this.#total
  }

  #keep({ read, written }: ProcessBytes): void {
    this.#read += read
    this.#written += written
  }
}

/** `read_bytes` and `write_bytes` of `/proc/PID/io` (proc(5)), those of waited-for children included; undefined for another text. */
export function parseProcessIo(text: string): DiskBytes | undefined {
  const [, read] = /^read_bytes: (\d+)$/m.exec(text) ?? []
  const [, written] = /^write_bytes: (\d+)$/m.exec(text) ?? []
  return read === undefined || written === undefined ? undefined : { read: Number(read), written: Number(written) }
}

/** Reads the processes of a group by their pids. Empty where their counters are not for us to see. */
export class ProcessDisks {
  readonly #ledger = new DiskLedger()
  #known = new Map<number, { readonly id: string; readonly inside: boolean }>()

  read(pids: readonly number[]): DiskBytes | undefined {
    const found = pids.map((pid) => this.#bytesOf(pid, pids)).filter((bytes) => bytes !== undefined)
    this.#known = new Map(pids.flatMap((pid) => (this.#known.has(pid) ? [[pid, this.#known.get(pid)!]] : [])))
    return found.length === 0 && pids.length > 0 ? undefined : this.#ledger.add(found)
  }

  #bytesOf(pid: number, pids: readonly number[]): ProcessBytes | undefined {
    const bytes = parseProcessIo(textOf(`/proc/${pid}/io`) ?? '')
    if (bytes === undefined) return undefined
    const identity = this.#known.get(pid) ?? identityOf(pid, pids)
    this.#known.set(pid, identity)
    return { ...identity, ...bytes }
  }
}

function identityOf(pid: number, pids: readonly number[]): { id: string; inside: boolean } {
  const stat = textOf(`/proc/${pid}/stat`) ?? ''
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return { id: `${pid}@${fields[19]}`, inside: pids.includes(Number(fields[1])) }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return undefined
  }
}
