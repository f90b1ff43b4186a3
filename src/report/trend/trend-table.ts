import type { Trend } from '../../model/trend.ts'
import { worsens } from '../../model/trend.ts'
import { countOf } from '../measured-text.ts'
import { paletteFor } from '../terminal/palette.ts'
import { cutMiddle } from '../text/cut-middle.ts'
import { displayWidth, padTo } from '../text/display-width.ts'
import { sanitize } from '../text/sanitize.ts'
import { directionText, forecastText, percent, placeText, stepText, valueOf } from './trend-words.ts'

/** How a trend is shown. */
export interface Look {
  /** False leaves no escape code in the text. */
  readonly colors: boolean
  /** Columns. */
  readonly width: number
}

const longestName = 40

/** A row for each SLO: its last figure, the typical one, the slope with its interval, since when this level holds, what is coming. */
export function renderTrends(trends: readonly Trend[], { colors }: Look): string {
  const { status, faint } = paletteFor(colors)
  const rows = trends.map(cellsOf)
  const table = [header, ...rows]
  const widths = header.map((_, column) => Math.max(...table.map((row) => displayWidth(row[column] as string))))
  const lines = table.map((row) => ` ${row.map((cell, column) => padTo(cell, widths[column] as number)).join('  ')}`.trimEnd())
  const painted = lines.map((line, index) => {
    const trend = trends[index - 1]
    if (trend === undefined) return faint(line)
    return worsens(trend) ? status.warning(line) : line
  })
  return `\n${painted.join('\n')}\n\n      trends  ${counts(trends)}; slo trend <slo> shows the runs of one\n`
}

const header = ['SLO', 'last', 'typical', 'per run', 'trend', 'this level since', 'breaks its objective']

function cellsOf(trend: Trend): string[] {
  const { points, recent, slope, changePoints, forecast } = trend
  const step = changePoints.at(-1)
  const last = points.at(-1)
  return [
    cutMiddle(sanitize(trend.slo), longestName),
    last === undefined ? '' : valueOf(last.value, trend),
    recent === undefined ? 'no run yet' : `${valueOf(recent.median, trend)} of ${countOf(recent.count, 'run')}`,
    slope === undefined || recent === undefined || recent.median === 0 ? '' : perRun(slope, Math.abs(recent.median)),
    directionText(trend),
    step === undefined ? '' : `${placeText(step.at)} (${stepText(step, trend)})`,
    forecastText(forecast),
  ]
}

/** As shares of the typical value. */
function perRun(slope: NonNullable<Trend['slope']>, typical: number): string {
  return `${percent(slope.perRun / typical)} [${percent(slope.low / typical)}, ${percent(slope.high / typical)}]`
}

function counts(trends: readonly Trend[]): string {
  const parts = (['rising', 'falling', 'steady', 'learning'] as const).flatMap((direction) => {
    const count = trends.filter((trend) => trend.direction === direction).length
    return count === 0 ? [] : [`${count} ${direction}`]
  })
  return parts.length === 0 ? 'no SLO is declared' : `${parts.join(' | ')} (${trends.length})`
}
