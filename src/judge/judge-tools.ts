import type { Statistic } from '../model/objective.ts'
import type { Fitness } from '../model/run.ts'

/** What judging needs besides what was declared and measured. */
export interface JudgeTools {
  /** Undefined where there are too few samples for the statistic. */
  readonly statisticOf: (samples: readonly number[], statistic: Statistic) => number | undefined
  /** Whether timings of this machine can accuse anyone. */
  readonly fitness: Fitness
  /** The time of the run, ISO 8601 in UTC: waivers end. Where it is not known, none holds. */
  readonly at?: string
}
