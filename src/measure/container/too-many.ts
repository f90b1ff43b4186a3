import type { TrackedContainer } from './tracked-container.ts'

/** The part of a container that tells when it was alive. */
export type Lived = Pick<TrackedContainer, 'starts' | 'deaths' | 'removed' | 'endedAt'>

/** A container that was started while others were alive. */
export interface Newcomer<C extends Lived> {
  readonly container: C
  /** Containers alive at that moment, itself included. */
  readonly count: number
}

/** The starts at which more than `max` of some containers were alive together, in the order in which they happened. */
export function tooMany<C extends Lived>(containers: readonly C[], max: number): Newcomer<C>[] {
  const lives = containers.flatMap(livesOf).toSorted((one, other) => one.start - other.start)
  return lives.flatMap(({ container, start }, index) => {
    const count = 1 + lives.slice(0, index).filter(({ end }) => end > start).length
    return count > max ? [{ container, count }] : []
  })
}

interface Life<C> {
  readonly container: C
  readonly start: number
  /** Infinite while it runs. */
  readonly end: number
}

function livesOf<C extends Lived>(container: C): Life<C>[] {
  const { starts, deaths, removed, endedAt } = container
  // Of one that is gone without a word about its end no more is known than when it was told to end.
  return starts.map((start, index) => ({ container, start, end: deaths[index] ?? (removed ? (endedAt ?? start) : Infinity) }))
}
