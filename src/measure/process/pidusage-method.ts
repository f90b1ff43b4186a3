import type { TreeMethod, TreeMoment, TreeTotals } from './tree-method.ts'

/** What pidusage tells of a process: bytes, and CPU milliseconds since its start. */
export type ReadPid = (pid: number) => Promise<{ readonly memory: number; readonly ctime: number }>

const method = 'pidusage of the first process'

/**
 * Watches one process through pidusage, where there is no /proc. It knows nothing of children, and a peak between two samples is not
 * seen, so every figure is an estimate.
 */
export class PidusageMethod implements TreeMethod {
  // Each reading starts a `ps`.
  readonly shortestInterval = 250
  readonly #pid: number
  readonly #readPid: ReadPid
  #last: TreeMoment | undefined
  #peak = 0

  constructor(pid: number, readPid: ReadPid = readWithPidusage) {
    this.#pid = pid
    this.#readPid = readPid
  }

  async read(): Promise<TreeMoment | undefined> {
    try {
      const { memory, ctime } = await this.#readPid(this.#pid)
      this.#peak = Math.max(this.#peak, memory)
      this.#last = { cpu: ctime, memory, processes: 1 }
      return this.#last
    } catch {
      // Gone, or not to be read: the figures end with the last sample.
      return undefined
    }
  }

  finish(): TreeTotals {
    if (this.#last === undefined) return { processes: { seen: 0, most: 0 }, method }
    return {
      memory: { value: this.#peak, exact: false, source: 'pidusage of the first process, largest sample' },
      memoryAtLeast: this.#peak,
      cpuTime: { value: this.#last.cpu, exact: false, source: 'pidusage of the first process, last sample' },
      processes: { seen: 1, most: 1 },
      method,
    }
  }

  alive(): readonly number[] {
    return []
  }

  close(): void {
    // pidusage forgets a process that it was not asked about for a minute.
  }
}

async function readWithPidusage(pid: number): Promise<{ memory: number; ctime: number }> {
  const { default: pidusage } = await import('pidusage')
  return pidusage(pid)
}
