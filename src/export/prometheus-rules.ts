import { alertTypeOf } from '../model/alert-type-of.ts'
import type { EscalateAfter } from '../model/alert.ts'
import type { Config } from '../model/config.ts'
import type { Slo } from '../model/slo.ts'
import type { Unit } from '../model/unit.ts'
import { burnWindows, windows } from './burn-windows.ts'
import { renderLabels } from './exposition.ts'
import { formatDuration } from './format-duration.ts'
import { labels, prefix } from './metric-family.ts'
import type { Labels } from './metric-family.ts'
import { figureNames } from './verdict-families.ts'

/** A rule file, as Prometheus reads it. */
export interface RuleFile {
  readonly groups: readonly RuleGroup[]
}

export interface RuleGroup {
  readonly name: string
  readonly rules: readonly Rule[]
}

export type Rule = RecordingRule | AlertRule

export interface RecordingRule {
  readonly record: string
  readonly expr: string
  readonly labels?: Labels
}

export interface AlertRule {
  readonly alert: string
  readonly expr: string
  readonly for?: string
  readonly labels: Labels
  readonly annotations: Labels
}

/** What of the configuration becomes rules. */
export type Promised = Pick<Config, 'service' | 'slos' | 'alerts'>

/** The alert that escalates, where a route of the configuration is told only then. */
export const stillViolated = 'SloStillViolated'

/** Every alert that the rules may raise. */
export const alertNames = [
  'SloViolated',
  stillViolated,
  'SloWithoutData',
  'SloBudgetBurns',
  'SloRunMissing',
  'SloBrokenInProduction',
  'SloBudgetBurnsInProduction',
] as const

/** Name of the recorded share of time in which an SLO did not hold. */
function badShare(window: string): string {
  return `slo:${prefix}bad:ratio_avg${window}`
}

/**
 * Recording and alerting rules for what `slo metrics` exports: a promise that is broken, one that nothing measures, runs that stopped
 * coming, and budgets that burn. `stale` is a duration such as `7d`, without a run for which somebody is told.
 */
export function prometheusRules(promised: Promised, stale: string): RuleFile {
  const { slos } = promised
  const withTarget = slos.filter(({ errorBudget }) => errorBudget !== undefined)
  const groups = [
    {
      name: groupName(promised, 'promises'),
      rules: [...slos.flatMap((slo) => promiseAlerts(slo, promised)), staleAlert(promised, stale)],
    },
    ...(withTarget.length === 0
      ? []
      : [
          { name: groupName(promised, 'budgets'), rules: badShares(promised) },
          { name: groupName(promised, 'burn rates'), rules: withTarget.flatMap((slo) => burnAlerts(slo, promised)) },
        ]),
  ]
  return { groups }
}

/** The labels that tell one SLO of one service. */
export function selectorOf(slo: Pick<Slo, 'name'>, { service }: Pick<Promised, 'service'>): Labels {
  return labels({ service, slo: slo.name })
}

/** Every service has groups of its own. */
export function groupName({ service }: Promised, what: string): string {
  return service === undefined ? `vitest-slo ${what}` : `vitest-slo ${service} ${what}`
}

function promiseAlerts(slo: Slo, promised: Promised): AlertRule[] {
  const { name, objective } = slo
  const of = selectorOf(slo, promised)
  const measured = `${prefix}${figureNames(objective.unit).measured}${renderLabels(of)}`
  const status = (is: string): string => `${prefix}status${renderLabels({ ...of, status: is })} == 1`
  const promise = `${objective.statistic} ${objective.op} ${objective.written}`
  const severity = severityOf(slo)
  return [
    {
      alert: 'SloViolated',
      expr: `${measured} and on (slo) ${status('violated')}`,
      labels: alertLabels(slo, { severity, type: alertTypeOf(slo) }),
      annotations: {
        summary: `${escapeTemplate(name)} breaks its promise ${promise}`,
        description: `Measured ${said(objective.unit)}, promised ${promise}. slo report shows why.`,
        ...reportLink(promised),
      },
    },
    ...stillViolatedAlert(slo, promised),
    {
      alert: 'SloWithoutData',
      expr: status('no-data'),
      labels: alertLabels(slo, { severity, type: 'no-data' }),
      annotations: {
        summary: `Nothing measures ${escapeTemplate(name)}`,
        description: `The last run could not say whether ${promise} holds. slo report names the reason.`,
        ...reportLink(promised),
      },
    },
  ]
}

/** There only where somebody is told no sooner. */
function stillViolatedAlert(slo: Slo, promised: Promised): AlertRule[] {
  const { routes = [], escalateAfter } = promised.alerts ?? {}
  if (escalateAfter === undefined || !routes.some(({ escalation }) => escalation)) return []
  const { statistic, op, written } = slo.objective
  const { description, ...condition } = stillViolatedWhen(selectorOf(slo, promised), escalateAfter)
  return [
    {
      alert: stillViolated,
      ...condition,
      labels: alertLabels(slo, { severity: severityOf(slo), type: alertTypeOf(slo) }),
      annotations: {
        summary: `${escapeTemplate(slo.name)} still breaks its promise ${statistic} ${op} ${written}`,
        description: `${description} slo report shows why.`,
        ...reportLink(promised),
      },
    },
  ]
}

