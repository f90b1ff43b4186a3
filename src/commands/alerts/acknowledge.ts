import { recordMark, recordsOf } from '../../alert/alert-marks.ts'
import type { Acknowledgement } from '../../model/alert.ts'
import { SloError } from '../../model/fault.ts'
import type { ExitCode } from '../../model/run.ts'
import { withHistory } from '../history/with-history.ts'
import type { HistoryRequest } from '../history/with-history.ts'
import { printJson } from '../print-json.ts'
import { whoAmI } from '../who-am-i.ts'
import type { World } from '../world.ts'
import { findAlert } from './alert-id.ts'
import { timeFromNow } from './time-from-now.ts'

export interface AckRequest extends HistoryRequest {
  readonly id: string
  readonly reason: string
  /** A time with its unit: `2d`. By default until it is resolved. */
  readonly for?: string
}

/** `slo alerts ack`. Rejects with SloError where there is no such alert, or it changed meanwhile. */
export async function acknowledge(request: AckRequest, world: World): Promise<ExitCode> {
  const { id, reason, config, json } = request
  if (reason.trim() === '') throw new SloError('--reason is empty: say what is done about it')
  const until = request.for === undefined ? {} : { until: timeFromNow(request.for, world) }
  const acknowledged: Acknowledgement = { by: whoAmI(world), at: world.now().toISOString(), reason, ...until }
  const record = await withHistory(world, config, async ({ store }) => {
    const found = findAlert(recordsOf(await store.marks()), id)
    const taken = { ...found.record, acknowledged }
    if (!(await store.mark(recordMark(taken), { text: found.text })))
      throw new SloError(`alert ${id} changed meanwhile: try again`)
    return taken
  })
  if (json === true) printJson(world.stdout, { id, ...record })
  else
    world.stdout.write(
      `${id} is taken on by ${acknowledged.by}; nothing is repeated until ${acknowledged.until ?? 'it is resolved'}\n`,
    )
  return 0
}
