import type { Insight } from '../model/insight.ts'
import { mannKendall } from '../stats/mann-kendall.ts'
import { median } from '../stats/median.ts'
import { theilSen } from '../stats/theil-sen.ts'

/** The heap of one worker after each of the files it ran, in order. */
export interface WorkerHeaps {
  readonly worker: string
  readonly files: readonly { readonly file: string; readonly heap: number }[]
}

// Bytes. A file also leaves its cached modules behind: less than this is everyday.
const smallestStep = 4_000_000
const smallestSlope = 1_000_000
// How many files must have run afterwards: the heap had a chance to come back.
const laterFiles = 2
const fewestForTrend = 8

/** Names the file at which the heap of a worker stopped coming back, or tells that it grows with every file. */
export function heapInsights(workers: readonly WorkerHeaps[]): Insight[] {
  return workers.flatMap((worker) => stepOf(worker) ?? growthOf(worker) ?? [])
}

/** The largest rise of the level to which the heap ever comes back, where it is far above the other rises. */
function stepOf({ worker, files }: WorkerHeaps): Insight | undefined {
  const floors = floorsOf(files.map(({ heap }) => heap))
  const rises = floors.slice(1).map((floor, index) => floor - (floors[index] as number))
  const known = rises.slice(0, Math.max(0, rises.length - laterFiles))
  const largest = known.reduce((best, rise, index) => (rise > (known[best] as number) ? index : best), 0)
  const rise = known[largest] ?? 0
  const others = median(known.filter((_, index) => index !== largest))
  if (rise < smallestStep || rise < 4 * (Number.isNaN(others) ? 0 : others)) return undefined
  return {
    kind: 'heap-step',
    worker,
    file: (files[largest + 1] as WorkerHeaps['files'][number]).file,
    before: floors[largest] as number,
    after: floors[largest + 1] as number,
    later: files.length - largest - 2,
  }
}

/** After each file the least that was held then or later. */
function floorsOf(heaps: readonly number[]): number[] {
  let floor = Number.POSITIVE_INFINITY
  return heaps
    .toReversed()
    .map((heap) => (floor = Math.min(floor, heap)))
    .toReversed()
}

function growthOf({ worker, files }: WorkerHeaps): Insight | undefined {
  if (files.length < fewestForTrend) return undefined
  const heaps = files.map(({ heap }) => heap)
  const { slope } = theilSen(heaps)
  const grows = slope > smallestSlope && mannKendall(heaps).pValue < 0.01
  return grows ? { kind: 'heap-growth', worker, files: files.length, slope } : undefined
}