function stillViolatedWhen(of: Labels, after: EscalateAfter): Pick<AlertRule, 'expr' | 'for'> & { readonly description: string } {
  if (after.kind === 'runs')
    return {
      expr: `${prefix}violated_runs${renderLabels(of)} >= ${after.runs}`,
      description: 'Violated in the last {{ printf "%.0f" $value }} runs.',
    }
  const time = formatDuration(after.time)
  const expr = `${prefix}status${renderLabels({ ...of, status: 'violated' })} == 1`
  return { expr, for: time, description: `Violated for ${time}.` }
}

/** As in the alerts of a run. */
function severityOf({ enforce }: Slo): string {
  return enforce === 'warn' ? 'medium' : 'critical'
}

/** Where the report of the last run can be read, as `alerts.link` says: Prometheus knows which run that was. */
function reportLink({ service, alerts }: Promised): { readonly report?: string } {
  if (alerts?.link === undefined) return {}
  const info = `${prefix}run_info${renderLabels(labels({ service }))}`.replaceAll('\\', '\\\\').replaceAll('"', '\\"')
  const report = escapeTemplate(alerts.link).replaceAll(
    /\{(run|commit|branch)\}/g,
    (_, name: string) => `{{ with query "${info}" }}{{ . | first | label "${name}" | urlquery }}{{ end }}`,
  )
  return { report }
}

/** How many digits after the point a figure in a base unit is worth, and what stands behind it. */
export const saidAs: Readonly<Record<Unit, readonly [digits: number, unit: string]>> = {
  ms: [3, ' s'],
  bytes: [0, ' B'],
  ratio: [4, ''],
  '1/s': [1, '/s'],
  'bytes/s': [0, ' B/s'],
  count: [0, ''],
}

/** The figure of an alert as its template writes it: by itself a large one would come as 3.6e+06. */
export function said(unit: Unit): string {
  const [digits, suffix] = saidAs[unit]
  return `{{ printf "%.${digits}f" $value }}${suffix}`
}

function staleAlert({ service }: Promised, stale: string): AlertRule {
  const of = renderLabels(labels({ service }))
  const finished = `${prefix}run_finished_timestamp_seconds${of}`
  return {
    alert: 'SloRunMissing',
    expr: `time() - max(${finished}) > ${secondsOf(stale)} or absent(${finished})`,
    labels: labels({ severity: 'critical', type: 'no-data', service }),
    annotations: {
      summary: 'No run of the performance gate',
      description: `The last one is older than ${stale}, or none was ever seen: the promises are not checked.`,
    },
  }
}

const factors: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

/** Seconds of a Prometheus duration of one part, `7d`. */
export function secondsOf(duration: string): number {
  return Number.parseInt(duration, 10) * (factors[duration.at(-1) as string] as number)
}

function badShares({ service }: Promised): RecordingRule[] {
  return windows.map((window) => ({
    record: badShare(window),
    expr: `1 - avg_over_time(${prefix}good${renderLabels(labels({ service }))}[${window}])`,
  }))
}

function burnAlerts(slo: Slo, promised: Promised): AlertRule[] {
  const of = renderLabels(selectorOf(slo, promised))
  const allowed = allowedShare(slo)
  return burnWindows.map(({ long, short, factor, severity }) => ({
    alert: 'SloBudgetBurns',
    expr: [long, short].map((window) => `${badShare(window)}${of} > ${factor} * ${allowed}`).join(' and '),
    labels: alertLabels(slo, { severity, type: 'budget', window: long }),
    annotations: {
      summary: `The error budget of ${escapeTemplate(slo.name)} burns ${factor} times too fast`,
      description: `Over ${long} and over ${short} it did not hold for more than ${factor} times the ${formatShare(allowed)} that its target leaves.`,
      ...reportLink(promised),
    },
  }))
}

/** The share that may be bad, of an SLO with an error budget. */
export function allowedShare({ errorBudget }: Slo): number {
  return Number((1 - (errorBudget as NonNullable<Slo['errorBudget']>).target).toPrecision(12))
}

function formatShare(share: number): string {
  return `${Number((share * 100).toPrecision(6))} %`
}

/** Labels of an alert on an SLO, as templates. */
export function alertLabels({ name, owner }: Pick<Slo, 'name' | 'owner'>, more: Labels): Labels {
  return { ...more, slo: escapeTemplate(name), ...(owner === undefined ? {} : { owner: escapeTemplate(owner) }) }
}

/** A text in a label or an annotation of an alert, which are Go templates. */
export function escapeTemplate(text: string): string {
  return text.replaceAll('{{', '{{ "{{" }}')
}
