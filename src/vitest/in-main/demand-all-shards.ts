import type { TestModule } from 'vitest/node'
import { SloError } from '../../model/fault.ts'
import { otherSplits } from '../../model/shard-plan.ts'
import { takeFile } from '../handoff.ts'

/** Throws a SloError where the blob of a shard is not part of a merge: Vitest merges what it finds, and a lost part would pass in silence. */
export function demandAllShards(modules: readonly TestModule[]): void {
  const found = new Map<number, Set<number>>()
  for (const { shard } of modules.flatMap((module) => takeFile(module) ?? [])) {
    if (shard !== undefined) found.set(shard.count, (found.get(shard.count) ?? new Set()).add(shard.index))
  }
  const splits = new Set(modules.flatMap((module) => takeFile(module)?.shard ?? []).map(({ split }) => split))
  if (splits.size > 1) throw new SloError(otherSplits)
  const missing = [...found].flatMap(([count, indexes]) =>
    Array.from({ length: count }, (_, at) => at + 1).flatMap((index) => (indexes.has(index) ? [] : [`${index}/${count}`])),
  )
  if (missing.length === 0) return
  throw new SloError(`the blob of shard ${missing.join(', ')} is missing, or no file in it was run to its end; collect it too, or run that shard again`) // prettier-ignore
}
