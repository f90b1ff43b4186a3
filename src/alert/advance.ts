import type { Alert, Alerting, AlertRecord, AlertRun, Notice, Silence } from '../model/alert.ts'
import { severities } from '../model/alert.ts'
import { daysOf } from '../model/days-of.ts'

/** What one run means for what is remembered. */
export interface Advance {
  readonly records: readonly AlertRecord[]
  readonly alerts: readonly Alert[]
  readonly run: AlertRun
  /** Whether a promise was seen to hold in this run: only that resolves an alert. `undefined` asks for that of the tests. */
  readonly holds: (slo: string | undefined) => boolean
  readonly policy: Pick<Alerting, 'repeat' | 'escalateAfter'>
  readonly silences: readonly Silence[]
}

/** What is remembered from now on, and what somebody is told. */
export interface Advanced {
  /** Those that changed. */
  readonly records: readonly AlertRecord[]
  readonly notices: readonly Notice[]
}

/** One step of the state machine: the same news are told once, again after a time, louder after some runs, and when they are over. */
export function advance(step: Advance): Advanced {
  const known = new Map(step.records.map((record) => [record.alert.key, record]))
  const seen = new Set(step.alerts.map(({ key }) => key))
  const shown = step.alerts.map((alert) => show(alert, known.get(alert.key), step))
  const gone = step.records.filter((record) => isOver(record, seen, step)).map((record) => resolve(record, step))
  const all = [...shown, ...gone]
  return { records: all.map(({ record }) => record), notices: all.flatMap(({ notice }) => notice ?? []) }
}

interface Told {
  readonly record: AlertRecord
  readonly notice?: Notice
}

function show(alert: Alert, before: AlertRecord | undefined, step: Advance): Told {
  if (before === undefined || before.status === 'resolved') return begin(alert, step)
  // The shards of one run may be merged more than once.
  if (before.last.id === step.run.id) return { record: before }
  const record = { ...before, alert, last: step.run, runs: before.runs + 1 }
  if (isSilenced(alert, step)) return { record }
  const kind = newsOf(record, before, step)
  if (kind !== undefined) return tell(kind, record, step)
  // Whoever could not be reached is told late rather than never.
  return before.undelivered.length === 0 ? { record } : { record, notice: { kind: 'new', record, only: before.undelivered } }
}

function begin(alert: Alert, step: Advance): Told {
  const { run } = step
  const record: AlertRecord = { alert, status: 'open', since: run, last: run, runs: 1, escalated: false, undelivered: [] }
  return isSilenced(alert, step) ? { record } : tell('new', record, step)
}

function newsOf(record: AlertRecord, before: AlertRecord, { policy, run }: Advance): Notice['kind'] | undefined {
  // Silenced until now.
  if (before.told === undefined) return 'new'
  if (rank(record.alert) < rank(before.alert)) return 'worse'
  if (record.acknowledged !== undefined) return undefined
  if (!record.escalated && record.runs >= policy.escalateAfter) return 'escalated'
  return milliseconds(run.at) - milliseconds(before.told) >= policy.repeat ? 'repeat' : undefined
}

function tell(kind: Notice['kind'], record: AlertRecord, { run }: Advance): Told {
  const told = { ...record, told: run.at, escalated: record.escalated || kind === 'escalated' }
  return { record: told, notice: { kind, record: told } }
}

/** Nobody who was never told wants to hear that it is over. */
function resolve(before: AlertRecord, { run }: Advance): Told {
  const record: AlertRecord = { ...before, status: 'resolved', last: run, undelivered: [] }
  return before.told === undefined ? { record } : { record, notice: { kind: 'resolved', record } }
}

function isOver({ alert, status, since }: AlertRecord, seen: ReadonlySet<string>, { run, holds }: Advance): boolean {
  if (status === 'resolved' || seen.has(alert.key) || since.branch !== run.branch) return false
  return alert.findings.every(({ slo }) => holds(slo))
}

function isSilenced({ findings }: Alert, { silences, run }: Advance): boolean {
  const active = silences.filter(({ until }) => milliseconds(until) > milliseconds(run.at))
  return findings.every(({ slo }) => active.some((silence) => silence.slo === '*' || silence.slo === slo))
}

function rank({ severity }: Alert): number {
  return severities.indexOf(severity)
}

function milliseconds(iso: string): number {
  return daysOf(iso) * 86_400_000
}
