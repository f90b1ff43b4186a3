import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { openHistory } from '../../history/open-history.ts'
import type { HistoryStore, RunHead } from '../../model/history.ts'
import { parseStorePlace } from '../../model/store-place.ts'
import type { Project } from '../load-project.ts'

/**
 * Opens the history of a project for reading, does the work, and closes it whatever comes. Undefined where nothing is remembered, or
 * nothing yet: a file is not made by looking for it.
 */
export async function withKnownRuns<T>(
  { root, config: { history } }: Project,
  work: (store: HistoryStore) => Promise<T>,
): Promise<T | undefined> {
  if (history === false) return undefined
  const place = parseStorePlace(history.store)
  if (place?.kind === 'file' && !existsSync(resolve(root, place.path))) return undefined
  const store = await openHistory(history.store, root)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** The run that an id, or the begin of one (4 letters at least), names; undefined where that is none, or more than one. */
export async function knownRun(store: HistoryStore, id: string): Promise<RunHead | undefined> {
  const runs = await store.list()
  const found = runs.filter((run) => run.id === id || (id.length >= 4 && run.id.startsWith(id)))
  return found.find((run) => run.id === id) ?? (found.length === 1 ? found[0] : undefined)
}
