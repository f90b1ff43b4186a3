import { formatQuantity } from '../../model/format-quantity.ts'
import { worsens } from '../../model/trend.ts'
import type { Forecast } from '../../model/forecast.ts'
import type { ChangePoint, LeftOut, Trend, TrendPoint } from '../../model/trend.ts'
import { countOf } from '../measured-text.ts'
import { sanitize } from '../text/sanitize.ts'

/** `! rising`, `✓ steady`: a mark where it goes to the worse side. */
export function directionText(trend: Trend): string {
  const mark = worsens(trend) ? '!' : trend.direction === 'learning' ? '·' : '✓'
  return `${mark} ${trend.direction}`
}

/** A share as a signed percentage: `+4.2 %`. */
export function percent(share: number): string {
  const digits = Math.abs(share) < 0.1 ? 2 : 1
  return `${share < 0 ? '' : '+'}${(share * 100).toFixed(digits)} %`
}

/** A difference in the unit of the objective: `+12ms`. */
function signed(value: number, { objective: { unit } }: Trend): string {
  return `${value < 0 ? '' : '+'}${formatQuantity(value, unit)}`
}

export function valueOf(value: number, { objective: { unit } }: Trend): string {
  return formatQuantity(value, unit)
}

/** `4f1c2ab, 2026-01-05`: the commit where it is known, else the run. */
export function placeText({ id, startedAt, commit }: TrendPoint): string {
  return `${sanitize(commit?.slice(0, 8) ?? `run ${id.slice(0, 8)}`)}, ${sanitize(startedAt.slice(0, 10))}`
}

/** By how much a level lies above or below the one before it. */
export function stepText({ before, after, change }: ChangePoint, trend: Trend): string {
  return change === undefined ? `${valueOf(before, trend)} to ${valueOf(after, trend)}` : percent(change)
}

/** `+13.4 % with 4f1c2ab, 2026-01-05: 2.31s before, 2.62s from then on`. */
export function changeText(step: ChangePoint, trend: Trend): string {
  const { at, before, after } = step
  return `${stepText(step, trend)} with ${placeText(at)}: ${valueOf(before, trend)} before, ${valueOf(after, trend)} from then on`
}

/** `! rising, +12ms a run [+8ms, +15ms], +14.1 % over 40 runs, p 0.001`. */
export function slopeText(trend: Trend): string {
  const { slope } = trend
  if (slope === undefined) return `${directionText(trend)}: 8 runs on one level are needed`
  const { perRun, low, high, change, runs, pValue } = slope
  const interval = `[${signed(low, trend)}, ${signed(high, trend)}]`
  return `${directionText(trend)}, ${signed(perRun, trend)} a run ${interval}, ${percent(change)} over ${countOf(runs, 'run')}, p ${pValue.toPrecision(1)}`
}

/** When the objective will be broken, in a few words; empty where nothing points to it. */
export function forecastText(forecast: Forecast): string {
  switch (forecast.kind) {
    case 'broken':
      return 'the typical run breaks it'
    case 'beyond':
      return `not within ${forecast.runs} runs`
    case 'breach': {
      const { runs, earliest, latest } = forecast
      return `in ${countOf(runs, 'run')} [${earliest} to ${latest ?? 'more than 100'}]`
    }
    default:
      return ''
  }
}

/** What was not looked at and why; empty where that is nothing. */
export function leftOutText({ otherMachine, partial, unfit, noData }: LeftOut): string {
  const parts = [
    [otherMachine, 'of another machine'],
    [partial, 'of a part of the suite'],
    [unfit, 'on a machine that was not fit for timings'],
    [noData, 'without a figure'],
  ] as const
  return parts.flatMap(([count, why]) => (count === 0 ? [] : [`${countOf(count, 'run')} ${why}`])).join(', ')
}
