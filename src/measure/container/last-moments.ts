import type { TrackedContainer } from './tracked-container.ts'

/** Milliseconds between two looks. What a container has counted can be read for about ten after its last process has ended. */
const interval = 3
/** Milliseconds after which an end that does not come is no longer waited for: Docker kills after ten seconds. */
const patience = 15_000
/** Of the time between two readings, how much a reading may take: many may end at once. */
const share = 0.05

interface Ending {
  readonly life: number
  readonly since: number
  nextReading: number
}

/** Follows containers that were told to end closely, up to the moment after their last process has, so that nothing of it is missed. */
export class LastMoments {
  readonly #endings = new Map<TrackedContainer, Ending>()
  readonly #read: (container: TrackedContainer) => void
  #timer: NodeJS.Timeout | undefined

  /** `read` takes in what a container has used so far. */
  constructor(read: (container: TrackedContainer) => void) {
    this.#read = read
  }

  /** From when it was told to end. */
  follow(container: TrackedContainer): void {
    if (container.cgroup === undefined || this.#endings.has(container)) return
    const since = performance.now()
    this.#endings.set(container, { life: container.starts.length, since, nextReading: since })
    this.#timer ??= setInterval(() => this.#look(), interval)
    this.#look()
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #look(): void {
    for (const [container, ending] of this.#endings) if (this.#isOver(container, ending)) this.#endings.delete(container)
    if (this.#endings.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #isOver(container: TrackedContainer, ending: Ending): boolean {
    const { cgroup } = container
    const now = performance.now()
    if (cgroup === undefined || now - ending.since > patience) return true
    const whole = cgroup.readWhole()
    if (whole !== undefined) {
      container.usage.addWhole(ending.life, whole)
      container.line.add(ending.life, whole)
      return true
    }
    if (now < ending.nextReading) return false
    this.#read(container)
    ending.nextReading = now + (performance.now() - now) / share
    return false
  }
}
