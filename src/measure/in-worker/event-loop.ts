import { now, startInterval, stopInterval } from './clocks.ts'

const resolution = 10

interface Window {
  lastTick: number
  longest: number
}

/**
 * Watches how long the event loop is held up. A timer of its own instead of `monitorEventLoopDelay`: the histogram of Node counts
 * nothing before its first tick after a reset (a test that blocks at once reads 0), and its 1 ms ticks cost 3 % of a core.
 */
export class EventLoopWatch {
  readonly #windows = new Set<Window>()
  readonly #timer: NodeJS.Timeout

  constructor() {
    this.#timer = startInterval(() => this.#tick(), resolution)
    this.#timer.unref()
  }

  /** Starts a window. What it returns ends it, with the longest time in ms by which the loop was late; below 10 ms it reads 0. */
  begin(): () => number {
    const window: Window = { lastTick: now(), longest: 0 }
    this.#windows.add(window)
    return () => {
      this.#windows.delete(window)
      extend(window, now())
      return Math.max(0, window.longest - resolution)
    }
  }

  stop(): void {
    stopInterval(this.#timer)
  }

  #tick(): void {
    const time = now()
    for (const window of this.#windows) extend(window, time)
  }
}

function extend(window: Window, time: number): void {
  window.longest = Math.max(window.longest, time - window.lastTick)
  window.lastTick = time
}
