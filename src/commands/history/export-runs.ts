import { join, resolve } from 'node:path'
import type { RunHead } from '../../model/history.ts'
import type { ExitCode } from '../../model/run.ts'
import type { World } from '../world.ts'
import { writeWhole } from '../write-whole.ts'
import { findRun } from './find-run.ts'
import { withHistory } from './with-history.ts'
import type { HistoryRequest, OpenHistory } from './with-history.ts'

export interface ExportRequest extends HistoryRequest {
  /** All runs where none is named. */
  readonly ids: readonly string[]
  /** A folder, relative to where we are. */
  readonly output: string
}

/** `slo history export`: the report.json of each run, to the byte, under a name that `slo history import` and `slo check` find. */
export async function exportRuns({ ids, config, output }: ExportRequest, world: World): Promise<ExitCode> {
  await withHistory(world, config, async (open) => {
    for (const { id } of await chosen(open, ids)) {
      const file = join(output, `report-${id}.json`)
      writeWhole(resolve(world.cwd, file), [(await open.store.report(id)) as string], file)
      world.stdout.write(`wrote ${file}\n`)
    }
  })
  return 0
}

async function chosen({ store }: OpenHistory, ids: readonly string[]): Promise<readonly RunHead[]> {
  return ids.length === 0 ? await store.list() : await Promise.all(ids.map((id) => findRun(store, id)))
}
