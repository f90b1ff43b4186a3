import { now, startInterval, stopInterval } from './clocks.ts'

const resolution = 10

/** A time in which the loop was held up: from one tick to the next, which came late. */
interface Hold {
  readonly from: number
  readonly to: number
}

/**
 * Watches how long the event loop is held up. A timer of its own instead of `monitorEventLoopDelay`: the histogram of Node counts
 * nothing before its first tick after a reset (a test that blocks at once reads 0), and its 1 ms ticks cost 3 % of a core.
 */
export class EventLoopWatch {
  readonly #timer: NodeJS.Timeout
  readonly #holds: Hold[] = []
  #lastTick = now()

  constructor() {
    this.#timer = startInterval(() => this.#tick(), resolution)
    this.#timer.unref()
  }

  /** Longest time in ms by which the loop was late between `began`, on the clock of `now()`, and `ended`, which is now. Below 10 ms it reads 0. */
  longest(began: number, ended: number): number {
    let longest = ended - Math.max(began, this.#lastTick)
    for (let last = this.#holds.length - 1; last >= 0; last--) {
      const { from, to } = this.#holds[last] as Hold
      if (to <= began) break
      longest = Math.max(longest, to - Math.max(from, began))
    }
    return Math.max(0, longest - resolution)
  }

  stop(): void {
    stopInterval(this.#timer)
  }

  #tick(): void {
    const time = now()
    if (time - this.#lastTick > resolution) this.#holds.push({ from: this.#lastTick, to: time })
    this.#lastTick = time
  }
}
