import { createHash } from 'node:crypto'
import type { WeighedFile } from '../../model/shard-plan.ts'

/**
 * How Vitest itself shares files out: in the order of the hashes of their paths, as many to each shard (BaseSequencer.shard of
 * Vitest 4 and 5).
 */
export function ownSplit(files: readonly WeighedFile[], count: number): readonly (readonly WeighedFile[])[] {
  const ordered = files
    .map((file) => ({ file, hash: createHash('sha1').update(`/${file.file}`).digest('hex') }))
    .toSorted((a, b) => Number(a.hash > b.hash) - Number(a.hash < b.hash))
    .map(({ file }) => file)
  const size = Math.floor(files.length / count)
  const larger = files.length % count
  const startOf = (index: number): number => index * size + Math.min(index, larger)
  return Array.from({ length: count }, (_, index) => ordered.slice(startOf(index), startOf(index + 1)))
}
