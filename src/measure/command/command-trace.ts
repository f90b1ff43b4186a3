import { coarsened } from '../../model/stretch.ts'
import type { Trace } from '../../model/stretch.ts'
import type { Subject } from '../../model/subject.ts'
import { usableCores } from '../process/usable-cores.ts'
import type { CommandSample } from './command-series.ts'

/** Stretches that a picture of a command needs. */
export const mostOfCommand = 100

/** Which of how many executions it was. */
interface Execution {
  /** `sample 3`. */
  readonly name: string
  readonly total: number
}

/** One execution over time; none where it was too short to be followed. Of many, each is told more coarsely. */
export function traceOf(subject: Subject, { name, total }: Execution, { duration, usage }: CommandSample): Trace[] {
  const { timeline, method } = usage
  if (timeline.stretches.length === 0) return []
  const stretches = coarsened(timeline.stretches, Math.max(2, Math.floor((2 * mostOfCommand) / total)))
  const source = method === undefined ? 'samples of the process tree' : `samples of ${method}`
  return [{ subject, epoch: timeline.epoch, stretches, phases: [{ name, from: 0, to: duration }], cores: usableCores(), source }]
}
