import { appendFact } from './container-fact.ts'
import type { EngineAddress } from './engine-address.ts'
import type { TrackedContainer } from './tracked-container.ts'

/**
 * Takes in a container that somebody waits for and whose start nobody here has seen. One that compose has created since this process
 * began is of this run: it is known from its creation on, and written down for whoever removes what a run that is cut off leaves
 * behind. Any other was there before, and so was what it has used.
 */
export function adoptContainer(container: TrackedContainer, journal: string, engine: EngineAddress): void {
  const { id, by, createdAt = 0, isComposed } = container
  if (!isComposed || createdAt < beginOfProcess()) return container.usage.startHere()
  container.askedAt = createdAt
  appendFact(journal, { kind: 'start', id, at: createdAt, engine, by })
}

/** The clock on the wall, ms. */
function beginOfProcess(): number {
  return Date.now() - process.uptime() * 1000
}
