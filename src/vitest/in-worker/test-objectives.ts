import { SloError } from '../../model/fault.ts'
import { metricsOf, unitOfMetric } from '../../model/metric.ts'
import { nearest } from '../../model/nearest.ts'
import { parseObjective } from '../../model/objective.ts'
import { dimensionOf } from '../../model/unit.ts'

/** Checks the bounds a test sets for itself at once, where the stack still points at the line that is wrong. Returns them as they came. */
export function checkObjectives(bounds: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const entries = Object.entries(bounds).filter((entry): entry is [string, string] => entry[1] !== undefined)
  for (const [metric, bound] of entries) checkOne(metric, bound)
  return Object.fromEntries(entries)
}

function checkOne(metric: string, bound: string): void {
  const unit = unitOfMetric('test', metric)
  if (unit === undefined) {
    const known = Object.keys(metricsOf.test)
    throw new SloError(
      `slo.objectives: a test has no metric ${metric}; did you mean ${nearest(metric, known) ?? known.join(', ')}?`,
    )
  }
  const parsed = parseObjective(bound, dimensionOf[unit])
  if (parsed.ok) return
  const expected = 'expected' in parsed.fault ? parsed.fault.expected : "a bound such as '<= 200ms' or 'p95 <= 2s'"
  throw new SloError(`slo.objectives: ${metric}: '${bound}' is not an objective; expected ${expected}`)
}
