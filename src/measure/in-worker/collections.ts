import { PerformanceObserver } from 'node:perf_hooks'
import type { PerformanceObserverEntryList } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers'
import v8 from 'node:v8'
import { now } from './clocks.ts'
import { pairCollections } from './pair-collections.ts'
import type { Collection, Pause, Segment } from './pair-collections.ts'
import { collectGarbage } from './retained-heap.ts'

/** What one window of time did to the JavaScript heap. Bytes and milliseconds; undefined until it is settled. */
export interface HeapUse {
  /** Largest used heap: before each collection, and at both ends. */
  heap?: number | undefined
  /** Bytes allocated, collected ones included: growth of the heap and what every collection freed. */
  allocated?: number | undefined
  /** Time the collector held the thread. */
  gcTime?: number | undefined
}

/** A window that is open. */
export interface HeapWindow {
  readonly from: number
  readonly atStart: number
}

interface ClosedWindow extends HeapWindow {
  readonly to: number
  readonly atEnd: number
  readonly use: HeapUse
}

interface GcProfile {
  readonly statistics: Segment['statistics']
}

type Profiler = InstanceType<typeof GCProfiler>

// Taken once, like the clocks.
const { GCProfiler, getHeapStatistics } = v8
// Of one profiler: it writes 6 KB for each.
const mostCollections = 2000
// A profiler that has stopped makes every collection dearer, by 20 to 40 us each.
const mostStopped = 16

/** In this thread, since they were last swept away. */
let stopped = 0

/**
 * Follows the collector of this thread. One `v8.GCProfiler` serves many windows: its callbacks stay with the collector after `stop`,
 * and go on writing, until a full collection takes the profiler itself (Node 20 to 24), so that one for each window would slow all that
 * follow. What it tells has no times; `perf_hooks` has them, in the next turn of the event loop. So a window is known once it is settled.
 */
export class CollectionLog {
  readonly #observer = new PerformanceObserver((told) => this.#hear(told))
  #pauses: Pause[] = []
  readonly #segments: Segment[] = []
  readonly #collections: Collection[] = []
  /** Times of which it is not known when what was collected. */
  readonly #unclear: Pick<Segment, 'from' | 'to'>[] = []
  readonly #closed: ClosedWindow[] = []
  #profiler: Profiler | undefined
  #since = 0

  /** The first window begins the watching: each collection is dearer then, and the imports of a file make many. */
  open(): HeapWindow {
    if (this.#profiler === undefined) this.#observer.observe({ entryTypes: ['gc'] })
    this.#profiler ??= this.#begin()
    // The time first: a collection while the figures are made into an object comes after what they say.
    const from = now()
    return { from, atStart: usedHeap() }
  }

  /** Ends a window; what it used is written into `use` when it is settled. */
  close({ from, atStart }: HeapWindow, use: HeapUse): void {
    const to = now()
    this.#closed.push({ to, atEnd: usedHeap(), from, atStart, use })
  }

  /** Fills in what all windows used that have been closed. Takes a turn of the event loop; what is closed meanwhile waits for the next time. */
  async settle(): Promise<void> {
    if (this.#profiler === undefined) return
    this.#cut(this.#profiler)
    const [segments, closed, since] = [this.#segments.splice(0), this.#closed.splice(0), this.#since]
    await new Promise((resolve) => nextTurn(resolve))
    for (const entry of this.#observer.takeRecords()) this.#pauses.push(entry)
    for (const segment of segments) {
      const paired = pairCollections(segment, this.#pauses)
      if (paired === undefined) this.#unclear.push(segment)
      else this.#append(paired)
    }
    // What later profilers have seen is still to come.
    this.#pauses = this.#pauses.filter(({ startTime }) => startTime >= since)
    for (const window of closed) {
      const isClear = !this.#unclear.some(({ from, to }) => window.from <= to && window.to >= from)
      if (isClear) Object.assign(window.use, usedIn(window, this.#collections))
    }
  }

  /** One that fell between two profilers was seen by both. */
  #append(paired: readonly Collection[]): void {
    const last = this.#collections.at(-1)?.at ?? Number.NEGATIVE_INFINITY
    this.#collections.push(...paired.filter(({ at }) => at > last))
  }

  stop(): void {
    if (this.#profiler === undefined) return
    this.#observer.disconnect()
    this.#profiler.stop()
    stopped++
  }

  #hear(told: PerformanceObserverEntryList): void {
    for (const entry of told.getEntries()) this.#pauses.push(entry)
    if (this.#profiler !== undefined && this.#pauses.length > mostCollections * (this.#segments.length + 1))
      this.#cut(this.#profiler)
  }

  #begin(): Profiler {
    const profiler = new GCProfiler()
    this.#since = now()
    profiler.start()
    return profiler
  }

  /** Ends a profiler, and begins the next one before: no collection goes unseen. */
  #cut(last: Profiler): void {
    const from = this.#since
    this.#profiler = this.#begin()
    const { statistics } = last.stop() as unknown as GcProfile
    this.#segments.push({ from, to: now(), statistics })
    stopped++
    if (stopped < mostStopped) return
    collectGarbage()
    stopped = 0
  }
}

function usedHeap(): number {
  return getHeapStatistics().used_heap_size
}

function usedIn({ from, to, atStart, atEnd }: ClosedWindow, collections: readonly Collection[]): HeapUse {
  let heap = Math.max(atStart, atEnd)
  let allocated = atEnd - atStart
  let gcTime = 0
  for (let next = firstSince(from, collections); next < collections.length; next++) {
    const { at, before, after, cost } = collections[next] as Collection
    if (at > to) break
    heap = Math.max(heap, before)
    allocated += before - after
    gcTime += cost
  }
  return { heap, allocated: Math.max(0, allocated), gcTime }
}

/** Where in the list, which ascends, the collections begin that are not before a time. */
function firstSince(time: number, collections: readonly Collection[]): number {
  let [low, high] = [0, collections.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((collections[middle] as Collection).at < time) low = middle + 1
    else high = middle
  }
  return low
}
