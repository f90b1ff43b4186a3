import { resolve } from 'node:path'
import { SloError } from '../model/fault.ts'
import type { HistoryStore } from '../model/history.ts'
import { parseStorePlace } from '../model/store-place.ts'

/** Opens the store that `history.store` names; its driver is loaded now and not before. Rejects with SloError. `root` is that of the project. */
export async function openHistory(store: string, root: string): Promise<HistoryStore> {
  const place = parseStorePlace(store)
  if (place === undefined) throw new SloError(`history.store ${store} is neither file:<path> nor postgres://<address>`)
  if (place.kind === 'file') {
    const { SqliteStore } = await import('./sqlite/sqlite-store.ts')
    return new SqliteStore(resolve(root, place.path), place.path)
  }
  const { openPostgres } = await import('./postgres/postgres-store.ts')
  return await openPostgres(place)
}
