import { alertTypeOf } from '../model/alert-type-of.ts'
import type { Config } from '../model/config.ts'
import type { Operator } from '../model/objective.ts'
import type { Slo } from '../model/slo.ts'
import { burnWindows, windows } from './burn-windows.ts'
import { renderLabels } from './exposition.ts'
import { inBaseUnit } from './metric-family.ts'
import { alertLabels, allowedShare, escapeTemplate, groupName, said, selectorOf } from './prometheus-rules.ts'
import type { AlertRule, Promised, RecordingRule, RuleGroup } from './prometheus-rules.ts'
import { productionQuery } from './production-query.ts'

/** What of the configuration becomes rules for production: promises about metrics that the program exposes there, too. */
export type PromisedThere = Promised & Pick<Config, 'metrics'>

/** What every promise is measured to be in production. */
export const productionMeasured = 'slo:production_measured:5m'
const good = 'slo:production_good:5m'
const badShare = (window: string): string => `slo:production_bad:ratio_avg${window}`

/**
 * The promises about recorded metrics, held in production: the figure and whether it keeps its promise are recorded, alerts watch both,
 * and the burn rate where there is an error budget. None where no SLO has a counterpart there.
 */
export function productionRules(promised: PromisedThere): RuleGroup[] {
  const there = sloOfProduction(promised)
  if (there.length === 0) return []
  const budgets = there.filter(({ slo }) => slo.errorBudget !== undefined).map(({ slo }) => slo)
  const rules = [
    ...there.flatMap(({ slo, expr }) => recorded(slo, expr, promised)),
    ...badShares(budgets, promised),
    ...there.map(({ slo }) => brokenAlert(slo, promised)),
    ...budgets.flatMap((slo) => burnAlerts(slo, promised)),
  ]
  return [{ name: groupName(promised, 'production'), rules }]
}

/** Every SLO that has a counterpart in production, with its query. */
export function sloOfProduction({ slos, metrics }: PromisedThere) {
  return slos.flatMap((slo) => {
    const query = productionQuery(slo, metrics)
    return query === undefined ? [] : [{ slo, ...query }]
  })
}

function recorded(slo: Slo, expr: string, promised: Promised): RecordingRule[] {
  const { op, threshold, unit } = slo.objective
  const of = selectorOf(slo, promised)
  return [
    // Without traffic there is no quantile: NaN keeps and breaks no promise.
    { record: productionMeasured, expr: `${expr} > -Inf`, labels: of },
    { record: good, expr: `${productionMeasured}${renderLabels(of)} ${op} bool ${inBaseUnit(threshold, unit)}`, labels: of },
  ]
}

function badShares(budgets: readonly Slo[], promised: Promised): RecordingRule[] {
  return budgets.flatMap((slo) =>
    windows.map((window) => ({
      record: badShare(window),
      expr: `1 - avg_over_time(${good}${renderLabels(selectorOf(slo, promised))}[${window}])`,
    })),
  )
}

const breaks: Readonly<Record<Operator, string>> = { '<=': '>', '<': '>=', '>=': '<', '>': '<=' }

function brokenAlert(slo: Slo, promised: Promised): AlertRule {
  const { statistic, op, written, threshold, unit } = slo.objective
  return {
    alert: 'SloBrokenInProduction',
    expr: `${productionMeasured}${renderLabels(selectorOf(slo, promised))} ${breaks[op]} ${inBaseUnit(threshold, unit)}`,
    // A budget forgives what is short.
    for: slo.errorBudget === undefined ? '5m' : '30m',
    labels: alertLabels(slo, {
      severity: slo.enforce === 'fail' ? 'critical' : 'medium',
      type: alertTypeOf(slo),
      environment: 'production',
    }),
    annotations: {
      summary: `${escapeTemplate(slo.name)} breaks its promise ${statistic} ${op} ${written} in production`,
      description: `Measured ${said(unit)} over 5 minutes, promised ${statistic} ${op} ${written}.`,
    },
  }
}

function burnAlerts(slo: Slo, promised: Promised): AlertRule[] {
  const of = renderLabels(selectorOf(slo, promised))
  const allowed = allowedShare(slo)
  return burnWindows.map(({ long, short, factor, severity }) => ({
    alert: 'SloBudgetBurnsInProduction',
    expr: [long, short].map((window) => `${badShare(window)}${of} > ${factor} * ${allowed}`).join(' and '),
    labels: alertLabels(slo, { severity, type: 'budget', window: long, environment: 'production' }),
    annotations: {
      summary: `The error budget of ${escapeTemplate(slo.name)} burns ${factor} times too fast in production`,
      description: `Over ${long} and over ${short} it did not hold for more than ${factor} times the share that its target leaves.`,
    },
  }))
}
