import { createHash } from 'node:crypto'
import { SloError } from '../../model/fault.ts'
import type { AlertRecord } from '../../model/alert.ts'

/** A short name of an alert, the same in every run. */
export function alertId({ alert }: Pick<AlertRecord, 'alert'>): string {
  return createHash('sha256').update(alert.key).digest('hex').slice(0, 8)
}

/** The open alert of this id. Throws SloError where there is none. */
export function findAlert<T extends { readonly record: AlertRecord }>(all: readonly T[], id: string): T {
  const found = all.find(({ record }) => record.status === 'open' && alertId(record) === id)
  if (found === undefined) throw new SloError(`no alert ${id} is open: slo alerts list shows those that are`)
  return found
}
