/** One collection of garbage: when it began on the clock of `now()`, how many ms it took, and the used heap in bytes on either side of it. */
export interface Collection {
  readonly at: number
  readonly cost: number
  readonly before: number
  readonly after: number
}

/** A collection as `perf_hooks` tells it: milliseconds, on the clock of `now()`. */
export interface Pause {
  readonly startTime: number
  readonly duration: number
}

/** What one `v8.GCProfiler` saw, in order, and a time that is certain to hold it. */
export interface Segment {
  readonly from: number
  readonly to: number
  readonly statistics: readonly {
    /** Microseconds. */
    readonly cost: number
    readonly beforeGC: { readonly heapStatistics: { readonly usedHeapSize: number } }
    readonly afterGC: { readonly heapStatistics: { readonly usedHeapSize: number } }
  }[]
}

/**
 * Gives the collections of a segment their times. Both sources tell of the same ones in the same order, but at either end of the segment
 * there may be a pause that its profiler did not see: of the places where the shorter list fits into the longer, the one where the
 * durations agree best. Undefined where a pause is missing: nobody knows then when what was collected.
 */
export function pairCollections({ from, to, statistics }: Segment, pauses: readonly Pause[]): Collection[] | undefined {
  const inside = pauses.filter(({ startTime }) => startTime >= from && startTime <= to)
  if (inside.length < statistics.length) return undefined
  const places = Array.from({ length: inside.length - statistics.length + 1 }, (_, place) => place)
  const apart = (place: number): number =>
    statistics.reduce((sum, { cost }, index) => sum + Math.abs(cost / 1000 - (inside[place + index] as Pause).duration), 0)
  const best = places.length === 1 ? 0 : places.reduce((one, other) => (apart(other) < apart(one) ? other : one))
  return statistics.map(({ cost, beforeGC, afterGC }, index) => ({
    at: (inside[best + index] as Pause).startTime,
    cost: cost / 1000,
    before: beforeGC.heapStatistics.usedHeapSize,
    after: afterGC.heapStatistics.usedHeapSize,
  }))
}
