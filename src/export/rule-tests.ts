import type { Slo } from '../model/slo.ts'
import { isUpperBound } from '../model/objective.ts'
import type { Unit } from '../model/unit.ts'
import { burnWindows } from './burn-windows.ts'
import { renderLabels } from './exposition.ts'
import { inBaseUnit, labels, prefix } from './metric-family.ts'
import type { Labels } from './metric-family.ts'
import { alertLabels, prometheusRules, saidAs, secondsOf, selectorOf, stillViolated } from './prometheus-rules.ts'
import type { AlertRule, Promised } from './prometheus-rules.ts'
import { figureNames } from './verdict-families.ts'

/** A file for `promtool test rules`. */
export interface RuleTests {
  readonly rule_files: readonly string[]
  readonly evaluation_interval: string
  readonly tests: readonly RuleTest[]
}

/** A history, and which alerts it raises. */
export interface RuleTest {
  readonly name: string
  readonly interval: string
  readonly input_series: readonly { readonly series: string; readonly values: string }[]
  readonly alert_rule_test: readonly {
    readonly eval_time: string
    readonly alertname: string
    readonly exp_alerts: readonly { readonly exp_labels: Labels; readonly exp_annotations: Labels }[]
  }[]
}

/** For every alert of the rules a history in which it fires and one in which it does not. `file` is the rule file, as promtool finds it. */
export function ruleTests(promised: Promised, { file, stale }: { readonly file: string; readonly stale: string }): RuleTests {
  const alerts = prometheusRules(promised, stale).groups.flatMap(({ rules }) => rules.filter((rule) => 'alert' in rule))
  return {
    rule_files: [file],
    evaluation_interval: '1m',
    tests: [
      ...promised.slos.flatMap((slo) => testsOf(slo, promised, alerts)).map((one) => inRun(one, promised)),
      ...staleTests(promised, { stale, alerts }),
    ],
  }
}

function testsOf(slo: Slo, promised: Promised, alerts: readonly AlertRule[]): RuleTest[] {
  const of = selectorOf(slo, promised)
  const { slo: label } = alertLabels(slo, {})
  const mine = alerts.filter(({ labels: { slo: is } }) => is === label)
  const named = (name: string): AlertRule => mine.find(({ alert }) => alert === name) as AlertRule
  return [
    violatedTest(slo, of, named('SloViolated')),
    ...mine.filter(({ alert }) => alert === stillViolated).map((alert) => stillTest(slo, of, { alert, promised })),
    withoutDataTest(slo, of, named('SloWithoutData')),
    metTest(slo, of),
    ...(slo.errorBudget === undefined ? [] : [burnTest(slo, of, mine)]),
  ]
}

/** A figure in its base unit, as alerts write it. */
function figureText(value: number, unit: Unit): string {
  return value.toFixed(saidAs[unit][0])
}

/** The run whose report the alerts link to. */
function inRun(one: RuleTest, { service, alerts }: Promised): RuleTest {
  if (alerts?.link === undefined) return one
  const series = `${prefix}run_info${renderLabels({ ...labels({ service }), ...theRun })}`
  return { ...one, input_series: [...one.input_series, constant(series, 1)] }
}

const theRun = { run: 'run-1', commit: '4f1c2ab', branch: 'main' } as const

function violatedTest({ name, objective }: Slo, of: Labels, alert: AlertRule): RuleTest {
  const { statistic, op, threshold } = objective
  // A whole number that is outside of the bound in base units: written alike by every language.
  const value = isUpperBound(op) ? Math.ceil(inBaseUnit(threshold, objective.unit)) + 1 : 0
  const measured = { ...of, statistic }
  const series = `${prefix}${figureNames(objective.unit).measured}`
  return {
    name: `${name}: violated`,
    interval: '1m',
    input_series: [constant(`${series}${renderLabels(measured)}`, value), status(of, 'violated')],
    alert_rule_test: [expect(alert, measured, figureText(value, objective.unit))],
  }
}

function stillTest(
  { name }: Slo,
  of: Labels,
  { alert, promised: { alerts } }: { readonly alert: AlertRule; readonly promised: Promised },
): RuleTest {
  const after = (alerts as NonNullable<Promised['alerts']>).escalateAfter
  if (after.kind === 'runs')
    return {
      name: `${name}: violated for ${after.runs} runs`,
      interval: '1m',
      input_series: [constant(`${prefix}violated_runs${renderLabels(of)}`, after.runs)],
      alert_rule_test: [expect(alert, of, String(after.runs))],
    }
  const minutes = Math.ceil(after.time / 60_000)
  const series = `${prefix}status${renderLabels({ ...of, status: 'violated' })}`
  return {
    name: `${name}: violated for ${alert.for}`,
    interval: '1m',
    input_series: [{ series, values: `1x${minutes + 10}` }],
    alert_rule_test: [{ ...expect(alert, { ...of, status: 'violated' }, ''), eval_time: `${minutes + 5}m` }],
  }
}

