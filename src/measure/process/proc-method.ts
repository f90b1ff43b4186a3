import { CpuLedger } from './cpu-ledger.ts'
import { MemoryPeak } from './memory-peak.ts'
import { ProcessTree } from './process-tree.ts'
import type { TreeRoot } from './process-tree.ts'
import type { Figure, RootEnd, TreeMethod, TreeMoment, TreeTotals } from './tree-method.ts'
import { usableCores } from './usable-cores.ts'

/** Watches a tree through Linux's /proc. */
export class ProcMethod implements TreeMethod {
  readonly shortestInterval = 5
  readonly #tree: ProcessTree
  readonly #ledger = new CpuLedger()
  readonly #peak = new MemoryPeak()
  readonly #before: number
  #cpu = 0

  /** `before` is CPU time, in ms, that is left out: what a root had spent before its watch. */
  constructor(root: TreeRoot, before = 0) {
    this.#tree = new ProcessTree(root)
    this.#before = before
  }

  read(at: number): TreeMoment | undefined {
    const readings = this.#tree.read(at)
    if (readings.size === 0) return undefined
    this.#cpu = this.#ledger.read(readings) - this.#before
    return { cpu: this.#cpu, memory: this.#peak.read(readings), processes: readings.size }
  }

  finish(at: number, end?: RootEnd): TreeTotals {
    if (end === undefined) {
      this.read(at)
      return this.#totals(this.#cpuFigure({ total: this.#cpu, waitedFor: true }), false)
    }
    this.#tree.searchAgain()
    const most = end.sinceReading * usableCores()
    const spent = this.#ledger.finish(this.#tree.read(at), { waited: end.waited ?? -1, most })
    return this.#totals(this.#cpuFigure(spent), this.#peak.processes === 1 && isSeenToTheEnd(end))
  }

  alive(): readonly number[] {
    return this.#tree.alive()
  }

  close(): void {
    this.#tree.close()
  }

  #totals(cpuTime: Figure, exact: boolean): TreeTotals {
    const { atMost, atLeast, processes, mostProcesses } = this.#peak
    const source = processes === 1 ? 'VmHWM of the process' : 'VmHWM summed over the processes alive together, an upper bound'
    return {
      memory: atMost === 0 ? undefined : { value: atMost, exact, source },
      memoryAtLeast: atLeast === 0 ? undefined : atLeast,
      cpuTime,
      processes: { seen: processes, most: mostProcesses },
    }
  }

  #cpuFigure({ total, waitedFor }: { readonly total: number; readonly waitedFor: boolean }): Figure {
    // The counters move in steps of 10 ms, and two of them are read.
    const fine = total >= 1000
    const source = waitedFor ? 'wait counters of the kernel, steps of 10ms' : 'sampled CPU counters of the processes'
    return { value: Math.max(0, total), exact: waitedFor && fine, source }
  }
}

/** What a process grew after its last reading is not known: that must be a small part of its life, and its start long over. */
function isSeenToTheEnd({ sinceReading, age }: RootEnd): boolean {
  return age >= 1000 && sinceReading <= age * 0.1
}
