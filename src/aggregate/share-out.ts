import { byName } from '../model/shard-plan.ts'
import type { Balance, WeighedFile } from '../model/shard-plan.ts'

/**
 * Shares files out over so many shards: the longest first, each to the shard that has least to do (Graham, Bounds on Multiprocessing
 * Timing Anomalies, 1969: the longest shard takes at most 4/3 of what the best plan would). Every file is in exactly one shard, and
 * the answer is the same for the same files in any order.
 */
export function shareOut<T extends WeighedFile>(files: readonly T[], count: number): readonly (readonly T[])[] {
  const shards = Array.from({ length: count }, () => ({ load: 0, files: [] as T[] }))
  for (const file of files.toSorted((a, b) => b.duration - a.duration || byName(a, b))) {
    // The first of equals: nothing but the files themselves may decide.
    const least = shards.reduce((best, one) => (one.load < best.load ? one : best))
    least.load += file.duration
    least.files.push(file)
  }
  return shards.map((shard) => shard.files)
}

/** The time that each shard takes, and how far the longest is from what all would take if they were equal. */
export function balanceOf(shards: readonly (readonly WeighedFile[])[]): Balance {
  const loads = shards.map((files) => files.reduce((sum, { duration }) => sum + duration, 0))
  const total = loads.reduce((sum, load) => sum + load, 0)
  const longest = Math.max(0, ...loads)
  return total === 0 ? { loads, longest } : { loads, longest, imbalance: (longest * loads.length) / total - 1 }
}
