import { openHistory } from '../../history/open-history.ts'
import { SloError } from '../../model/fault.ts'
import type { Config } from '../../model/config.ts'
import type { HistoryStore } from '../../model/history.ts'
import type { Slo } from '../../model/slo.ts'
import { loadProject } from '../load-project.ts'
import type { World } from '../world.ts'

/** What every command of the history takes. */
export interface HistoryRequest {
  /** The slo.config file. */
  readonly config?: string
  readonly json?: boolean
}

export interface OpenHistory {
  readonly store: HistoryStore
  /** How many runs are kept, as configured. */
  readonly keep: number
  /** As declared. */
  readonly slos: readonly Slo[]
  readonly config: Config
}

/** Opens the history of the project, does the work, and closes it whatever comes. Rejects with SloError where there is none. */
export async function withHistory<T>(
  world: World,
  file: string | undefined,
  work: (open: OpenHistory) => Promise<T>,
): Promise<T> {
  const { root, name, config } = await loadProject(world, { file })
  if (config.history === false) throw new SloError(`${name} says history: false, so no run is remembered`)
  const store = await openHistory(config.history.store, root)
  try {
    return await work({ store, keep: config.history.keep, slos: config.slos, config })
  } finally {
    await store.close()
  }
}
