import v8 from 'node:v8'

/** What one window of time did to the JavaScript heap. Bytes and milliseconds. */
export interface HeapUse {
  /** Largest used heap: before each collection, and at both ends. */
  readonly heap: number
  /** Bytes allocated, collected ones included. */
  readonly allocated: number
  /** Time the collector held the thread. */
  readonly gcTime: number
}

interface GcProfile {
  readonly statistics: readonly {
    /** Microseconds. */
    readonly cost: number
    readonly beforeGC: { readonly heapStatistics: { readonly usedHeapSize: number } }
    readonly afterGC: { readonly heapStatistics: { readonly usedHeapSize: number } }
  }[]
}

/** Follows the collector from its construction until `stop`. Allocation = growth of the heap + what every collection freed. */
export class GcWindow {
  readonly #profiler = new v8.GCProfiler()
  readonly #atStart = usedHeap()

  constructor() {
    this.#profiler.start()
  }

  stop(): HeapUse {
    const { statistics } = this.#profiler.stop() as unknown as GcProfile
    const atEnd = usedHeap()
    const use = { heap: Math.max(this.#atStart, atEnd), allocated: atEnd - this.#atStart, gcTime: 0 }
    for (const { beforeGC, afterGC, cost } of statistics) {
      const before = beforeGC.heapStatistics.usedHeapSize
      use.heap = Math.max(use.heap, before)
      use.allocated += before - afterGC.heapStatistics.usedHeapSize
      use.gcTime += cost / 1000
    }
    return { ...use, allocated: Math.max(0, use.allocated) }
  }
}

function usedHeap(): number {
  return v8.getHeapStatistics().used_heap_size
}
