import type { BaselineValue } from '../../model/baseline-mark.ts'
import type { BaselineBand, Standing } from '../../model/standing.ts'
import { worsens } from '../../model/trend.ts'
import type { Trend } from '../../model/trend.ts'
import { changeText, forecastText, leftOutText, slopeText, stepText } from '../trend/trend-words.ts'
import type { PageBand, PageBandRun, PageStanding, PageTrend } from './page-data.ts'

/** The place of a run of the past by its id, the oldest first. */
type Places = ReadonlyMap<string, number>

/** Where an SLO stands in its history, as the page draws it; undefined where nothing is known of it. */
export function pageStanding(standing: Standing | undefined, places: Places): PageStanding | undefined {
  const { trend, band } = standing ?? {}
  if (trend === undefined && band === undefined) return undefined
  return {
    ...(trend === undefined ? {} : { trend: pageTrend(trend, places) }),
    ...(band === undefined ? {} : { band: pageBand(band, places) }),
  }
}

function pageTrend(trend: Trend, places: Places): PageTrend {
  const { points, changePoints, slope, recent, direction, forecast, leftOut } = trend
  const [ahead, left] = [forecastText(forecast), leftOutText(leftOut)]
  return {
    places: points.map(({ id }) => placeOf(id, places)),
    changes: changePoints.map((step) => ({
      index: step.index,
      before: step.before,
      after: step.after,
      step: stepText(step, trend),
      text: changeText(step, trend),
    })),
    ...(slope === undefined ? {} : { slope: { perRun: slope.perRun, low: slope.low, high: slope.high, runs: slope.runs } }),
    moves: direction === 'rising' || direction === 'falling',
    worsens: worsens(trend),
    typical: recent?.median,
    forecast,
    text: slopeText(trend),
    ...(ahead === '' ? {} : { ahead }),
    ...(left === '' ? {} : { leftOut: left }),
  }
}

/** A run that is not among those of the past is the run of the page. */
function placeOf(id: string, places: Places): number {
  return places.get(id) ?? places.size
}

function pageBand({ before, now, excluded, ...band }: BaselineBand, places: Places): PageBand {
  const reasons = new Map<string, number[]>()
  for (const { run, reason } of excluded) {
    const place = places.get(run)
    if (place !== undefined) reasons.set(reason, [...(reasons.get(reason) ?? []), place])
  }
  // A baseline that somebody set holds runs that may be forgotten by now.
  const isKnown = ({ run }: BaselineValue): boolean => places.has(run)
  return {
    ...band,
    before: before.filter(isKnown).map((one) => bandRun(one, places)),
    now: [...now.slice(0, -1).filter(isKnown), ...now.slice(-1)].map((one) => bandRun(one, places)),
    excluded: [...reasons].map(([reason, of]) => ({ reason, places: of })),
  }
}

function bandRun({ run, value }: BaselineValue, places: Places): PageBandRun {
  return [placeOf(run, places), Number(value.toPrecision(6))]
}
