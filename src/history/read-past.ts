import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { SloError } from '../model/fault.ts'
import { noPast, unreadPast } from '../model/past.ts'
import type { Past } from '../model/past.ts'
import { parseStorePlace } from '../model/store-place.ts'
import { openHistory } from './open-history.ts'
import { recall } from './recall.ts'
import type { Recall } from './recall.ts'

/** Where runs are remembered. `root` is the folder of the project. */
export interface Place {
  readonly store: string
  readonly root: string
}

/**
 * Opens the history, recalls from it and closes it. Never rejects for a history that cannot be read: then the past says why. A file
 * that is not there yet is not made.
 */
export async function readPast({ store: address, root }: Place, request: Recall): Promise<Past> {
  const place = parseStorePlace(address)
  if (place?.kind === 'file' && !existsSync(resolve(root, place.path))) return noPast
  try {
    const store = await openHistory(address, root)
    try {
      return await recall(store, request)
    } finally {
      await store.close()
    }
  } catch (error) {
    if (error instanceof SloError) return unreadPast(error.message)
    throw error
  }
}
