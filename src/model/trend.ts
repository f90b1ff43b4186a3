import type { Direction, Forecast } from './forecast.ts'
import type { RunHead } from './history.ts'
import type { Objective } from './objective.ts'
import type { Slo } from './slo.ts'
import type { Summary } from './summary.ts'

/** The judged figure of an SLO in one run. */
export interface TrendPoint extends Pick<RunHead, 'id' | 'startedAt' | 'commit' | 'branch'> {
  /** In the unit of the objective. */
  readonly value: number
}

/** A run from which on another level holds. Values in the unit of the objective. */
export interface ChangePoint {
  /** The first run of the new level. */
  readonly at: TrendPoint
  /** Its place among the points, from 0. */
  readonly index: number
  /** Typical value of the runs before it, and from it on. */
  readonly before: number
  readonly after: number
  /** `after` over `before`, less 1; undefined where there was nothing before. */
  readonly change?: number
}

/** How many runs on either side of a change-point say how large it is. */
export const runsBeside = 10

/** How the value changes from run to run, in the unit of the objective. */
export interface Slope {
  readonly perRun: number
  /** The interval that holds it with 95 %. */
  readonly low: number
  readonly high: number
  /** Of Mann and Kendall's test, two-sided. */
  readonly pValue: number
  /** From the first to the last run of the stretch, as a share of its typical value. */
  readonly change: number
  /** How many runs it stands on: those since the last change-point. */
  readonly runs: number
}

/** A newest run that lies far outside of the runs before it. */
export interface Outlier {
  /** Robust deviations from the typical run, positive above it. */
  readonly z: number
  /** Typical value of the runs before. */
  readonly usual: number
  /** How many there were. */
  readonly runs: number
}

/** Runs that say nothing of this trend, by reason. */
export interface LeftOut {
  /** Of another machine. */
  readonly otherMachine: number
  /** Filtered: a part of the suite. */
  readonly partial: number
  /** Timings of a machine that was not fit for them. */
  readonly unfit: number
  /** Without a figure. */
  readonly noData: number
}

/** What the runs that were say of one SLO. */
export interface Trend {
  readonly slo: string
  readonly sli: Slo['sli']
  readonly objective: Objective
  /** Whether larger or smaller values are worse. */
  readonly worse: 'higher' | 'lower'
  /** Of one machine, the oldest first. */
  readonly points: readonly TrendPoint[]
  readonly leftOut: LeftOut
  readonly changePoints: readonly ChangePoint[]
  /** Of the runs since the last change-point; undefined without any run. */
  readonly recent?: Summary
  readonly direction: Direction
  /** Undefined while learning. */
  readonly slope?: Slope
  readonly forecast: Forecast
  readonly outlier?: Outlier
}

/** Whether the trend is one to warn of: it moves to the worse side. */
export function worsens({ direction, worse }: Trend): boolean {
  return direction === (worse === 'higher' ? 'rising' : 'falling')
}
