import { isUpperBound } from '../model/objective.ts'
import type { Objective } from '../model/objective.ts'
import type { Forecast } from '../model/forecast.ts'
import { median } from '../stats/median.ts'
import type { Line } from '../stats/theil-sen.ts'

/** How far ahead anybody is told. */
const horizon = 100

/**
 * In how many runs the line through the runs reaches the bound of the objective. The lines with the ends of its interval as slopes go
 * through the same middle and give the earliest and the latest run.
 */
export function forecastOf(values: readonly number[], { slope, low, high }: Line, objective: Objective): Forecast {
  const sign = isUpperBound(objective.op) ? 1 : -1
  const ahead = (values.length - 1) / 2
  // What the typical run has in the middle, from all of them: in coarse steps the runs of the middle alone are off by up to half a step.
  const middle = median(values.map((value, run) => value - slope * (run - ahead)))
  const room = sign * (objective.threshold - middle)
  const runsAt = (speed: number): number => room / speed - ahead
  const [typical, slow, fast] = [sign * slope, ...(sign > 0 ? [low, high] : [-high, -low])] as [number, number, number]
  if (room - typical * ahead < 0) return { kind: 'broken' }
  if (typical <= 0) return { kind: 'none' }
  const runs = Math.max(1, Math.ceil(runsAt(typical)))
  if (runs > horizon) return { kind: 'beyond', runs: horizon }
  // Whole runs that hold the interval: rounded alike, its ends would leave out what lies between two runs.
  const latest = slow > 0 ? Math.ceil(runsAt(slow)) : Number.POSITIVE_INFINITY
  const earliest = Math.max(1, Math.floor(runsAt(fast)))
  return latest > horizon ? { kind: 'breach', runs, earliest } : { kind: 'breach', runs, earliest, latest: Math.max(1, latest) }
}
