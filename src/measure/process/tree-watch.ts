import { performance } from 'node:perf_hooks'
import { guardInterval } from '../../model/limit.ts'
import type { Stretch } from '../../model/stretch.ts'
import { LineRecorder } from '../line-recorder.ts'
import type { TreeMethod, TreeMoment, TreeTotals, Waited } from './tree-method.ts'

/** What is known of a tree when its watch ends. */
export interface TreeUsage extends TreeTotals {
  readonly timeline: TreeLine
}

/** A tree over time: its stretches, in ms since `epoch`, which is in ms since the epoch of the clock on the wall. */
export interface TreeLine {
  readonly epoch: number
  readonly stretches: readonly Stretch[]
}

export interface TreeWatchOptions {
  readonly method: TreeMethod
  /** Milliseconds from one reading to the next, at an age of the watch in ms. */
  readonly interval: (age: number) => number
  /** Called at each reading, after it. */
  readonly onReading?: () => void
  /** Called with each moment of the tree, `at` in ms of performance.now. */
  readonly onMoment?: (at: number, moment: TreeMoment) => void
}

/** Milliseconds between two readings of a command of this age: often while it is young, so that a short one is seen at all. */
export function intervalAtAge(age: number, most: number): number {
  return Math.min(Math.max(age * 0.05, 10), 250, most)
}

/** Reads a tree again and again until it is finished. */
export class TreeWatch {
  readonly #options: TreeWatchOptions
  readonly #line = new LineRecorder()
  readonly #epoch = Date.now()
  readonly #started = performance.now()
  #last = this.#started
  #timer: NodeJS.Timeout | undefined
  #cost = 0
  #ended = false

  constructor(options: TreeWatchOptions) {
    this.#options = options
    this.#read()
  }

  /** The figures of a root that this process has reaped `at` that time (performance.now); `waited` is the rise of the wait counter. */
  finish({ at, waited }: { readonly at: number; readonly waited: Waited | undefined }): TreeUsage {
    this.#ended = true
    clearTimeout(this.#timer)
    const end = { sinceReading: at - this.#last, age: at - this.#started, waited }
    const totals = this.#options.method.finish(performance.now(), end)
    this.#line.add({ at: at - this.#started, cpu: totals.cpuTime?.value, diskRead: totals.diskRead?.value, diskWrite: totals.diskWrite?.value }) // prettier-ignore
    return { ...totals, timeline: this.#soFar() }
  }

  /** The figures up to now; the watch goes on. */
  usage(): TreeUsage {
    return { ...this.#options.method.finish(performance.now()), timeline: this.#soFar() }
  }

  alive(): readonly number[] {
    return this.#options.method.alive()
  }

  close(): void {
    this.#ended = true
    clearTimeout(this.#timer)
    this.#options.method.close()
  }

  #read(): void {
    const at = performance.now()
    const moment = this.#options.method.read(at)
    if (moment instanceof Promise) void moment.then((later) => this.#take(at, later))
    else this.#take(at, moment)
  }

  #take(at: number, moment: TreeMoment | undefined): void {
    if (this.#ended) return
    if (moment !== undefined) this.#record(at, moment)
    this.#options.onReading?.()
    const now = performance.now()
    // The running average of what a reading costs; with 20 times as much time in between the sampler stays below 5 % of a core.
    this.#cost = this.#cost * 0.8 + (now - at) * 0.2
    const { interval, method } = this.#options
    const wait = Math.max(interval(now - this.#started), method.shortestInterval, Math.min(this.#cost * 20, this.#longestRest()))
    this.#timer = setTimeout(() => this.#read(), wait - (now - at))
  }

  /** What runs away fills a machine, and so makes readings slow: where limits are enforced the rest after one is short all the same. */
  #longestRest(): number {
    return this.#options.onMoment === undefined ? Number.POSITIVE_INFINITY : 5 * guardInterval
  }

  #record(at: number, moment: TreeMoment): void {
    const { cpu, memory, disk } = moment
    this.#options.onMoment?.(at, moment)
    this.#line.add({ at: at - this.#started, cpu, memory, diskRead: disk?.read, diskWrite: disk?.written })
    this.#last = at
  }

  #soFar(): TreeLine {
    return { epoch: this.#epoch, stretches: this.#line.stretches }
  }
}
