import type { Phase } from '../../model/timeline.ts'
import type { Trace } from '../../model/stretch.ts'
import type { Subject } from '../../model/subject.ts'
import type { TrackedContainer } from './tracked-container.ts'

/** A container over time, with its start; undefined where it was not read twice. `cores` are those of its machine. */
export function containerTrace(container: TrackedContainer, subject: Subject, cores: number | undefined): Trace | undefined {
  const { line, method } = container
  if (line.stretches.length === 0) return undefined
  const source = method === 'statistics' ? 'statistics of the engine, every second' : 'counters of its control group, every 250 ms' // prettier-ignore
  const { epoch, stretches } = line
  return { subject, epoch, stretches, phases: phasesOf(container), cores: container.cores ?? cores, source }
}

function phasesOf({ askedAt, readyAt, line: { epoch } }: TrackedContainer): Phase[] {
  return askedAt === undefined || readyAt === undefined ? [] : [{ name: 'start', from: askedAt - epoch, to: readyAt - epoch }]
}
