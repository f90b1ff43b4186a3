import { countsDisk, now, ownsProcess, processUse, threadCpu } from './clocks.ts'
import { CollectionLog } from './collections.ts'
import type { HeapUse, HeapWindow } from './collections.ts'
import { EventLoopWatch } from './event-loop.ts'
import { ProcFile } from './proc-file.ts'
import { ResidentMemory } from './resident-memory.ts'
import { SocketTraffic } from './socket-traffic.ts'
import type { Traffic } from './socket-traffic.ts'

/** One window of time in this thread. Milliseconds and bytes; undefined where it cannot be measured or is switched off, of the heap also until it is settled. */
export interface Reading extends Readonly<HeapUse> {
  readonly duration: number
  readonly cpuTime?: number
  /** Growth of the resident set, 0 when it did not grow. Not in threads, which share the memory of their process. */
  readonly memory?: number
  readonly eventLoopDelay?: number
  /** Fetched from storage by this process; what the page cache held counts nothing. Not in threads. */
  readonly diskRead?: number
  /** Given to storage by this process, in whole pages. Not in threads. */
  readonly diskWrite?: number
  /** Over the sockets that this thread opened. */
  readonly networkSent?: number
  readonly networkReceived?: number
}

/** What to leave out. */
export interface MeterSwitches {
  readonly cpu: boolean
  readonly memory: boolean
  readonly eventLoop: boolean
  readonly gc: boolean
  readonly disk: boolean
  readonly network: boolean
}

const blockSize = 512

/** The instruments of one worker for one test file: opened once, read for every test. */
export class Meter {
  readonly #switches: MeterSwitches
  readonly #usesProcess: boolean
  readonly #schedstat: ProcFile | undefined
  readonly #resident: ResidentMemory | undefined
  readonly #eventLoop: EventLoopWatch | undefined
  readonly #sockets: SocketTraffic | undefined
  readonly #collections: CollectionLog | undefined

  constructor(switches: MeterSwitches) {
    const { cpu, memory, eventLoop, gc, disk, network } = switches
    this.#switches = switches
    // In a process of its own the process figures are right and exact to 1 us, collector threads included; a thread counts itself.
    this.#usesProcess = ownsProcess && (cpu || (disk && countsDisk))
    this.#schedstat = when(cpu && !ownsProcess, () => new ProcFile('/proc/thread-self/schedstat', 128))
    this.#resident = when(memory && ownsProcess, () => new ResidentMemory())
    this.#eventLoop = when(eventLoop, () => new EventLoopWatch())
    this.#sockets = when(network, () => new SocketTraffic())
    this.#collections = when(gc, () => new CollectionLog())
  }

  /** Starts a window; call what it returns to end it. Windows may overlap: each then sees the work of the others too. */
  start(): () => Reading {
    return this.#window(this.#collections?.open())
  }

  /** Runs once what a window runs, so that it is compiled before the first; but the collector, which the first one begins to watch. */
  warmUp(): void {
    this.#window(undefined)()
  }

  #window(heap: HeapWindow | undefined): () => Reading {
    const rss = this.#resident?.recent()
    const sockets = this.#traffic()
    const use = this.#use()
    const thread = this.#threadCpu()
    const began = now()
    return () => {
      const ended = now()
      const used = this.#use()
      const cpuTime = this.#cpuTime(use, used) ?? grown(thread, this.#threadCpu())
      const traffic = this.#traffic()
      const reading: Reading = {
        duration: ended - began,
        cpuTime,
        eventLoopDelay: this.#eventLoop?.longest(began, ended),
        diskRead: this.#bytes('fsRead', use, used),
        diskWrite: this.#bytes('fsWrite', use, used),
        networkSent: grown(sockets.sent, traffic.sent),
        networkReceived: grown(sockets.received, traffic.received),
        memory: grown(rss, this.#resident?.read()),
      }
      if (heap !== undefined) this.#collections?.close(heap, reading)
      return reading
    }
  }

  /** A window of CPU time alone, which costs nothing while it is open. */
  startCpu(): () => number | undefined {
    const use = this.#use()
    const thread = this.#threadCpu()
    return () => this.#cpuTime(use, this.#use()) ?? grown(thread, this.#threadCpu())
  }

  /** Completes the readings of all windows that have ended: what they did to the heap is known only afterwards. Takes a turn of the event loop. */
  async settle(): Promise<void> {
    await this.#collections?.settle()
  }

  stop(): void {
    this.#collections?.stop()
    this.#eventLoop?.stop()
    this.#schedstat?.close()
    this.#resident?.close()
    this.#sockets?.stop()
  }

  #use(): Use {
    return this.#usesProcess ? processUse() : undefined
  }

  #cpuTime(before: Use, after: Use): number | undefined {
    if (before === undefined || after === undefined || !this.#switches.cpu) return undefined
    const microseconds = after.userCPUTime - before.userCPUTime + after.systemCPUTime - before.systemCPUTime
    return Math.max(0, microseconds) / 1000
  }

  #bytes(counter: 'fsRead' | 'fsWrite', before: Use, after: Use): number | undefined {
    if (before === undefined || after === undefined || !this.#switches.disk || !countsDisk) return undefined
    return Math.max(0, after[counter] - before[counter]) * blockSize
  }

  #traffic(): Partial<Traffic> {
    return this.#sockets?.total() ?? nothing
  }

  #threadCpu(): number | undefined {
    if (this.#schedstat === undefined) return undefined
    const told = threadCpu()
    if (told !== undefined) return told
    const nanoseconds = this.#schedstat.read()?.split(' ', 1)[0]
    return nanoseconds === undefined ? undefined : Number(nanoseconds) / 1e6
  }
}

type Use = NodeJS.ResourceUsage | undefined

const nothing = { sent: undefined, received: undefined }

function when<T>(wanted: boolean, make: () => T): T | undefined {
  return wanted ? make() : undefined
}

function grown(before: number | undefined, after: number | undefined): number | undefined {
  return before === undefined || after === undefined ? undefined : Math.max(0, after - before)
}