function withoutDataTest({ name }: Slo, of: Labels, alert: AlertRule): RuleTest {
  return {
    name: `${name}: no data`,
    interval: '1m',
    input_series: [status(of, 'no-data')],
    alert_rule_test: [expect(alert, { ...of, status: 'no-data' }, '1')],
  }
}

function metTest({ name }: Slo, of: Labels): RuleTest {
  const quiet = ['SloViolated', stillViolated, 'SloWithoutData', 'SloBudgetBurns']
  return {
    name: `${name}: met`,
    interval: '1m',
    input_series: [
      status(of, 'met'),
      constant(`${prefix}violated_runs${renderLabels(of)}`, 0),
      { series: `${prefix}good${renderLabels(of)}`, values: '1x120' },
    ],
    alert_rule_test: quiet.map((alertname) => ({ eval_time: '2h', alertname, exp_alerts: [] })),
  }
}

/** Nothing is good for an hour: both windows of every pair burn as fast as can be, as far as their target lets them. */
function burnTest(slo: Slo, of: Labels, alerts: readonly AlertRule[]): RuleTest {
  const allowed = 1 - (slo.errorBudget as NonNullable<Slo['errorBudget']>).target
  const firing = new Set<string | undefined>(burnWindows.filter(({ factor }) => 1 > factor * allowed).map(({ long }) => long))
  const burns = alerts.filter(({ alert, labels: { window } }) => alert === 'SloBudgetBurns' && firing.has(window))
  return {
    name: `${slo.name}: the budget burns`,
    interval: '1m',
    input_series: [{ series: `${prefix}good${renderLabels(of)}`, values: '0x60' }],
    alert_rule_test: [
      { eval_time: '1h', alertname: 'SloBudgetBurns', exp_alerts: burns.map((alert) => expected(alert, of, '1')) },
    ],
  }
}

function staleTests(
  promised: Promised,
  { stale, alerts }: { readonly stale: string; readonly alerts: readonly AlertRule[] },
): RuleTest[] {
  const of = labels({ service: promised.service })
  const series = `${prefix}run_finished_timestamp_seconds${renderLabels(of)}`
  const alert = alerts.find((one) => one.alert === 'SloRunMissing') as AlertRule
  const minutes = Math.ceil(secondsOf(stale) / 60)
  return [
    {
      name: 'no run for too long',
      interval: '1m',
      input_series: [{ series, values: `0x${minutes + 2}` }],
      alert_rule_test: [{ ...expect(alert, {}, ''), eval_time: `${minutes + 1}m` }],
    },
    { name: 'never a run', interval: '1m', input_series: [], alert_rule_test: [expect(alert, of, '')] },
    {
      name: 'a run just now',
      interval: '1m',
      input_series: [{ series, values: '0x10' }],
      alert_rule_test: [{ eval_time: '1m', alertname: 'SloRunMissing', exp_alerts: [] }],
    },
  ]
}

function status(of: Labels, is: string): { readonly series: string; readonly values: string } {
  return constant(`${prefix}status${renderLabels({ ...of, status: is })}`, 1)
}

function constant(series: string, value: number): { readonly series: string; readonly values: string } {
  return { series, values: `${value}x120` }
}

function expect(alert: AlertRule, of: Labels, value: string): RuleTest['alert_rule_test'][number] {
  return { eval_time: '10m', alertname: alert.alert, exp_alerts: [expected(alert, of, value)] }
}

function expected(
  alert: AlertRule,
  of: Labels,
  value: string,
): { readonly exp_labels: Labels; readonly exp_annotations: Labels } {
  return { exp_labels: { ...of, ...rendered(alert.labels, value) }, exp_annotations: rendered(alert.annotations, value) }
}

function rendered(templates: Labels, value: string): Labels {
  const texts = Object.entries(templates).map(
    ([key, text]) =>
      [
        key,
        text
          .replaceAll(/{{ printf "%\.\df" \$value }}/g, value)
          .replaceAll(/{{ with query .*? label "(\w+)" \| urlquery }}{{ end }}/g, (_, name: string) => theRun[name as 'run'])
          .replaceAll('{{ "{{" }}', '{{'),
      ] as const,
  )
  return Object.fromEntries(texts)
}
