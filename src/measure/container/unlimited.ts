import type { Limit, LimitName } from '../../model/limit.ts'
import type { LimitGap } from '../../model/limit-hit.ts'
import type { LimitReading } from '../../model/limit-reading.ts'
import type { Subject } from '../../model/subject.ts'
import { nameOfContainer } from './name-of-container.ts'
import { limitReadingOf } from './limit-reading-of.ts'
import { startupSoFar } from './startup-so-far.ts'
import type { TrackedContainer } from './tracked-container.ts'

const run: Subject = { kind: 'run', name: 'run' }

/** The limits that could not be enforced on some containers, because nothing was known of what they limit. */
export function unlimited(limits: readonly Limit[], containers: readonly TrackedContainer[]): LimitGap[] {
  return limits.flatMap((limit) => (limit.name === 'containers' ? ofNumber(limit, containers) : ofEach(limit, containers)))
}

/** The limits of containers, of which nobody can tell anything. */
export function unwatched(limits: readonly Limit[], reason: string): LimitGap[] {
  return limits.filter(({ name }) => name !== 'testTime').map((limit) => gap(limit, anyContainer, reason))
}

const anyContainer: Subject = { kind: 'container', name: 'of the run' }

function ofNumber(limit: Limit, containers: readonly TrackedContainer[]): LimitGap[] {
  const count = containers.filter(
    ({ isHelper, starts, refused }) => !isHelper && starts.length === 0 && refused === undefined,
  ).length
  return count === 0 ? [] : [gap(limit, run, `the engine did not tell when ${count} of its containers ran`)]
}

function ofEach(limit: Limit, containers: readonly TrackedContainer[]): LimitGap[] {
  const unknown = containers.filter((container) => isMissing(limit.name, container))
  return unknown.map((container) => {
    const subject: Subject = { kind: 'container', name: nameOfContainer(container) }
    return gap(limit, subject, limit.name === 'containerStartup' ? neverTold : `its ${limit.name} could not be read`)
  })
}

const neverTold = 'nothing told when it was ready; start it with slo.container'

const readable = ['cpu', 'memory', 'disk', 'network', 'processes'] as const satisfies readonly (LimitName & keyof LimitReading)[]

function isMissing(name: LimitName, container: TrackedContainer): boolean {
  const { isHelper, refused, failure, askedAt } = container
  if (isHelper || refused !== undefined) return false
  if (name === 'containerStartup')
    return askedAt !== undefined && failure === undefined && startupSoFar(container, Date.now()) === undefined
  const figure = readable.find((one) => one === name)
  return figure !== undefined && limitReadingOf(container, 0)[figure] === undefined
}

function gap({ name, written }: Limit, subject: Subject, reason: string): LimitGap {
  return { kind: 'not-enforced', limit: name, written, subject, reason }
}
