import type { Statistic } from '../model/objective.ts'
import type { Past } from '../model/past.ts'
import type { Fitness } from '../model/run.ts'

/** What judging needs besides what was declared and measured. */
export interface JudgeTools {
  /** Undefined where there are too few samples for the statistic. */
  readonly statisticOf: (samples: readonly number[], statistic: Statistic) => number | undefined
  /** Whether timings of this machine can accuse anyone. */
  readonly fitness: Fitness
  /** What is remembered of the runs before this one; undefined where nothing is remembered. */
  readonly past?: Past
}
