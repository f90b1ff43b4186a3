import { SloError } from '../../model/fault.ts'
import type { Slo } from '../../model/slo.ts'
import type { Project } from '../load-project.ts'

/** The SLOs of these names, all where none is named. Throws SloError for a name that is not declared. */
export function chosenSlos({ name, config }: Project, names: readonly string[] | undefined): readonly Slo[] {
  for (const wanted of names ?? []) {
    if (!config.slos.some((slo) => slo.name === wanted))
      throw new SloError(`${name} declares no SLO ${wanted}: slo validate lists them`)
  }
  return names === undefined ? config.slos : config.slos.filter((slo) => names.includes(slo.name))
}
