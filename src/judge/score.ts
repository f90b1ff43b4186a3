import { failsRun } from '../model/limit-hit.ts'
import type { Run } from '../model/run.ts'
import type { Verdict } from '../model/verdict.ts'

/** What each verdict is worth. What is unknown by the user's own choice is worth what is doubted. */
const worth = { met: 1, warning: 0.8, inconclusive: 0.6, 'no-data': 0.3, violated: 0 } as const

const most = { sound: 100, broken: 49 }

/**
 * Health from 0 to 100: the mean worth of the verdicts, of 100 where nothing is violated and of 49 where something is, rounded down. A
 * limit that fails the run counts as an SLO that is violated. Never higher where any verdict is worse. Undefined of a part of a suite,
 * and where nothing was declared.
 */
export function scoreOf({ verdicts, scope, limits }: Pick<Run, 'verdicts' | 'scope' | 'limits'>): number | undefined {
  if (verdicts.length === 0 || (scope !== 'full' && scope !== 'merged')) return undefined
  const points = [...verdicts.map(worthOf), ...limits.filter(failsRun).map(() => worth.violated)]
  const mean = points.reduce<number>((sum, point) => sum + point, 0) / points.length
  // The sum of fractions may be a hair too small.
  return Math.floor(mean * (points.includes(worth.violated) ? most.broken : most.sound) + 1e-9)
}

/** What a verdict adds to the score, from 0 to 1. */
export function worthOf(verdict: Verdict): number {
  const isExcused = verdict.status === 'no-data' && verdict.cause === 'unsupported' && verdict.slo.whenUnsupported === 'report'
  return worth[isExcused ? 'inconclusive' : verdict.status]
}
