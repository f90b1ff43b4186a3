import type { Trend, TrendPoint } from '../../model/trend.ts'
import { median } from '../../stats/median.ts'
import { displayWidth, padTo } from '../text/display-width.ts'
import { sanitize } from '../text/sanitize.ts'
import { valueOf } from './trend-words.ts'

const rows = 10
const gutter = 12

/**
 * The runs as dots from left to right, the bound of the objective as a line and changes of level as dashes from top to bottom. Where
 * there are more runs than columns a dot is the median of some. A bound that lies far away is named and not drawn. No lines for no runs.
 */
export function plotTrend(trend: Trend, width: number): string[] {
  if (trend.points.length === 0) return []
  const columns = columnsOf(trend, Math.max(10, width - gutter - 2))
  const scale = scaleOf(trend, columns)
  const cells = Array.from({ length: rows }, (_, row) => lineOf({ row, columns, scale }))
  const bound =
    scale.bound === undefined ? `${boundName(trend)} lies outside of this plot` : `${'─'.repeat(3)} ${boundName(trend)}`
  return [...cells.map((text, row) => `${padTo(label(trend, scale, row), gutter)}${text}`.trimEnd()), `${' '.repeat(gutter)} ${range(trend)}   ${bound}`, ''] // prettier-ignore
}

interface Column {
  readonly value: number
  /** Whether another level begins here. */
  readonly isChange: boolean
}

function columnsOf({ points, changePoints }: Trend, most: number): Column[] {
  const count = Math.min(points.length, most)
  return Array.from({ length: count }, (_, column) => {
    const [from, to] = [Math.floor((column * points.length) / count), Math.floor(((column + 1) * points.length) / count)]
    return {
      value: median(points.slice(from, to).map(({ value }) => value)),
      isChange: changePoints.some(({ index }) => index >= from && index < to),
    }
  })
}

interface Scale {
  readonly low: number
  readonly high: number
  /** Row of the bound, from the top; undefined where it lies outside. */
  readonly bound?: number
}

/** Wide enough for the bound where that does not press the runs into a line. */
function scaleOf({ objective: { threshold } }: Trend, columns: readonly Column[]): Scale {
  const values = columns.map(({ value }) => value)
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const span = Math.max(most - least, Math.abs(most) * 0.02) || 1
  const isNear = threshold <= most + 2 * span && threshold >= least - 2 * span
  const low = Math.min(least, isNear ? threshold : least)
  const high = Math.max(most, isNear ? threshold : most)
  const scale = high === low ? { low: low - span / 2, high: high + span / 2 } : { low, high }
  return isNear ? { ...scale, bound: rowOf(threshold, scale) } : scale
}

function rowOf(value: number, { low, high }: Pick<Scale, 'low' | 'high'>): number {
  return Math.round(((high - value) / (high - low)) * (rows - 1))
}

interface Line {
  readonly row: number
  readonly columns: readonly Column[]
  readonly scale: Scale
}

function lineOf({ row, columns, scale }: Line): string {
  const text = columns.map(({ value, isChange }) => {
    if (rowOf(value, scale) === row) return '•'
    if (row === scale.bound) return '─'
    return isChange ? '┊' : ' '
  })
  return `│${text.join('')}`
}

function label(trend: Trend, { low, high }: Scale, row: number): string {
  const isLabelled = row === 0 || row === rows - 1
  const text = isLabelled ? valueOf(row === 0 ? high : low, trend) : ''
  return `${' '.repeat(Math.max(0, gutter - 1 - displayWidth(text)))}${text}`
}

function boundName({ objective: { op, written } }: Trend): string {
  return `objective ${op} ${sanitize(written)}`
}

function range({ points }: Trend): string {
  const [first, last] = [dayOf(points[0] as TrendPoint), dayOf(points.at(-1) as TrendPoint)]
  return first === last ? first : `${first} to ${last}`
}

function dayOf({ startedAt }: TrendPoint): string {
  return sanitize(startedAt.slice(0, 10))
}
