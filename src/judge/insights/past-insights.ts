import type { Insight, LevelInsight, OutlierInsight, TrendInsight, WideHeadroom } from '../../model/insight.ts'
import { worsens } from '../../model/trend.ts'
import type { ChangePoint, Slope, Trend } from '../../model/trend.ts'

/** An older level is nothing new. */
const newest = 10
const fewestForHeadroom = 10
/** So many times the figure fits into its bound. */
const wide = 4

/** What the runs so far say of the newest one: going to the worse side, on a new level that is worse, far outside, far too loosely bound. */
export function pastInsights(trends: readonly Trend[]): Insight[] {
  return trends.flatMap((trend) =>
    [levelOf(trend), trendIn(trend), outlierOf(trend), headroomOf(trend)].filter((insight) => insight !== undefined),
  )
}

function trendIn(trend: Trend): TrendInsight | undefined {
  if (!worsens(trend)) return undefined
  const { perRun, low, high, change, runs, pValue } = trend.slope as Slope
  const direction = trend.direction as TrendInsight['direction']
  return { kind: 'trend', ...about(trend), direction, perRun, low, high, change, runs, pValue, forecast: trend.forecast }
}

function about({ slo, objective: { unit } }: Trend): Pick<TrendInsight, 'slo' | 'unit'> {
  return { slo, unit }
}

function levelOf(trend: Trend): LevelInsight | undefined {
  const step = trend.changePoints.at(-1)
  if (step === undefined || step.after > step.before !== (trend.worse === 'higher')) return undefined
  const runs = trend.points.length - step.index
  return runs > newest ? undefined : level(trend, step, runs)
}

function level(trend: Trend, { at, index, before, after }: ChangePoint, runs: number): LevelInsight {
  const commitBefore = trend.points[index - 1]?.commit
  return {
    kind: 'level',
    ...about(trend),
    run: at.id,
    startedAt: at.startedAt,
    ...(at.commit === undefined ? {} : { commit: at.commit }),
    ...(commitBefore === undefined ? {} : { commitBefore }),
    before,
    after,
    runs,
  }
}

function outlierOf(trend: Trend): OutlierInsight | undefined {
  const last = trend.points.at(-1)
  if (trend.outlier === undefined || last === undefined) return undefined
  const { z, usual, runs } = trend.outlier
  return { kind: 'outlier', ...about(trend), measured: last.value, usual, z, runs, better: z < 0 === (trend.worse === 'higher') }
}

function headroomOf(trend: Trend): WideHeadroom | undefined {
  const { recent, worse, objective: { threshold } } = trend // prettier-ignore
  if (recent === undefined || recent.count < fewestForHeadroom || threshold <= 0) return undefined
  const worst = worse === 'higher' ? recent.max : recent.min
  const times = worse === 'higher' ? threshold / worst : worst / threshold
  if (worst <= 0 || times < wide) return undefined
  return { kind: 'wide-headroom', ...about(trend), worst, threshold, runs: recent.count }
}
