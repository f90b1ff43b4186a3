import type { AlertType } from './alert.ts'
import type { Slo } from './slo.ts'

/** What kind of resource a promise is about. */
export function alertTypeOf({ sli: { metric, unit } }: Pick<Slo, 'sli'>): AlertType {
  if (['cpu', 'cpuTime', 'throttled', 'contextSwitches'].includes(metric)) return 'cpu'
  if (metric.startsWith('disk')) return 'disk'
  if (metric.startsWith('network')) return 'network'
  if (unit === 'bytes' || ['memoryUsed', 'oomKills'].includes(metric)) return 'memory'
  // Counts of what should not be: failures, restarts, containers left behind.
  return unit === 'ms' || unit === '1/s' ? 'time' : 'error'
}
