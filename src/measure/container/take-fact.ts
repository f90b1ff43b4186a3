import type { ContainerFact } from './container-fact.ts'
import type { TrackedContainer } from './tracked-container.ts'

type Fact<Kind extends ContainerFact['kind']> = Extract<ContainerFact, { readonly kind: Kind }>

/** Takes in what a process of the run has written about a container. */
export function takeFact(container: TrackedContainer, fact: Extract<ContainerFact, { readonly id: string }>): void {
  if (fact.kind === 'start') takeStart(container, fact)
  else if (fact.kind === 'wait') takeWait(container, fact)
  else if (fact.kind === 'ready') takeReady(container, fact)
  else if (fact.kind === 'refused') container.refused = fact.status
  else if (fact.kind === 'name') container.name = fact.name
  else takeEnd(container, fact)
}

function takeStart(container: TrackedContainer, { at, by, awaited = false }: Fact<'start'>): void {
  container.isAwaited ||= awaited
  container.askedAt ??= at
  container.by ??= by
}

function takeWait(container: TrackedContainer, { by }: Fact<'wait'>): void {
  container.isAwaited = true
  container.by ??= by
}

function takeReady(container: TrackedContainer, { at, by, error, words }: Fact<'ready'>): void {
  container.by ??= by
  if (words !== undefined && words !== '') container.lastWords = words
  if (error === undefined) container.readyAt ??= at
  else container.failure ??= error
}

function takeEnd(container: TrackedContainer, { at, reading }: Fact<'end'>): void {
  container.endedAt = at
  if (reading !== undefined) container.usage.add(lifeAt(container, at), reading)
}

/** Which of its starts a moment belongs to: the last one before it, and the first where none is known yet. */
function lifeAt({ starts }: TrackedContainer, at: number): number {
  return Math.max(1, starts.filter((start) => start <= at).length)
}
