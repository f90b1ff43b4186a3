import { relative, sep } from 'node:path'
import type { SeenRequest } from '../../measure/container/engine-requests.ts'
import { followContainers } from '../../measure/container/follow-containers.ts'
import { outsideOfTests } from '../../model/subject.ts'
import type { Origin } from '../../model/subject.ts'
import { worker } from './current-test.ts'
import type { ActiveTest } from './current-test.ts'
import { originOf } from './record.ts'

/** Who starts a container: a test, or, where it is not certain which, the file that is at work. */
export interface Starter {
  readonly test: ActiveTest | undefined
  /** Path of the file. */
  readonly path: string | undefined
}

/** Follows the requests of this worker to a container engine. Loaded with the first of them. */
export function followRequests(journal: string, whoNow: () => Starter): (seen: SeenRequest<Starter>) => void {
  const follow = followContainers(journal, () => placeOf(whoNow()))
  return (seen) => follow({ ...seen, by: placeOf(seen.by) })
}

/** The place in the suite that a container belongs to. */
function placeOf({ test, path }: Starter): Origin | undefined {
  if (test !== undefined) return originOf(test)
  if (path === undefined) return undefined
  const { root = '', project = '' } = worker.provided ?? {}
  const file = relative(root, path).split(sep).join('/')
  return { file, test: outsideOfTests, project: project === '' ? undefined : project }
}
