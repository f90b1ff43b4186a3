import type { Limit, LimitName } from '../../model/limit.ts'
import { limitHit } from '../../model/limit-hit.ts'
import type { LimitHit } from '../../model/limit-hit.ts'
import type { Subject } from '../../model/subject.ts'
import { LimitGuard } from '../process/limit-guard.ts'
import { describeContainer, nameOfContainer } from './name-of-container.ts'
import { limitReadingOf } from './limit-reading-of.ts'
import { startupSoFar } from './startup-so-far.ts'
import { tooMany } from './too-many.ts'
import type { TrackedContainer } from './tracked-container.ts'

export interface ContainerLimitsOptions {
  readonly limits: readonly Limit[]
  /** Ends a container at once, by its id. Rejects where the engine would not. */
  readonly kill: (id: string) => Promise<unknown>
  /** Called for every limit that is crossed, when what was to be done about it is done. */
  readonly tell: (hit: LimitHit) => void
}

interface Crossing {
  readonly limit: Limit
  readonly measured: number
  readonly container: TrackedContainer
}

/** Enforces the limits of every container of a run, of their number and of the time until they are ready. */
export class ContainerLimits {
  readonly hits: LimitHit[] = []
  readonly limits: readonly Limit[]
  readonly #options: ContainerLimitsOptions
  readonly #guards = new Map<string, LimitGuard>()
  readonly #told = new Set<string>()
  /** Those that had ended before this run, which may be one of many in watch mode. */
  readonly #past: ReadonlySet<string>
  #work: Promise<unknown> = Promise.resolve()

  constructor(options: ContainerLimitsOptions, before: readonly TrackedContainer[] = []) {
    this.#options = options
    this.limits = options.limits
    this.#past = new Set(before.filter(({ isRunning }) => !isRunning).map(({ id }) => id))
  }

  /** Those that are limited: neither the helpers of testcontainers nor what ended before. */
  limited(all: Iterable<TrackedContainer>): TrackedContainer[] {
    return [...all].filter(({ id, image, isHelper }) => image !== '' && !isHelper && !this.#past.has(id))
  }

  /** Judges what is known of all containers now. `cores` are those of their machine. */
  look(all: Iterable<TrackedContainer>, cores = 1): void {
    const containers = this.limited(all)
    this.#count(containers.filter(({ isKept }) => !isKept))
    for (const container of containers) {
      this.#time(container)
      this.#guardOf(container, cores).take(limitReadingOf(container, performance.now()))
    }
  }

  /** When everything that was crossed is dealt with. */
  async settled(): Promise<void> {
    await this.#work
  }

  #limit(name: LimitName): Limit | undefined {
    return this.limits.find((limit) => limit.name === name)
  }

  #count(containers: readonly TrackedContainer[]): void {
    const limit = this.#limit('containers')
    if (limit === undefined) return
    const newcomers = tooMany(containers, limit.max)
    // One says enough, where nobody ends them.
    const told = limit.onExceed === 'kill' ? newcomers : newcomers.slice(0, 1)
    for (const { container, count } of told) this.#cross({ limit, measured: count, container })
  }

  #time(container: TrackedContainer): void {
    const limit = this.#limit('containerStartup')
    const measured = limit && startupSoFar(container, Date.now())
    if (limit !== undefined && measured !== undefined && measured > limit.max) this.#cross({ limit, measured, container })
  }

  #guardOf(container: TrackedContainer, cores: number): LimitGuard {
    const guard = this.#guards.get(container.id)
    if (guard !== undefined) return guard
    const made = new LimitGuard({
      limits: this.limits,
      cores: container.cores ?? cores,
      onExceed: (exceeded) => this.#cross({ ...exceeded, container }),
    })
    this.#guards.set(container.id, made)
    return made
  }

  #cross(crossing: Crossing): void {
    const { limit, container } = crossing
    const key = `${limit.name} ${container.id} ${container.starts.length}`
    if (this.#told.has(key)) return
    this.#told.add(key)
    this.#work = Promise.all([this.#work, this.#react(crossing)])
  }

  async #react({ limit, measured, container }: Crossing): Promise<void> {
    const subject: Subject =
      limit.name === 'containers' ? { kind: 'run', name: 'run' } : { kind: 'container', name: nameOfContainer(container) }
    // Named first: of one that is gone the engine tells nothing more.
    const culprit = describeContainer(container)
    const done = limit.onExceed === 'kill' ? await this.#kill(container) : undefined
    const hit = limitHit(limit, measured, { subject, culprit, running: [], done })
    this.hits.push(hit)
    this.#options.tell(hit)
  }

  async #kill({ id, isRunning, isKept, askedAt }: TrackedContainer): Promise<string> {
    if (!isRunning) return 'which has ended already'
    if (isKept || askedAt === undefined) return 'which is not ended: it is not of this run alone'
    try {
      await this.#options.kill(id)
      return 'killed'
    } catch (error) {
      return `which could not be ended: ${(error as Error).message}`
    }
  }
}
