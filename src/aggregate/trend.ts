import type { PastVerdict, RunHead } from '../model/history.ts'
import { isTiming } from '../model/metric.ts'
import { isUpperBound } from '../model/objective.ts'
import type { Slo } from '../model/slo.ts'
import type { Direction } from '../model/forecast.ts'
import { runsBeside } from '../model/trend.ts'
import type { ChangePoint, LeftOut, Outlier, Slope, Trend, TrendPoint } from '../model/trend.ts'
import { dependence } from '../stats/dependence.ts'
import { mannKendall } from '../stats/mann-kendall.ts'
import { median } from '../stats/median.ts'
import { robustZ } from '../stats/robust-z.ts'
import { theilSen } from '../stats/theil-sen.ts'
import type { Line } from '../stats/theil-sen.ts'
import { forecastOf } from './forecast.ts'
import { smallestChange, stretchesOf } from './stretches.ts'
import type { Stretch } from './stretches.ts'
import { summarize } from './summarize.ts'

/** Runs and what became of the SLOs in them. */
export interface RunsSoFar {
  /** The newest first. */
  readonly runs: readonly RunHead[]
  readonly verdicts: ReadonlyMap<string, readonly PastVerdict[]>
}

const fewestForTrend = 8
const significant = 0.01
const fewestForOutlier = 10
const mostForOutlier = 50
const farOutside = 3.5

/**
 * What the runs say of an SLO: levels and where they change, the slope since the last change, and when the objective will be broken.
 * Of the machine of the newest run only: figures of two machines are never mixed.
 */
export function trendOf(slo: Slo, past: RunsSoFar): Trend {
  const { points, leftOut } = gather(slo, past)
  const values = points.map(({ value }) => value)
  const stretches = stretchesOf(values)
  const recent = values.slice(stretches.at(-1)?.from)
  return {
    slo: slo.name,
    sli: slo.sli,
    objective: slo.objective,
    worse: isUpperBound(slo.objective.op) ? 'higher' : 'lower',
    points,
    leftOut,
    changePoints: stretches.slice(1).map(({ from, to }, index) => {
      const before = values.slice(Math.max((stretches[index] as Stretch).from, from - runsBeside), from)
      return changeAt({ points, index: from, before, after: values.slice(from, Math.min(to, from + runsBeside)) })
    }),
    ...(recent.length === 0 ? {} : { recent: summarize(recent) }),
    ...tendency(recent, slo),
  }
}

/** Runs as trends take them: with `ignore` the timings of every machine count, however busy it was. */
export function asTrusted(runs: readonly RunHead[], policy: 'check' | 'ignore'): readonly RunHead[] {
  return policy === 'check' ? runs : runs.map((run) => ({ ...run, fit: true }))
}

interface Gathered {
  readonly points: readonly TrendPoint[]
  readonly leftOut: LeftOut
}

/** The oldest first. */
function gather(slo: Slo, { runs, verdicts }: RunsSoFar): Gathered {
  const machine = runs[0]?.fingerprint
  const points: TrendPoint[] = []
  const leftOut = { otherMachine: 0, partial: 0, unfit: 0, noData: 0 }
  for (const head of runs) {
    const measured = verdicts.get(head.id)?.find((verdict) => verdict.slo === slo.name)?.measured
    const reason = reasonAgainst(slo, head, machine) ?? (measured === undefined ? 'noData' : undefined)
    const { id, startedAt, commit, branch } = head
    if (reason === undefined) points.unshift({ id, startedAt, commit, branch, value: measured as number })
    else leftOut[reason] += 1
  }
  return { points, leftOut }
}

/** The size of a file is the same on every machine. */
function reasonAgainst({ sli }: Slo, head: RunHead, machine: string | undefined): keyof LeftOut | undefined {
  const { kind } = sli.subject
  if (head.fingerprint !== machine && kind !== 'artifact') return 'otherMachine'
  if (head.scope === 'filtered' || head.scope === 'watch') return 'partial'
  return !head.fit && isTiming(kind, sli.metric) ? 'unfit' : undefined
}

interface Change {
  readonly points: readonly TrendPoint[]
  readonly index: number
  readonly before: readonly number[]
  readonly after: readonly number[]
}

function changeAt({ points, index, ...sides }: Change): ChangePoint {
  const [before, after] = [median(sides.before), median(sides.after)]
  const found = { at: points[index] as TrendPoint, index, before, after }
  return before === 0 ? found : { ...found, change: after / before - 1 }
}

/** The slope of the runs since the last change, and what follows from it. */
function tendency(values: readonly number[], { objective }: Slo): Pick<Trend, 'direction' | 'slope' | 'forecast' | 'outlier'> {
  if (values.length < fewestForTrend) return { direction: 'learning', forecast: { kind: 'unknown' } }
  const line = widened(theilSen(values), values)
  const slope = slopeOf(values, line)
  const direction = directionOf(slope)
  const isMoving = direction !== 'steady'
  const forecast = forecastOf(values, isMoving ? line : flat, objective)
  const outlier = isMoving ? undefined : outlierOf(values)
  return { direction, slope, forecast, ...(outlier === undefined ? {} : { outlier }) }
}

/** Runs that follow the runs before them say less than as many that do not: the interval of their slope is as much wider. */
function widened({ slope, low, high, intercept }: Line, values: readonly number[]): Line {
  const factor = dependence(values.map((value, index) => value - intercept - slope * index))
  return { slope, low: slope - factor * (slope - low), high: slope + factor * (high - slope), intercept }
}

const flat: Line = { slope: 0, low: 0, high: 0, intercept: 0 }

function slopeOf(values: readonly number[], { slope, low, high }: Line): Slope {
  const usual = Math.abs(median(values))
  const change = usual === 0 ? 0 : (slope * (values.length - 1)) / usual
  return { perRun: slope, low, high, pValue: mannKendall(values).pValue, change, runs: values.length }
}

function directionOf({ pValue, change }: Slope): Direction {
  if (pValue >= significant || Math.abs(change) <= smallestChange) return 'steady'
  return change > 0 ? 'rising' : 'falling'
}

function outlierOf(values: readonly number[]): Outlier | undefined {
  const before = values.slice(0, -1).slice(-mostForOutlier)
  const newest = values.at(-1) as number
  const z = robustZ(newest, before)
  if (z === undefined || before.length < fewestForOutlier || Math.abs(z) <= farOutside) return undefined
  const usual = median(before)
  return Math.abs(newest / usual - 1) > smallestChange ? { z, usual, runs: before.length } : undefined
}
