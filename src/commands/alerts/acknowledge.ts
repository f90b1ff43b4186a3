import { recordMark, recordsOf } from '../../alert/alert-marks.ts'
import { SloError } from '../../model/fault.ts'
import type { ExitCode } from '../../model/run.ts'
import { withHistory } from '../history/with-history.ts'
import type { HistoryRequest } from '../history/with-history.ts'
import { printJson } from '../print-json.ts'
import { whoAmI } from '../who-am-i.ts'
import type { World } from '../world.ts'
import { findAlert } from './alert-id.ts'

export interface AckRequest extends HistoryRequest {
  readonly id: string
  readonly reason: string
}

/** `slo alerts ack`. Rejects with SloError where there is no such alert, or it changed meanwhile. */
export async function acknowledge({ id, reason, config, json }: AckRequest, world: World): Promise<ExitCode> {
  if (reason.trim() === '') throw new SloError('--reason is empty: say what is done about it')
  const acknowledged = { by: whoAmI(world), at: world.now().toISOString(), reason }
  const record = await withHistory(world, config, async ({ store }) => {
    const found = findAlert(recordsOf(await store.marks()), id)
    const taken = { ...found.record, acknowledged }
    if (!(await store.mark(recordMark(taken), { text: found.text })))
      throw new SloError(`alert ${id} changed meanwhile: try again`)
    return taken
  })
  if (json === true) printJson(world.stdout, { id, ...record })
  else world.stdout.write(`${id} is taken on by ${acknowledged.by}; nothing is repeated until it is resolved\n`)
  return 0
}
