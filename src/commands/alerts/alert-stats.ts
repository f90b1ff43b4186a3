import { recordsOf } from '../../alert/alert-marks.ts'
import { alertTypes } from '../../model/alert.ts'
import type { AlertRecord, AlertType } from '../../model/alert.ts'
import { formatQuantity } from '../../model/format-quantity.ts'
import type { ExitCode } from '../../model/run.ts'
import { median } from '../../stats/median.ts'
import { alignColumns } from '../align-columns.ts'
import { withHistory } from '../history/with-history.ts'
import type { HistoryRequest } from '../history/with-history.ts'
import { printJson } from '../print-json.ts'
import type { World } from '../world.ts'

interface TypeStats {
  readonly type: AlertType
  readonly open: number
  readonly resolved: number
  /** Median milliseconds from the first run that showed one to the one that resolved it. */
  readonly stood?: number
}

/** `slo alerts stats`: each cause counts once, as it stands now. */
export async function alertStats({ config, json }: HistoryRequest, world: World): Promise<ExitCode> {
  const records = recordsOf(await withHistory(world, config, ({ store }) => store.marks())).map(({ record }) => record)
  const stats = alertTypes.map((type) => statsOf(type, records)).filter(({ open, resolved }) => open + resolved > 0)
  if (json === true) printJson(world.stdout, { alerts: stats })
  else world.stdout.write(stats.length === 0 ? 'there has been no alert\n' : `${alignColumns(stats.map(columnsOf)).join('\n')}\n`)
  return 0
}

function statsOf(type: AlertType, records: readonly AlertRecord[]): TypeStats {
  const of = records.filter(({ alert }) => alert.type === type)
  const resolved = of.filter(({ status }) => status === 'resolved')
  const stood = resolved.map(({ since, last }) => Date.parse(last.at) - Date.parse(since.at))
  const counts = { type, open: of.length - resolved.length, resolved: resolved.length }
  return stood.length === 0 ? counts : { ...counts, stood: median(stood) }
}

function columnsOf({ type, open, resolved, stood }: TypeStats): string[] {
  return [
    type,
    `${open} open`,
    `${resolved} resolved`,
    stood === undefined ? '' : `stood ${formatQuantity(stood, 'ms')} (median)`,
  ]
}
