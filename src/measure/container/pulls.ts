import type { ContainerFact } from './container-fact.ts'

type Pull = Extract<ContainerFact, { readonly kind: 'pull' }>

/** Which image was fetched because of which container. */
export class Pulls {
  readonly #pulls: Pull[] = []

  add(pull: Pull): void {
    this.#pulls.push(pull)
  }

  /** Milliseconds that the image of a container took, which was started at a moment; undefined where it was there. Each counts once. */
  take(image: string, startedAt: number): number | undefined {
    const at = this.#pulls.findLastIndex((pull) => shortName(pull.image) === shortName(image) && pull.at + pull.took <= startedAt)
    return at < 0 ? undefined : this.#pulls.splice(at, 1)[0]?.took
  }
}

/** The name of an image as the engine gives it back: testcontainers may write `docker.io/library/redis:7` where that is `redis:7`. */
export function shortName(image: string): string {
  return image.replace(/^docker\.io\/(library\/)?/, '')
}
