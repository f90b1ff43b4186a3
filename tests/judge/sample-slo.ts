import { unitOfMetric } from '../../src/model/metric.ts'
import { parseObjective } from '../../src/model/objective.ts'
import type { Objective } from '../../src/model/objective.ts'
import type { Fitness } from '../../src/model/run.ts'
import type { Gap, Measured, Series } from '../../src/model/series.ts'
import { sli } from '../../src/model/sli.ts'
import type { Sli } from '../../src/model/sli.ts'
import type { Slo } from '../../src/model/slo.ts'
import type { Subject } from '../../src/model/subject.ts'
import { dimensionOf } from '../../src/model/unit.ts'
import type { Unit } from '../../src/model/unit.ts'

export const build: Subject = { kind: 'command', name: 'build' }
const buildDuration: Sli = sli.command('build').duration

export const fit: Fitness = { fit: true, reasons: [] }
export const unfit: Fitness = {
  fit: false,
  reasons: ['load per core 3.1 before the run > 1.5', 'free disk 0.4% before the run < 1%'],
}

/** An SLO as the configuration would give it, on the duration of the command `build` where nothing else is said. */
export function sloOf(
  objective: string,
  more: Partial<Omit<Slo, 'warning' | 'sli'>> & { warning?: string; sli?: Sli; unit?: Unit } = {},
): Slo {
  const {
    sli: { subject, metric } = buildDuration,
    warning,
    unit = unitOfMetric(subject.kind, metric) ?? 'count',
    ...rest
  } = more
  const parsed = objectiveOf(objective, unit)
  return {
    name: 'first-build',
    enforce: 'fail',
    whenUnsupported: 'fail',
    ...rest,
    sli: { subject, metric, unit },
    objective: parsed,
    warning: warning === undefined ? undefined : objectiveOf(warning, unit),
  }
}

/** A series of the duration of the command `build` where nothing else is said. */
export function seriesOf(samples: readonly number[], more: Partial<Series> = {}): Series {
  return { subject: build, metric: 'duration', unit: 'ms', samples, source: 'monotonic clock', exact: true, ...more }
}

export function measuredOf(series: Series | readonly Series[], gaps: readonly Gap[] = []): Measured {
  return { series: [series].flat(), gaps }
}

function objectiveOf(text: string, unit: Unit): Objective {
  const parsed = parseObjective(text, dimensionOf[unit])
  if (!parsed.ok) throw new Error(`${text}: ${parsed.fault.problem}`)
  return parsed.objective
}
