import type { Fitness } from '../../model/run.ts'
import { checksBefore } from './checks-before.ts'
import { checksDuring, readCounters } from './checks-during.ts'
import { failedChecks } from './fitness-check.ts'
import { thisHost } from './host.ts'
import type { Host } from './host.ts'

/** Watches whether timings taken on this machine can be trusted. Reads counters at both ends only: it costs nothing in between. */
export interface FitnessWatch {
  /** As far as it was known when the watch started. */
  readonly before: Fitness
  /**
   * The whole of it: before and during. `ownCpuMs` is CPU time that the run used since the start, where more is known of it than
   * what this process, its descendants and their ended children used. May be called again, for a later end.
   */
  stop(ownCpuMs?: number): Fitness
}

/** Starts the watch. What cannot be read on this machine is not checked, and nowhere counted as good or bad. */
export function startFitness(host: Host = thisHost()): FitnessWatch {
  const reasons = failedChecks('before the run', checksBefore(host))
  const start = readCounters(host)
  return {
    before: fitnessOf(reasons),
    stop: (ownCpuMs) =>
      fitnessOf([...reasons, ...failedChecks('during the run', checksDuring(start, readCounters(host), ownCpuMs))]),
  }
}

function fitnessOf(reasons: readonly string[]): Fitness {
  return { fit: reasons.length === 0, reasons }
}
