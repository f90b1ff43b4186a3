import { SloError } from '../../model/fault.ts'
import type { ExitCode } from '../../model/run.ts'
import { parseReport } from '../../report/schema/parse-report.ts'
import { renderRun } from '../render-run.ts'
import type { Rendering } from '../write-report.ts'
import type { World } from '../world.ts'
import { findRun } from './find-run.ts'
import { withHistory } from './with-history.ts'
import type { HistoryRequest } from './with-history.ts'

export interface ShowRequest extends HistoryRequest, Rendering {
  readonly id: string
}

/** `slo history show`: a remembered run, as `slo report` shows one. */
export async function showRun({ id, config, ...rendering }: ShowRequest, world: World): Promise<ExitCode> {
  const text = await withHistory(world, config, async ({ store }) => await store.report((await findRun(store, id)).id))
  const parsed = parseReport(text ?? '')
  if (!parsed.ok) throw new SloError(`the report of run ${id} ${parsed.reason}`)
  await renderRun({ run: parsed.stored, files: [] }, rendering, world)
  return 0
}
