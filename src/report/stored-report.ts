import type { Insight } from '../model/insight.ts'
import type { Objective } from '../model/objective.ts'
import type { LimitNote } from '../model/limit-hit.ts'
import type { Profile, ProfileGap } from '../model/profile.ts'
import type { Fitness, Machine, Run } from '../model/run.ts'
import type { Gap, Series } from '../model/series.ts'
import type { Baseline, Slo, Waiver } from '../model/slo.ts'
import type { Summary } from '../model/summary.ts'
import type { BaselineVerdict, BudgetVerdict, NoDataCause, Status, WaiverVerdict } from '../model/verdict.ts'

/** The number of the layout of report.json. A reader refuses a larger one. */
export const reportSchema = 1

/** report.json as it lies on the disk. Canonical units; what is unknown is left out. */
export interface StoredReport extends Pick<Run, 'outcome' | 'exitCode' | 'score' | 'tests' | 'overhead' | 'timeline'> {
  readonly schema: typeof reportSchema
  readonly run: StoredFacts
  readonly verdicts: readonly StoredVerdict[]
  readonly series: readonly StoredSeries[]
  readonly gaps: readonly Gap[]
  /** Left out by versions that enforced none. */
  readonly limits?: readonly LimitNote[]
  readonly profiles: readonly Profile[]
  /** What should have been profiled and could not be. */
  readonly notProfiled?: readonly ProfileGap[]
  /** What was noticed beside the SLOs; empty before this version. */
  readonly insights: readonly Insight[]
}

type TopLevel =
  | 'outcome'
  | 'exitCode'
  | 'score'
  | 'tests'
  | 'overhead'
  | 'timeline'
  | 'verdicts'
  | 'series'
  | 'gaps'
  | 'limits'
  | 'insights'
  | 'profiles'
  | 'profileGaps'

export interface StoredFacts extends Omit<Run, TopLevel | 'machine'> {
  readonly machine: StoredMachine
}

export interface StoredMachine extends Omit<Machine, 'fitness'> {
  readonly fit: Fitness['fit']
  readonly fitReasons: Fitness['reasons']
}

/** What became of the comparison with the past, with what was declared of it. */
export type StoredBaseline = BaselineVerdict & Pick<Baseline, 'maxRegression' | 'minDifference' | 'required'>

/** A waiver with what became of it; without a status where nothing was known to waive. */
export type StoredWaiver = Partial<WaiverVerdict> & Waiver

/** A verdict with its SLO beside it. Which of the figures are there depends on the status. */
export interface StoredVerdict extends Omit<Slo, 'name' | 'baseline' | 'waiver'> {
  readonly baseline?: StoredBaseline
  readonly waiver?: StoredWaiver
  readonly slo: string
  readonly status: Status
  readonly measured?: number
  readonly headroom?: number
  readonly samples?: number
  readonly exact?: boolean
  readonly confirmed?: number
  readonly cause?: NoDataCause
  /** What is left of its error budget. */
  readonly budget?: BudgetVerdict
  readonly reason: string
  readonly objective: Objective
}

/** What JSON has no number for. Kept, because a judge counts it as a sample that failed. */
export type NotFinite = 'NaN' | 'Infinity' | '-Infinity'

export interface StoredSeries extends Omit<Series, 'samples' | 'confirmation'> {
  readonly samples: readonly (number | NotFinite)[]
  readonly confirmation?: readonly (number | NotFinite)[]
  /** Left out where there are no samples, and of a test or a file with a single one, which it would only repeat. */
  readonly summary?: Summary
}
