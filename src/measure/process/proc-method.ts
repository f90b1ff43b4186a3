import { sinceBoot } from './boot-clock.ts'
import { CpuLedger } from './cpu-ledger.ts'
import type { Total } from './cpu-ledger.ts'
import { DiskLedger } from './disk-ledger.ts'
import type { DiskTotal } from './disk-ledger.ts'
import type { ExitNotes } from './exit-notes.ts'
import { Lives } from './lives.ts'
import { MemoryPeak } from './memory-peak.ts'
import { ProcessTree } from './process-tree.ts'
import type { ProcessReadings, TreeRoot } from './process-tree.ts'
import type { Figure, RootEnd, TreeMethod, TreeMoment, TreeTotals } from './tree-method.ts'
import { usableCores } from './usable-cores.ts'

export interface ProcOptions {
  /** CPU time, in ms, that is left out: what a root had spent before its watch. */
  readonly before?: number
  /** What its processes write when they end. */
  readonly notes?: Pick<ExitNotes, 'read'>
}

/** Watches a tree through Linux's /proc. */
export class ProcMethod implements TreeMethod {
  readonly shortestInterval = 5
  /** What is known of its memory so far. */
  readonly peak = new MemoryPeak()
  readonly #tree: ProcessTree
  readonly #ledger = new CpuLedger()
  readonly #disk = new DiskLedger()
  readonly #lives = new Lives()
  readonly #before: number
  readonly #notes: Pick<ExitNotes, 'read'> | undefined
  #cpu = 0
  #hasDisk = true

  constructor(root: TreeRoot, { before = 0, notes }: ProcOptions = {}) {
    this.#tree = new ProcessTree(root)
    this.#before = before
    this.#notes = notes
  }

  read(at: number): TreeMoment | undefined {
    const readings = this.#tree.read(at)
    if (readings.size === 0) return undefined
    this.#cpu = this.#ledger.read(readings) - this.#before
    if (this.#notes !== undefined) this.#lives.read(sinceBoot(at), readings)
    const disk = this.#disk.read(readings)
    // A program that runs with the rights of another user hides its bytes; a zombie has already handed them on.
    this.#hasDisk &&= [...readings.values()].every((one) => one.disk !== undefined || one.zombie)
    return { cpu: this.#cpu, memory: this.peak.read(readings), processes: readings.size, disk: this.#hasDisk ? disk : undefined }
  }

  finish(at: number, end?: RootEnd): TreeTotals {
    if (end !== undefined) return this.#finishReaped(at, end)
    const disk = this.read(at)?.disk
    return this.#totals({ total: this.#cpu, waitedFor: true }, disk && { bytes: disk, waitedFor: false }, false)
  }

  alive(): readonly number[] {
    return this.#tree.alive()
  }

  close(): void {
    this.#tree.close()
  }

  #finishReaped(at: number, end: RootEnd): TreeTotals {
    this.#tree.searchAgain()
    const most = end.sinceReading * usableCores()
    const readings = this.#tree.read(at)
    const spent = this.#ledger.finish(readings, { waited: end.waited?.cpu ?? -1, most })
    // Where the CPU time holds that of other children, so do the bytes.
    const disk = this.#disk.finish(readings, spent.waitedFor ? end.waited?.disk : undefined)
    const totals = this.#totals(spent, this.#hasDisk ? disk : undefined, this.peak.processes === 1 && isSeenToTheEnd(end))
    return { ...totals, ...this.#noted(at, readings) }
  }

  /** What was seen, with what ended processes wrote of themselves. */
  #noted(at: number, readings: ProcessReadings): Partial<TreeTotals> {
    const notes = this.#notes?.read() ?? []
    if (notes.length === 0) return {}
    this.#lives.read(sinceBoot(at), readings)
    const { largest, atLeast, mostProcesses } = this.peak
    const seen = this.#lives.count(notes)
    const peaks = notes.map(({ peak }) => peak)
    const single = seen === 1 && notes.length === 1
    const value = single ? Math.max(largest, ...peaks) : Math.max(this.peak.atMost, this.#lives.atMost(notes))
    const source = single ? 'VmHWM of the process at its end' : 'VmHWM summed over the processes alive together, read while they ran and at the end of those of Node, an upper bound' // prettier-ignore
    return {
      memory: { value, exact: single, source },
      memoryAtLeast: Math.max(atLeast, ...peaks),
      memoryOfLargest: Math.max(largest, ...peaks),
      processes: { seen, most: mostProcesses },
    }
  }

  #totals(cpu: Total, disk: DiskTotal | undefined, exact: boolean): TreeTotals {
    const { atMost, atLeast, largest, processes, mostProcesses } = this.peak
    const source = processes === 1 ? 'VmHWM of the process' : 'VmHWM summed over the processes alive together, an upper bound'
    return {
      memory: atMost === 0 ? undefined : { value: atMost, exact, source },
      memoryAtLeast: atLeast === 0 ? undefined : atLeast,
      memoryOfLargest: largest === 0 ? undefined : largest,
      cpuTime: cpuFigure(cpu),
      ...(disk !== undefined && diskFigures(disk)),
      processes: { seen: processes, most: mostProcesses },
      method: 'a walk through /proc',
    }
  }
}

function cpuFigure({ total, waitedFor }: Total): Figure {
  // The counters move in steps of 10 ms, and two of them are read.
  const fine = total >= 1000
  const source = waitedFor ? 'wait counters of the kernel, steps of 10ms' : 'sampled CPU counters of the processes'
  return { value: Math.max(0, total), exact: waitedFor && fine, source }
}

function diskFigures({ bytes, waitedFor }: DiskTotal): Pick<TreeTotals, 'diskRead' | 'diskWrite'> {
  const source = waitedFor ? 'storage bytes of /proc/PID/io, of all that was waited for' : 'sampled storage bytes of /proc/PID/io'
  const figure = (value: number): Figure => ({ value, exact: waitedFor, source })
  return { diskRead: figure(bytes.read), diskWrite: figure(bytes.written) }
}

/** What a process grew after its last reading is not known: that must be a small part of its life, and its start long over. */
function isSeenToTheEnd({ sinceReading, age }: RootEnd): boolean {
  return age >= 1000 && sinceReading <= age * 0.1
}
