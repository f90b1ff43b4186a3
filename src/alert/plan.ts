import type { Alerting, Notice } from '../model/alert.ts'
import { route } from './route.ts'

/** What is told, and to which channels. */
export interface Planned {
  readonly notice: Notice
  readonly to: readonly string[]
}

/** Sends a notice its way, and notes who heard of it: whoever hears of an alert is to hear of its end. */
export function plan(notice: Notice, alerting: Pick<Alerting, 'routes' | 'channels'>): Planned {
  const to = route(notice, alerting)
  const { kind, record } = notice
  if (kind === 'resolved') return { notice, to }
  return { notice: { ...notice, record: { ...record, heard: [...new Set([...(record.heard ?? []), ...to])] } }, to }
}
