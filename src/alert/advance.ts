import type { Alert, Alerting, AlertLabels, AlertRecord, AlertRun, EscalateAfter, Notice, Silence } from '../model/alert.ts'
import { severities } from '../model/alert.ts'
import { daysOf } from '../model/days-of.ts'
import { joinKnown } from './join-known.ts'

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
  const here = step.records.filter(({ since }) => since.branch === step.run.branch && since.service === step.run.service)
  const alerts = joinKnown(
    step.alerts,
    here.filter(({ status }) => status === 'open'),
  )
  const known = new Map(step.records.map((record) => [record.alert.key, record]))
  const seen = new Set(alerts.map(({ key }) => key))
  const shown = alerts.map((alert) => show(alert, known.get(alert.key), step))
  const others = here.filter(({ alert }) => !seen.has(alert.key))
  const all = [...shown, ...others.flatMap((record) => leave(record, step))]
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
  const kind = newsOf(record, step)
  if (kind !== undefined) return tell(kind, record, step)
  // Whoever could not be reached is told late rather than never.
  return before.undelivered.length === 0 ? { record } : { record, notice: { kind: 'new', record, only: before.undelivered } }
}

function begin(alert: Alert, step: Advance): Told {
  const { run } = step
  const record: AlertRecord = { alert, status: 'open', since: run, last: run, runs: 1, escalated: false, undelivered: [] }
  return isSilenced(alert, step) ? { record } : tell('new', record, step)
}

function newsOf(record: AlertRecord, { policy, run }: Advance): Notice['kind'] | undefined {
  const { alert, told, toldAs = alert } = record
  // Silenced until now.
  if (told === undefined) return 'new'
  const isTaken = isTakenOn(record, run)
  if (!isTaken && isLong(record, policy.escalateAfter)) return 'escalated'
  // Worse than anybody knows: what goes up and down between runs is no news each time.
  if (rank(alert) < rank(toldAs)) return 'worse'
  return !isTaken && milliseconds(run.at) - milliseconds(told) >= policy.repeat ? 'repeat' : undefined
}

function isTakenOn({ acknowledged }: AlertRecord, { at }: AlertRun): boolean {
  return acknowledged !== undefined && (acknowledged.until === undefined || isBefore(at, acknowledged.until))
}

/** Long enough for others to know, who do not yet. */
function isLong({ runs, since, last, escalated }: AlertRecord, after: EscalateAfter): boolean {
  if (escalated) return false
  return after.kind === 'runs' ? runs >= after.runs : milliseconds(last.at) - milliseconds(since.at) >= after.time
}

function tell(kind: Notice['kind'], before: AlertRecord, { run }: Advance): Told {
  const { type, severity, owners } = before.alert
  const escalated = before.escalated || kind === 'escalated'
  const record = { ...before, told: run.at, toldAs: { type, severity, owners }, escalated }
  return { record, notice: { kind, record, ...(before.toldAs === undefined ? {} : { before: before.toldAs }) } }
}

/** What a run does not show is over where its promises were seen to hold; an end that somebody has not heard of yet is told again. */
function leave(before: AlertRecord, step: Advance): Told[] {
  if (before.last.id === step.run.id) return []
  if (before.status === 'open') return before.alert.findings.every(({ slo }) => step.holds(slo)) ? [resolve(before, step)] : []
  if (before.undelivered.length === 0) return []
  const record = { ...before, undelivered: [] }
  return [{ record, notice: { kind: 'resolved', record, only: before.undelivered } }]
}

/** Nobody who was never told wants to hear that it is over. */
function resolve(before: AlertRecord, { run }: Advance): Told {
  const record: AlertRecord = { ...before, status: 'resolved', last: run, undelivered: [] }
  if (before.told === undefined) return { record }
  const { toldAs, heard, undelivered } = before
  const known = toldAs === undefined ? {} : { before: toldAs }
  const only = heard === undefined ? {} : { only: heard.filter((channel) => !undelivered.includes(channel)) }
  return { record, notice: { kind: 'resolved', record, ...known, ...only } }
}

function isSilenced({ findings }: Alert, { silences, run }: Advance): boolean {
  const active = silences.filter(({ until }) => isBefore(run.at, until))
  return findings.every(({ slo }) => active.some((silence) => silence.slo === '*' || silence.slo === slo))
}

function rank({ severity }: Pick<AlertLabels, 'severity'>): number {
  return severities.indexOf(severity)
}

function isBefore(at: string, until: string): boolean {
  return milliseconds(at) < milliseconds(until)
}

function milliseconds(iso: string): number {
  return daysOf(iso) * 86_400_000
}
