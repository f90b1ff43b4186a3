import type { Config } from '../../model/config.ts'
import type { Run } from '../../model/run.ts'
import type { Slo } from '../../model/slo.ts'

/**
 * The objectives that tests set for themselves: they stand in no configuration, only with the verdicts of the run they were set in.
 * What the configuration once held and no longer does is not among them.
 */
export function testSlosOf(runs: readonly Run[], { slos }: Config): Slo[] {
  const declared = new Set(slos.map(({ name }) => name))
  const found = new Map<string, Slo>()
  for (const { slo } of runs.flatMap(({ verdicts }) => verdicts)) {
    if (!declared.has(slo.name) && isOfTest(slo)) found.set(slo.name, slo)
  }
  return [...found.values()]
}

function isOfTest({ name, sli: { subject, metric } }: Slo): boolean {
  return subject.kind === 'test' && name === `${subject.file} > ${subject.name}: ${metric}`
}
