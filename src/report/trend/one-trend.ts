import { formatObjective } from '../../model/objective.ts'
import { formatSelector } from '../../model/subject.ts'
import type { Slope, Trend } from '../../model/trend.ts'
import { worsens } from '../../model/trend.ts'
import { countOf } from '../measured-text.ts'
import { paletteFor } from '../terminal/palette.ts'
import { footnote } from '../terminal/page.ts'
import type { Page } from '../terminal/page.ts'
import { sanitize } from '../text/sanitize.ts'
import { plotTrend } from './plot-trend.ts'
import type { Look } from './trend-table.ts'
import { changeText, forecastText, leftOutText, percent, slopeText, valueOf } from './trend-words.ts'

/** One SLO over its runs: a plot with the bound in it, and under it the levels, the slope, the forecast, and what to try. */
export function renderTrend(trend: Trend, { colors, width }: Look): string {
  const page: Page = { palette: paletteFor(colors), width: Math.min(200, Math.max(40, width)) }
  const { metric, subject } = trend.sli
  const title = `${sanitize(trend.slo)}  ${metric} of ${sanitize(formatSelector(subject))}, objective ${sanitize(formatObjective(trend.objective))}` // prettier-ignore
  const lines = [
    ` ${page.palette.strong(title)}`,
    '',
    ...plotTrend(trend, page.width).map((line) => ` ${line}`.trimEnd()),
    ...entries(trend).flatMap(([label, text]) => footnote(label, text, page)),
  ]
  return `\n${lines.join('\n')}\n`
}

type Entry = readonly [label: string, text: string]

function entries(trend: Trend): Entry[] {
  const { forecast, leftOut } = trend
  const ahead = forecastText(forecast)
  const others = leftOutText(leftOut)
  return [
    typical(trend),
    ['trend', slopeText(trend)],
    ...(ahead === '' ? [] : [['breaks', ahead] as const]),
    ...trend.changePoints.map((step): Entry => ['changed', changeText(step, trend)]),
    ...newest(trend),
    ...(others === '' ? [] : [['left out', others] as const]),
    ...tryNext(trend),
  ]
}

function typical(trend: Trend): Entry {
  const { recent } = trend
  if (recent === undefined) return ['typical', 'no run has a figure of it yet; slo run adds one']
  const { median, mean, min, max, p95, stddev, count } = recent
  const spread = stddev === undefined || mean === 0 ? '' : `, spread ${percent(stddev / Math.abs(mean)).slice(1)}`
  const values = [
    `mean ${valueOf(mean, trend)}`,
    `${valueOf(min, trend)} to ${valueOf(max, trend)}`,
    `p95 ${valueOf(p95, trend)}`,
  ]
  return ['typical', `${valueOf(median, trend)} of ${countOf(count, 'run')} (${values.join(', ')}${spread})`]
}

function newest(trend: Trend): Entry[] {
  const last = trend.points.at(-1)
  if (trend.outlier === undefined || last === undefined) return []
  const { z, usual } = trend.outlier
  return [['newest', `${valueOf(last.value, trend)} lies far from the usual ${valueOf(usual, trend)} (robust z ${z.toFixed(1)})`]]
}

/** The revisions to compare: around the last change to the worse, else over the runs that drifted. */
function tryNext(trend: Trend): Entry[] {
  const { points, changePoints, slope } = trend
  const step = changePoints.at(-1)
  const isWorse = step !== undefined && step.after > step.before === (trend.worse === 'higher')
  const before = isWorse ? points[step.index - 1] : worsens(trend) ? points.at(-(slope as Slope).runs) : undefined
  if (before?.commit === undefined) return []
  return [['try', `slo compare ${sanitize(before.commit.slice(0, 12))} --slo ${sanitize(trend.slo)}`]]
}
