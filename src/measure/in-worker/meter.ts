import { now, ownsProcess, processCpu, threadCpu } from './clocks.ts'
import { EventLoopWatch } from './event-loop.ts'
import { GcWindow } from './gc-window.ts'
import { ProcFile } from './proc-file.ts'

/** One window of time in this thread. Milliseconds and bytes; undefined where it cannot be measured or is switched off. */
export interface Reading {
  readonly duration: number
  readonly cpuTime?: number
  /** Growth of the resident set, 0 when it did not grow. Not in threads, which share the memory of their process. */
  readonly memory?: number
  readonly heap?: number
  readonly allocated?: number
  readonly gcTime?: number
  readonly eventLoopDelay?: number
}

/** What to leave out. */
export interface MeterSwitches {
  readonly cpu: boolean
  readonly memory: boolean
  readonly eventLoop: boolean
  readonly gc: boolean
}

const pageSize = 4096
// Milliseconds for which the resident set is taken to be what it was: tests follow one another faster than that.
const freshFor = 1

/** The instruments of one worker for one test file: opened once, read for every test. */
export class Meter {
  readonly #switches: MeterSwitches
  readonly #schedstat = new ProcFile('/proc/thread-self/schedstat', 128)
  readonly #statm = new ProcFile('/proc/self/statm', 128)
  readonly #eventLoop: EventLoopWatch | undefined
  #lastRss: number | undefined
  #lastRssAt = Number.NEGATIVE_INFINITY

  constructor(switches: MeterSwitches) {
    this.#switches = switches
    this.#eventLoop = switches.eventLoop ? new EventLoopWatch() : undefined
  }

  /** Starts a window; call what it returns to end it. Windows may overlap: each then sees the work of the others too. */
  start(): () => Reading {
    const { cpu, memory, gc } = this.#switches
    const rss = memory && ownsProcess ? this.#recentRss() : undefined
    const heap = gc ? new GcWindow() : undefined
    const eventLoop = this.#eventLoop?.begin()
    const cpuTime = cpu ? this.#cpu() : undefined
    const began = now()
    return () => {
      const duration = now() - began
      return {
        duration,
        cpuTime: cpuTime === undefined ? undefined : since(cpuTime, this.#cpu()),
        eventLoopDelay: eventLoop?.(),
        ...heap?.stop(),
        memory: rss === undefined ? undefined : since(rss, this.#rss()),
      }
    }
  }

  stop(): void {
    this.#eventLoop?.stop()
    this.#schedstat.close()
    this.#statm.close()
  }

  // In a process of its own the process figure is right and exact to 1 us, collector threads included; a thread counts itself.
  #cpu(): number | undefined {
    if (ownsProcess) return processCpu()
    const nanoseconds = this.#schedstat.read()?.split(' ', 1)[0]
    return threadCpu() ?? (nanoseconds === undefined ? undefined : Number(nanoseconds) / 1e6)
  }

  #recentRss(): number | undefined {
    return now() - this.#lastRssAt < freshFor ? this.#lastRss : this.#rss()
  }

  #rss(): number | undefined {
    const text = this.#statm.read()
    this.#lastRss = text === undefined ? portableRss() : secondNumber(text) * pageSize
    this.#lastRssAt = now()
    return this.#lastRss
  }
}

/** Where there is no /proc; undefined where Node needs one itself, as on a Linux that hides it. */
function portableRss(): number | undefined {
  try {
    return process.memoryUsage.rss()
  } catch {
    return undefined
  }
}

/** `size resident shared ...` (proc(5), statm). */
function secondNumber(text: string): number {
  const start = text.indexOf(' ') + 1
  return Number(text.slice(start, text.indexOf(' ', start)))
}

function since(before: number, after: number | undefined): number | undefined {
  return after === undefined ? undefined : Math.max(0, after - before)
}
