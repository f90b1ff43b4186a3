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

// Taken once, like the clocks.
const { GCProfiler, getHeapStatistics } = v8

/** Follows the collector until the function it returns is called. Allocation = growth of the heap + what every collection freed. */
export function startGcWindow(): () => HeapUse {
  const profiler = new GCProfiler()
  profiler.start()
  const atStart = getHeapStatistics().used_heap_size
  return () => {
    const { statistics } = profiler.stop() as unknown as GcProfile
    return heapUse(atStart, getHeapStatistics().used_heap_size, statistics)
  }
}

function heapUse(atStart: number, atEnd: number, collections: GcProfile['statistics']): HeapUse {
  let heap = Math.max(atStart, atEnd)
  let allocated = atEnd - atStart
  let gcTime = 0
  for (const { beforeGC, afterGC, cost } of collections) {
    const before = beforeGC.heapStatistics.usedHeapSize
    heap = Math.max(heap, before)
    allocated += before - afterGC.heapStatistics.usedHeapSize
    gcTime += cost / 1000
  }
  return { heap, allocated: Math.max(0, allocated), gcTime }
}
