import type { Objective } from '../model/objective.ts'
import type { Origin, Selector, Subject } from '../model/subject.ts'

// Objects come here from workers, configs and stored files, each with its keys in an order of its own. A file must not depend on it.

/** The subject with its keys in the order of the report. */
export function orderedSubject({ kind, name, file, project, tags }: Subject): Subject {
  return { kind, name, file, project, tags }
}

/** The selector with its keys in the order of the report. */
export function orderedSelector(selector: Selector): Selector {
  if (selector.kind === 'run') return { kind: 'run' }
  if (selector.kind !== 'test') return { kind: selector.kind, name: selector.name }
  const { kind, name, file, tag } = selector
  return { kind, name, file, tag }
}

/** The objective with its keys in the order of the report. */
export function orderedObjective({ statistic, op, threshold, unit, written }: Objective): Objective {
  return { statistic, op, threshold, unit, written }
}

/** The origin with its keys in the order of the report. */
export function orderedOrigin({ file, test, project }: Origin): Origin {
  return { file, test, project }
}
