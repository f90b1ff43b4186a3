import type { Slo } from '../model/slo.ts'
import type { Unit } from '../model/unit.ts'
import { renderLabels } from './exposition.ts'
import { labels, prefix } from './metric-family.ts'
import { selectorOf } from './prometheus-rules.ts'
import type { Promised } from './prometheus-rules.ts'
import { figureNames } from './verdict-families.ts'

/** A dashboard, as Grafana imports it: schema 39, which Grafana 10.4 and later read. */
export interface Dashboard {
  /** Grafana gives it one of its own. */
  readonly id: null
  readonly uid: string
  readonly title: string
  readonly tags: readonly string[]
  readonly schemaVersion: number
  readonly time: { readonly from: string; readonly to: string }
  readonly timezone: 'browser'
  readonly refresh: string
  readonly editable: boolean
  readonly annotations: { readonly list: readonly object[] }
  readonly links: readonly object[]
  readonly templating: { readonly list: readonly Variable[] }
  readonly panels: readonly Panel[]
}

interface Variable {
  readonly name: string
  readonly label: string
  readonly type: 'datasource'
  readonly query: string
}

export interface Panel {
  readonly id: number
  readonly type: 'stat' | 'timeseries'
  readonly title: string
  readonly description?: string
  readonly gridPos: { readonly h: number; readonly w: number; readonly x: number; readonly y: number }
  readonly datasource: Datasource
  readonly targets: readonly Target[]
  readonly fieldConfig: { readonly defaults: object; readonly overrides: readonly object[] }
}

interface Datasource {
  readonly type: 'prometheus'
  readonly uid: string
}

interface Target {
  readonly refId: string
  readonly datasource: Datasource
  readonly expr: string
  readonly legendFormat: string
  readonly instant?: boolean
}

/** An overview of the last run, what was measured of every SLO beside what was promised, error budgets, and where it all is going. */
export function grafanaDashboard(promised: Promised): Dashboard {
  const { service } = promised
  return {
    id: null,
    uid: uidOf(service ?? 'vitest-slo'),
    title: service === undefined ? 'Performance promises' : `Performance promises of ${service}`,
    tags: ['vitest-slo'],
    schemaVersion: 39,
    time: { from: 'now-30d', to: 'now' },
    timezone: 'browser',
    refresh: '1m',
    editable: true,
    annotations: { list: [] },
    links: [],
    templating: { list: [{ name: 'datasource', label: 'Data source', type: 'datasource', query: 'prometheus' }] },
    panels: [...overview(promised), ...graphs(promised)].map((panel, i) => ({ id: i + 1, ...panel })),
  }
}

type Unnumbered = Omit<Panel, 'id'>

const datasource = { type: 'prometheus', uid: '${datasource}' } as const

function target(refId: string, expr: string, legendFormat: string): Target {
  return { refId, datasource, expr, legendFormat }
}

function overview({ service }: Promised): Unnumbered[] {
  const of = (more: Readonly<Record<string, string>> = {}): string => renderLabels(labels({ service, ...more }))
  const counted = (status: string): string => `sum(${prefix}status${of({ status })})`
  const stats = [
    ['Violated', counted('violated'), 'none', [[0, 'green'], [1, 'red']]],
    ['No data', counted('no-data'), 'none', [[0, 'green'], [1, 'orange']]],
    ['Met', `${counted('met')} + ${counted('warning')}`, 'none', [[0, 'text']]],
    ['Last run', `time() - max(${prefix}run_finished_timestamp_seconds${of()})`, 's', [[0, 'green'], [604_800, 'red']]],
  ] as const // prettier-ignore
  return stats.map(([title, expr, unit, steps], i) => ({
    type: 'stat',
    title,
    gridPos: { h: 4, w: 6, x: i * 6, y: 0 },
    datasource,
    targets: [{ ...target('A', expr, title), instant: true }],
    fieldConfig: { defaults: { unit, thresholds: thresholds(steps) }, overrides: [] },
  }))
}

function thresholds(steps: readonly (readonly [from: number, color: string])[]): object {
  return { mode: 'absolute', steps: steps.map(([from, color]) => ({ color, value: from === 0 ? null : from })) }
}

/** Two beside each other, below the overview. */
function graphs(promised: Promised): Unnumbered[] {
  const all = [...promised.slos.map((slo) => sloGraph(slo, promised)), ...budgetGraphs(promised), trendGraph(promised)]
  return all.map((graph, place) => ({
    ...graph,
    type: 'timeseries',
    gridPos: { h: 8, w: 12, x: (place % 2) * 12, y: 4 + Math.floor(place / 2) * 8 },
    datasource,
  }))
}

type Graph = Pick<Panel, 'title' | 'description' | 'targets' | 'fieldConfig'>

function sloGraph(slo: Slo, promised: Promised): Graph {
  const { objective, name, description } = slo
  const { measured, threshold } = figureNames(objective.unit)
  const of = renderLabels(selectorOf(slo, promised))
  return {
    title: `${name}: ${objective.statistic} ${objective.op} ${objective.written}`,
    ...(description === undefined ? {} : { description }),
    targets: [target('A', `${prefix}${measured}${of}`, 'measured'), target('B', `${prefix}${threshold}${of}`, 'promised')],
    fieldConfig: { defaults: { ...stepsOf(grafanaUnit[objective.unit]), min: 0 }, overrides: [dashed('promised')] },
  }
}

/** Between two runs the last known state counts. */
function stepsOf(unit: string): object {
  return { unit, custom: { drawStyle: 'line', lineInterpolation: 'stepAfter' } }
}

function budgetGraphs({ service, slos }: Promised): Graph[] {
  if (slos.every(({ errorBudget }) => errorBudget === undefined)) return []
  const of = renderLabels(labels({ service }))
  const fieldConfig = { defaults: stepsOf('percentunit'), overrides: [] }
  return [
    {
      title: 'Error budgets: share that is spent',
      targets: [target('A', `${prefix}budget_spent_ratio${of}`, '{{slo}}')],
      fieldConfig,
    },
    {
      title: 'Error budgets: how fast they burn, over the last 5 runs',
      description: '100 % spends the whole of it in one window.',
      targets: [target('A', `${prefix}budget_burn_5_runs_ratio${of}`, '{{slo}}')],
      fieldConfig,
    },
  ]
}

function trendGraph({ service }: Promised): Graph {
  return {
    title: 'Trend: change of what is measured',
    description: 'Since it last jumped, over the runs that are remembered. An SLO is here from its eighth run on.',
    targets: [target('A', `${prefix}trend_change_ratio${renderLabels(labels({ service }))}`, '{{slo}}')],
    fieldConfig: { defaults: stepsOf('percentunit'), overrides: [] },
  }
}

function dashed(series: string): object {
  const properties = [
    { id: 'color', value: { mode: 'fixed', fixedColor: 'red' } },
    { id: 'custom.lineStyle', value: { fill: 'dash', dash: [10, 10] } },
  ]
  return { matcher: { id: 'byName', options: series }, properties }
}

const grafanaUnit: Readonly<Record<Unit, string>> = {
  ms: 's',
  bytes: 'bytes',
  ratio: 'percentunit',
  '1/s': 'ops',
  'bytes/s': 'binBps',
  count: 'short',
}

/** Grafana takes at most 40 letters, digits, dashes and underscores. */
function uidOf(service: string): string {
  const plain = service.replaceAll(/[^A-Za-z\d_-]+/g, '-')
  return `vitest-slo-${plain}`.slice(0, 40)
}
