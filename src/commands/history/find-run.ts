import { SloError } from '../../model/fault.ts'
import type { HistoryStore, RunHead } from '../../model/history.ts'

const fewest = 4

/** The run with this id, else the only one that begins with it, or the `last`. Rejects with SloError where that is none or more than one. */
export async function findRun(store: HistoryStore, id: string): Promise<RunHead> {
  const runs = await store.list(id === 'last' ? { limit: 1 } : {})
  const exact = runs.find((run) => run.id === id)
  if (exact !== undefined) return exact
  const found = id === 'last' ? runs : runs.filter((run) => id.length >= fewest && run.id.startsWith(id))
  const [only, ...others] = found
  if (only !== undefined && others.length === 0) return only
  if (only === undefined) throw new SloError(`history ${store.place} has no run ${id}: slo history list shows those it has`)
  throw new SloError(`${found.length} runs begin with ${id}: write more of the id`)
}
