import type { TrackedContainer } from './tracked-container.ts'

/**
 * Milliseconds from the creation of a container (and the fetching of its image) until it was ready, or up to now where somebody still
 * waits for it. Undefined for one that nobody waits for, that was there before, or that has failed.
 */
export function startupSoFar(container: TrackedContainer, now: number): number | undefined {
  const { askedAt, createdAt = askedAt, readyAt, pulled = 0 } = container
  const end = readyAt ?? (isAwaited(container) ? now : undefined)
  return askedAt === undefined || createdAt === undefined || end === undefined ? undefined : pulled + end - createdAt
}

function isAwaited({ isAwaited: waits, isRunning, failure, refused, endedAt }: TrackedContainer): boolean {
  return waits && isRunning && failure === undefined && refused === undefined && endedAt === undefined
}
