import type { Alerting, AlertRoute } from '../model/alert.ts'
import type { AlertChannel } from '../model/alert-channel.ts'
import type { Config } from '../model/config.ts'
import { SloError } from '../model/fault.ts'
import { formatDuration } from './format-duration.ts'
import { receiverOf } from './alertmanager-receivers.ts'
import type { Receiver } from './alertmanager-receivers.ts'
import { alertNames, stillViolated } from './prometheus-rules.ts'

/** A configuration, as Alertmanager 0.25 and later read it. */
export interface AlertmanagerConfig {
  readonly route: RootRoute
  readonly receivers: readonly Receiver[]
  readonly inhibit_rules: readonly InhibitRule[]
}

interface RootRoute extends RouteNode {
  readonly group_by: readonly string[]
  readonly group_wait: string
  readonly group_interval: string
  readonly repeat_interval: string
}

/** One node of the tree: what matches it goes to its receiver, or to those of its routes that match. */
export interface RouteNode {
  readonly receiver: string
  readonly matchers?: readonly string[]
  /** Whether the routes after it are asked too. */
  readonly continue?: true
  readonly routes?: readonly RouteNode[]
}

interface InhibitRule {
  readonly source_matchers: readonly string[]
  readonly target_matchers: readonly string[]
  readonly equal: readonly string[]
}

/** The configuration, and what somebody has to know who puts it in place: one line each. */
export interface ForAlertmanager {
  readonly config: AlertmanagerConfig
  readonly notes: readonly string[]
}

/** What of the configuration says who is told. */
export type Told = Pick<Config, 'service' | 'alerts'>

/**
 * Routes and receivers for the alerts of the exported rules, as `alerts` has them for runs. Secrets are files below `secrets`, never values.
 * Throws SloError where nobody is told.
 */
export function alertmanagerConfig({ service, alerts }: Told, secrets: string): ForAlertmanager {
  if (alerts === undefined) throw new SloError('nobody is told: slo.config declares no alerts with channels')
  const made = alerts.channels.map((channel) => ({ channel, ...receiverOf(channel, secrets) }))
  const reached = made.flatMap(({ channel, receiver }) => (receiver === undefined ? [] : [{ channel, receiver }]))
  if (reached.length === 0)
    throw new SloError('Alertmanager reaches none of the channels: it tells webhook, slack, email and pagerduty')
  const nobody = nameOfNobody(alerts)
  const config = {
    route: rootRoute(
      { service, alerts, nobody },
      reached.map(({ channel }) => channel),
    ),
    receivers: [{ name: nobody }, ...reached.map(({ receiver }) => receiver)],
    inhibit_rules: inhibitRules,
  }
  return { config, notes: made.flatMap(({ notes }) => notes) }
}

/** A receiver that is no channel. */
function nameOfNobody({ channels }: Alerting): string {
  let name = 'nobody'
  while (channels.some((channel) => channel.name === name)) name += '-else'
  return name
}

interface Rooted {
  readonly service: string | undefined
  readonly alerts: Alerting
  readonly nobody: string
}

function rootRoute({ service, alerts, nobody }: Rooted, channels: readonly AlertChannel[]): RootRoute {
  const ours = [anyOf('alertname', alertNames), ...(service === undefined ? [] : [equal('service', service)])]
  return {
    receiver: nobody,
    // A hundred promises that one run breaks are one message.
    group_by: ['service', 'alertname'],
    // The figures of a run come all at once.
    group_wait: '5s',
    group_interval: '5m',
    repeat_interval: formatDuration(alerts.repeat),
    routes: [
      { receiver: nobody, matchers: ours, routes: channels.flatMap(({ name }) => channelRoute(name, alerts.routes, nobody)) },
    ],
  }
}

/** A channel hears every alert at most once, however many of its routes match: the first that does is the last that is asked. */
function channelRoute(channel: string, routes: readonly AlertRoute[], nobody: string): RouteNode[] {
  const conditions = routes.length === 0 ? [[]] : routes.filter(({ to }) => to.includes(channel)).map(matchersOf)
  const [first, ...more] = conditions.some((one) => one.length === 0) ? [[]] : distinct(conditions)
  if (first === undefined) return []
  if (more.length > 0) {
    const routed = [first, ...more].map((matchers) => ({ receiver: channel, matchers }))
    return [{ receiver: nobody, continue: true, routes: routed }]
  }
  return [{ receiver: channel, ...(first.length === 0 ? {} : { matchers: first }), continue: true }]
}

function distinct(conditions: readonly (readonly string[])[]): (readonly string[])[] {
  return [...new Map(conditions.map((one) => [one.join('\0'), one])).values()]
}

function matchersOf({ severity, type, owner, branch, escalation }: AlertRoute): string[] {
  return [
    ...(severity === undefined ? [] : [anyOf('severity', severity)]),
    ...(type === undefined ? [] : [anyOf('type', type)]),
    ...(owner === undefined ? [] : [equal('owner', owner)]),
    // What does not say its branch is told: the figures of a run carry none of themselves.
    ...(branch === undefined ? [] : [`branch=~${quote(`${escapeRegex(branch)}|`)}`]),
    ...(escalation ? [equal('alertname', stillViolated)] : []),
  ]
}

function anyOf(label: string, values: readonly string[]): string {
  return values.length === 1 ? equal(label, values[0] as string) : `${label}=~${quote(values.map(escapeRegex).join('|'))}`
}

function equal(label: string, value: string): string {
  return `${label}=${quote(value)}`
}

function quote(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

function escapeRegex(text: string): string {
  return text.replaceAll(/[\\^$.|?*+()[\]{}]/g, String.raw`\$&`)
}

/** What says the same again, or is an echo of the last run that came, is held back. */
const inhibitRules: readonly InhibitRule[] = [
  inhibit(['alertname="SloViolated"'], ['alertname="SloBudgetBurns"'], ['service', 'slo']),
  inhibit(['alertname="SloBudgetBurns"', 'severity="high"'], ['alertname="SloBudgetBurns"', 'severity="medium"'], ['service', 'slo']), // prettier-ignore
  inhibit(['alertname="SloBrokenInProduction"'], ['alertname="SloBudgetBurnsInProduction"'], ['service', 'slo']),
  inhibit(['alertname="SloRunMissing"'], ['alertname=~"SloBudgetBurns|SloWithoutData"'], ['service']),
]

function inhibit(source: readonly string[], target: readonly string[], same: readonly string[]): InhibitRule {
  return { source_matchers: source, target_matchers: target, equal: same }
}
