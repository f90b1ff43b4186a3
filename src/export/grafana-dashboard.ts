import type { Slo } from '../model/slo.ts'
import type { Unit } from '../model/unit.ts'
import { renderLabels } from './exposition.ts'
import { labels, prefix } from './metric-family.ts'
import { selectorOf } from './prometheus-rules.ts'
import type { Promised } from './prometheus-rules.ts'
import { figureNames } from './verdict-families.ts'

/** A dashboard, as Grafana imports it: schema 39, which Grafana 10.4 and later read. */
export interface Dashboard {
  readonly uid: string
  readonly title: string
  readonly tags: readonly string[]
  readonly schemaVersion: number
  readonly time: { readonly from: string; readonly to: string }
  readonly templating: { readonly list: readonly object[] }
  readonly panels: readonly Panel[]
}

export interface Panel {
  readonly id: number
  readonly type: 'stat' | 'timeseries'
  readonly title: string
  readonly description?: string
  readonly gridPos: { readonly h: number; readonly w: number; readonly x: number; readonly y: number }
  readonly datasource: object
  readonly targets: readonly {
    readonly refId: string
    readonly expr: string
    readonly legendFormat: string
    readonly instant?: boolean
  }[]
  readonly fieldConfig: { readonly defaults: object; readonly overrides: readonly object[] }
}

/** An overview of the last run, and for every SLO what was measured beside what was promised. */
export function grafanaDashboard(promised: Promised): Dashboard {
  const { service, slos } = promised
  return {
    uid: uidOf(service ?? 'vitest-slo'),
    title: service === undefined ? 'Performance promises' : `Performance promises of ${service}`,
    tags: ['vitest-slo'],
    schemaVersion: 39,
    time: { from: 'now-30d', to: 'now' },
    templating: { list: [{ name: 'datasource', label: 'Data source', type: 'datasource', query: 'prometheus' }] },
    panels: [...overview(promised), ...slos.map((slo, i) => sloPanel(slo, promised, i))].map((panel, i) => ({
      id: i + 1,
      ...panel,
    })),
  }
}

type Unnumbered = Omit<Panel, 'id'>

const datasource = { type: 'prometheus', uid: '${datasource}' }

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
    targets: [{ refId: 'A', expr, legendFormat: title, instant: true }],
    fieldConfig: { defaults: { unit, thresholds: thresholds(steps) }, overrides: [] },
  }))
}

function thresholds(steps: readonly (readonly [from: number, color: string])[]): object {
  return { mode: 'absolute', steps: steps.map(([from, color]) => ({ color, value: from === 0 ? null : from })) }
}

function sloPanel(slo: Slo, promised: Promised, place: number): Unnumbered {
  const { objective, name, description } = slo
  const { measured, threshold } = figureNames(objective.unit)
  const of = renderLabels(selectorOf(slo, promised))
  const panel = {
    type: 'timeseries',
    title: `${name}: ${objective.statistic} ${objective.op} ${objective.written}`,
    gridPos: { h: 8, w: 12, x: (place % 2) * 12, y: 4 + Math.floor(place / 2) * 8 },
    datasource,
    targets: [
      { refId: 'A', expr: `${prefix}${measured}${of}`, legendFormat: 'measured' },
      { refId: 'B', expr: `${prefix}${threshold}${of}`, legendFormat: 'promised' },
    ],
    fieldConfig: {
      defaults: { unit: grafanaUnit[objective.unit], min: 0, custom: { drawStyle: 'line', lineInterpolation: 'stepAfter' } },
      overrides: [dashed('promised')],
    },
  } as const
  return description === undefined ? panel : { ...panel, description }
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
