import type { AlertChannel } from './alert-channel.ts'

/** What an alert is about. `time` is every duration and throughput; `error` a test that failed or a command that did not do its work. */
export const alertTypes = [
  'cpu',
  'memory',
  'time',
  'disk',
  'network',
  'error',
  'no-data',
  'regression',
  'budget',
  'anomaly',
] as const
export type AlertType = (typeof alertTypes)[number]

/** `critical`: a promise is broken, or nobody knows. `high`: a regression or a fast burn. `medium`: a warning. `low`: an anomaly. */
export const severities = ['critical', 'high', 'medium', 'low'] as const
export type Severity = (typeof severities)[number]

/** One promise that takes part in an alert, in words. */
export interface AlertFinding {
  readonly slo?: string
  readonly promised?: string
  readonly measured?: string
  readonly reason: string
}

/** Everything of one run that has one cause. */
export interface Alert {
  /** The same in every run of a branch that shows it. */
  readonly key: string
  readonly type: AlertType
  readonly severity: Severity
  /** In words: `src/templates.ts:88`, `container api`. */
  readonly cause: string
  readonly owners: readonly string[]
  readonly findings: readonly AlertFinding[]
}

/** By what a receiver tells alerts apart. */
export type AlertLabels = Pick<Alert, 'type' | 'severity' | 'owners'>

/** The run that an alert was seen in. */
export interface AlertRun {
  readonly id: string
  readonly service?: string
  /** ISO 8601, UTC. */
  readonly at: string
  readonly branch?: string
  readonly commit?: string
}

/** What is remembered of an alert from run to run. */
export interface AlertRecord {
  readonly alert: Alert
  readonly status: 'open' | 'resolved'
  /** The first run that showed it. */
  readonly since: AlertRun
  /** The last run that showed it, or resolved it. */
  readonly last: AlertRun
  /** In how many runs it was seen since. */
  readonly runs: number
  /** When somebody was last told. Undefined where nobody was. */
  readonly told?: string
  /** What they were told it is. */
  readonly toldAs?: AlertLabels
  /** Channels that were told of it since it began: they hear of its end. */
  readonly heard?: readonly string[]
  readonly escalated: boolean
  /** Who took it on, and why: nothing is repeated until then. */
  readonly acknowledged?: Acknowledgement
  /** Channels that could not be told; the next run tries again. */
  readonly undelivered: readonly string[]
}

/** Somebody is at work on an alert. */
export interface Acknowledgement extends ByHand {
  /** ISO 8601, UTC. Undefined for until it is resolved. */
  readonly until?: string
}

/** Something that a person decided. */
export interface ByHand {
  readonly by: string
  readonly reason: string
  /** ISO 8601, UTC. */
  readonly at: string
}

/** Keeps everything about one SLO, or everything, from being told until then. */
export interface Silence extends ByHand {
  /** Name of an SLO, or `*`. */
  readonly slo: string
  /** ISO 8601, UTC. */
  readonly until: string
}

/** Who is told what. Whatever is left out matches all. */
export interface AlertRoute {
  readonly to: readonly string[]
  readonly severity?: readonly Severity[]
  readonly type?: readonly AlertType[]
  readonly owner?: string
  readonly branch?: string
  /** Told only when an alert is escalated. */
  readonly escalation: boolean
}

/** One of the two. */
export type EscalateAfter = { readonly kind: 'runs'; readonly runs: number } | { readonly kind: 'time'; readonly time: number }

/** The whole of `alerts`, checked. */
export interface Alerting {
  /** `never`: somebody else tells, by what is exported of this. */
  readonly when: 'ci' | 'always' | 'never'
  /** Milliseconds after which an alert that is still open is told again. */
  readonly repeat: number
  /** How long an alert is open before it is escalated: so many runs, or so many milliseconds. */
  readonly escalateAfter: EscalateAfter
  /** Where the report can be read; `{run}`, `{commit}` and `{branch}` are filled in. */
  readonly link?: string
  readonly channels: readonly AlertChannel[]
  readonly routes: readonly AlertRoute[]
}

/** What somebody is told, and why now. */
export interface Notice {
  readonly kind: 'new' | 'worse' | 'repeat' | 'escalated' | 'resolved'
  readonly record: AlertRecord
  /** What was told of it before. */
  readonly before?: AlertLabels
  /** Only these channels: the others have heard it, or never heard of it. */
  readonly only?: readonly string[]
}
