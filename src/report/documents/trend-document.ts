import type { Trend } from '../../model/trend.ts'
import { worsens } from '../../model/trend.ts'
import type { Check, Column, Document, Figure, Row, Tone } from '../document.ts'
import { countOf } from '../measured-text.ts'
import { directionText, forecastText, leftOutText, percent, placeText, stepText } from '../trend/trend-words.ts'
import { frameOfHistory } from './of-history.ts'
import type { OfHistory } from './of-history.ts'

/** Trends of the SLOs over the runs of one branch. */
export interface FoundTrends {
  readonly branch: string | undefined
  readonly runs: number
  readonly trends: readonly Trend[]
}

/** Where the figures of the SLOs are going. A trend is a warning and never fails. */
export function trendDocument(found: FoundTrends, of: OfHistory): Document {
  const { trends } = found
  const outcome = outcomeOf(trends)
  return {
    ...frameOfHistory('trend', 'Trends', of),
    outcome,
    state: stateOf(found),
    tone: tones[outcome],
    notes: trends.flatMap(noteOf),
    sections: [{ id: 'trends', title: 'SLOs', columns, rows: trends.map(rowOf), most: 200 }],
    checks: trends.length === 0 ? [nothing] : trends.map(checkOf),
  }
}

type TrendOutcome = 'worsening' | 'learning' | 'not worsening'

const tones: Readonly<Record<TrendOutcome, Tone>> = { worsening: 'bad', learning: 'unsure', 'not worsening': 'good' }

function outcomeOf(trends: readonly Trend[]): TrendOutcome {
  if (trends.some(worsens)) return 'worsening'
  return trends.every(isLearning) ? 'learning' : 'not worsening'
}

function isLearning({ direction }: Trend): boolean {
  return direction === 'learning'
}

function stateOf({ branch, runs, trends }: FoundTrends): string {
  const [worse, learning] = [trends.filter(worsens).length, trends.filter(isLearning).length]
  const where = branch === undefined ? '' : ` of ${branch}`
  const counts = `${worse} worsening | ${trends.length - learning - worse} not worsening | ${learning} learning`
  return `${counts} (${countOf(trends.length, 'SLO')}, ${countOf(runs, 'run')}${where})`
}

const nothing: Check = { name: 'all SLOs', group: 'trend', result: 'skipped', level: 'warning', message: 'no SLO is declared' }

function noteOf(trend: Trend): string[] {
  const left = leftOutText(trend.leftOut)
  return left === '' ? [] : [`${trend.slo}: left out ${left}`]
}

const columns: readonly Column[] = [
  { key: 'label', title: 'trend', for: 'people' },
  { key: 'status', title: 'direction', for: 'machines' },
  { key: 'name', title: 'SLO' },
  { key: 'last', title: 'last', align: 'right' },
  { key: 'typical', title: 'typical', align: 'right' },
  { key: 'unit', title: 'unit', for: 'machines' },
  { key: 'runs', title: 'runs', align: 'right' },
  { key: 'perRun', title: 'per run', align: 'right' },
  { key: 'low', title: 'low', for: 'machines' },
  { key: 'high', title: 'high', for: 'machines' },
  { key: 'since', title: 'this level since' },
  { key: 'forecast', title: 'breaks its objective' },
]

function rowOf(trend: Trend): Row {
  const { slo, points, recent, changePoints, forecast, objective, direction } = trend
  const { unit } = objective
  const figure = (value: number | undefined): Figure | undefined => (value === undefined ? undefined : { value, unit })
  const step = changePoints.at(-1)
  return {
    label: directionText(trend),
    status: direction,
    name: slo,
    last: figure(points.at(-1)?.value),
    typical: figure(recent?.median),
    unit,
    runs: recent?.count ?? 0,
    ...slopeFields(trend),
    since: step === undefined ? undefined : `${placeText(step.at)} (${stepText(step, trend)})`,
    forecast: forecastText(forecast),
  }
}

function slopeFields({ slope, recent, objective: { unit } }: Trend): Row {
  if (slope === undefined) return {}
  const { perRun, low, high } = slope
  return { perRun: { value: perRun, unit, ...shareText(perRun, recent?.median) }, low, high }
}

function shareText(perRun: number, typical: number | undefined): { readonly text?: string } {
  return typical === undefined || typical === 0 ? {} : { text: percent(perRun / Math.abs(typical)) }
}

function checkOf(trend: Trend): Check {
  const coming = forecastText(trend.forecast)
  const message = `${trend.direction}${coming === '' ? '' : `, breaks its objective: ${coming}`}`
  const check = { name: trend.slo, group: 'trend', message } as const
  if (trend.direction === 'learning') return { ...check, result: 'skipped', level: 'note' }
  return worsens(trend) ? { ...check, result: 'skipped', level: 'warning' } : { ...check, result: 'passed', level: 'none' }
}
