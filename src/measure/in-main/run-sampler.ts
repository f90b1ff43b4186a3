import { readFileSync } from 'node:fs'
import { guardInterval } from '../../model/limit.ts'
import type { Limit } from '../../model/limit.ts'
import { parseProcess } from '../process/process-reading.ts'
import { sampler } from '../process/sampler.ts'
import type { RunLimitHit, RunLimitsRequest } from '../process/run-limits.ts'
import type { WatchHandle } from '../process/sampler.ts'
import type { Figure } from '../process/tree-method.ts'
import type { TreeLine } from '../process/tree-watch.ts'
import { usableCores } from '../process/usable-cores.ts'

/** What a run has used so far: this process and all its descendants, since the start. */
export interface RunTotals {
  /** Milliseconds, children that have ended included. */
  readonly cpuTime: Partial<Figure>
  /** Share of the capacity that may be used. */
  readonly cpu: Partial<Figure>
  /** Bytes: the peak of the whole tree, an upper bound. */
  readonly memory: Partial<Figure>
  /** Bytes that the tree has held at one moment for certain. */
  readonly memoryAtLeast?: number
  /** Most processes alive together. */
  readonly processes: Partial<Figure>
  readonly timeline: TreeLine
  /** How the tree was watched, in words. */
  readonly method?: string
  /** CPU milliseconds of the sampler's thread. */
  readonly samplerCpu?: number
}

/** Limits of a run. */
export interface RunLimitState {
  /** Those that were crossed, in the order of time. */
  readonly hits: readonly RunLimitHit[]
  /** Those that could not be enforced, because nothing was known. */
  readonly unknown: readonly Limit[]
}

/** Follows the processes of a whole run, from within the main one. Its CPU time counts from here on, its time line from `start` on. */
export class RunSampler {
  readonly #interval: number
  readonly #guard: RunLimitsRequest | undefined
  readonly #hits: RunLimitHit[] = []
  readonly #started = performance.now()
  readonly #before = cpuSoFar()
  #watch: WatchHandle | undefined

  /** `interval` in ms; shorter where limits have to be enforced in time. */
  constructor(interval: number, guard?: RunLimitsRequest) {
    this.#interval = guard === undefined ? interval : Math.min(interval, guardInterval)
    this.#guard = guard
  }

  /** `onLimit` is called soon after a limit is crossed. Does nothing where it has begun. */
  start(onLimit?: (hit: RunLimitHit) => void): void {
    const watch = { pid: process.pid, interval: this.#interval, before: this.#before, guard: this.#guard }
    this.#watch ??= sampler.watch(watch, (hit) => {
      this.#hits.push(hit)
      onLimit?.(hit)
    })
  }

  /** What became of the limits up to this moment. Where the thread is gone, nobody knows of any but those it has told of. */
  limits(): RunLimitState {
    if (this.#guard === undefined) return { hits: [], unknown: [] }
    return this.#watch?.read()?.limits ?? { hits: this.#hits, unknown: this.#guard.limits }
  }

  /** The figures up to this moment; undefined when it is not started, or its thread is gone. Waits a few ms for the thread. */
  totals(): RunTotals | undefined {
    const usage = this.#watch?.read()
    if (usage === undefined) return undefined
    const { cpuTime, memory, processes, memoryAtLeast, timeline, method, samplerCpu } = usage
    const capacity = (performance.now() - this.#started) * usableCores()
    return {
      cpuTime: cpuTime ?? {},
      cpu: cpuTime === undefined ? {} : { ...cpuTime, value: cpuTime.value / capacity },
      memory: memory ?? {},
      memoryAtLeast,
      // None means that not even this process could be seen: unknown, not 0.
      processes:
        processes.most === 0 ? {} : { value: processes.most, exact: false, source: 'most processes in one sample of the tree' },
      timeline,
      method,
      samplerCpu,
    }
  }

  /** CPU milliseconds of the run so far; undefined where it cannot be told. */
  ownCpu(): number | undefined {
    return this.totals()?.cpuTime.value
  }

  /** CPU milliseconds that the sampler itself has cost so far; undefined where it cannot be told. */
  samplerCpu(): number | undefined {
    return this.#watch?.read()?.samplerCpu
  }

  stop(): void {
    this.#watch?.stop()
    this.#watch = undefined
  }
}

function cpuSoFar(): number {
  try {
    const reading = parseProcess(readFileSync('/proc/self/stat', 'latin1'), '')
    return reading === undefined ? 0 : reading.own + reading.waited
  } catch {
    return 0
  }
}
