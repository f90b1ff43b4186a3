import { recordsOf, silencesOf } from '../../alert/alert-marks.ts'
import type { Acknowledgement, AlertRecord, Silence } from '../../model/alert.ts'
import type { ExitCode } from '../../model/run.ts'
import { sanitize } from '../../report/text/sanitize.ts'
import { alignColumns } from '../align-columns.ts'
import { withHistory } from '../history/with-history.ts'
import type { HistoryRequest } from '../history/with-history.ts'
import { printJson } from '../print-json.ts'
import type { World } from '../world.ts'
import { alertId } from './alert-id.ts'

export interface ListRequest extends HistoryRequest {
  /** What is resolved too. */
  readonly all?: boolean
}

/** `slo alerts list`. */
export async function listAlerts({ config, all = false, json }: ListRequest, world: World): Promise<ExitCode> {
  const marks = await withHistory(world, config, ({ store }) => store.marks())
  const records = recordsOf(marks)
    .map(({ record }) => record)
    .filter(({ status }) => all || status === 'open')
  const silences = silencesOf(marks).filter(({ until }) => Date.parse(until) > world.now().getTime())
  if (json === true) printJson(world.stdout, { alerts: records.map((record) => ({ id: alertId(record), ...record })), silences })
  else world.stdout.write(describe(records, silences))
  return 0
}

function describe(records: readonly AlertRecord[], silences: readonly Silence[]): string {
  const rows = records
    .toSorted((a, b) => (a.since.at < b.since.at ? -1 : 1))
    .map((record) => [alertId(record), ...columnsOf(record)])
  const lines = rows.length === 0 ? ['no alert is open'] : alignColumns(rows)
  return `${[...lines, ...silences.map(sentenceOf)].map(sanitize).join('\n')}\n`
}

function columnsOf({ alert, status, since, runs, acknowledged, undelivered }: AlertRecord): string[] {
  const taken = acknowledged === undefined ? '' : sentenceOfWork(acknowledged)
  const missed = undelivered.length === 0 ? '' : `not told: ${undelivered.join(', ')}`
  const about = [status === 'resolved' ? 'resolved' : '', taken, missed].filter((part) => part !== '').join('; ')
  return [`${alert.severity} ${alert.type}`, alert.cause, `since ${since.at}, ${runs} ${runs === 1 ? 'run' : 'runs'}`, about]
}

function sentenceOfWork({ by, reason, until }: Acknowledgement): string {
  return `taken on by ${by}${until === undefined ? '' : ` until ${until}`}: ${reason}`
}

function sentenceOf({ slo, until, by, reason }: Silence): string {
  return `silent until ${until}: ${slo === '*' ? 'everything' : slo} (${by}: ${reason})`
}
