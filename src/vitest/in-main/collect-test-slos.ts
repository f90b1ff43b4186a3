import type { TestModule, Vitest } from 'vitest/node'
import type { Metric } from '../../model/metric.ts'
import { unitOfMetric } from '../../model/metric.ts'
import { parseObjective } from '../../model/objective.ts'
import type { Slo } from '../../model/slo.ts'
import { dimensionOf } from '../../model/unit.ts'
import type { Unit } from '../../model/unit.ts'
import { pathFrom } from './collect-tests.ts'
import { takeTest } from '../handoff.ts'

/** The objectives that tests set for themselves with `slo.objectives`, as SLOs named `tests/a.test.ts > parses: duration`. */
export function collectTestSlos(vitest: Vitest, modules: readonly TestModule[]): Slo[] {
  return modules.flatMap((module) =>
    [...module.children.allTests()].flatMap((test) => {
      const objectives = Object.entries(takeTest(test)?.objectives ?? {})
      if (objectives.length === 0) return []
      const place = { file: pathFrom(vitest.config.root, module.moduleId), name: test.fullName }
      return objectives.map(([metric, bound]) => testSlo(place, metric as Metric, bound))
    }),
  )
}

function testSlo({ file, name }: { readonly file: string; readonly name: string }, metric: Metric, bound: string): Slo {
  const unit = unitOfMetric('test', metric) as Unit
  const parsed = parseObjective(bound, dimensionOf[unit])
  if (!parsed.ok) throw new Error(`${file} > ${name}: '${bound}' is not an objective`)
  return {
    name: `${file} > ${name}: ${metric}`,
    sli: { subject: { kind: 'test', name, file }, metric, unit },
    objective: parsed.objective,
    enforce: 'fail',
    whenUnsupported: 'fail',
  }
}
