import { adoptContainer } from './adopt-container.ts'
import { openContainerCgroup } from './container-cgroup.ts'
import type { ContainerFact } from './container-fact.ts'
import { EngineRefusal } from './engine.ts'
import type { Engine } from './engine.ts'
import { labels } from './engine-answers.ts'
import type { EngineEvent, Inspected } from './engine-answers.ts'
import { engineAddresses, isLocal, unspokenHosts } from './engine-address.ts'
import type { EngineAddress } from './engine-address.ts'
import { EngineLink, troubleOf } from './engine-link.ts'
import { JournalTail } from './journal-tail.ts'
import { LastMoments } from './last-moments.ts'
import { Pulls } from './pulls.ts'
import { readStatistics } from './read-statistics.ts'
import { takeEvent } from './take-event.ts'
import { takeFact } from './take-fact.ts'
import { TrackedContainer } from './tracked-container.ts'

const interval = 250
/** The engine itself takes a moment for each answer. */
const ticksPerStatistics = 4

type Unmade = Extract<ContainerFact, { readonly kind: 'unmade' }>
type Environment = Readonly<Record<string, string | undefined>>

/** Follows the containers that a journal tells of: their events, and what they use. Opens nothing before there is one. */
export class ContainerWatch {
  readonly containers = new Map<string, TrackedContainer>()
  /** Containers that never came to be. */
  readonly unmade: Unmade[] = []
  /** What could not be reached, in words. */
  readonly troubles: string[] = []
  readonly #journal: string
  readonly #env: Environment
  readonly #onNews: () => void
  readonly #tail: JournalTail
  readonly #pulls = new Pulls()
  /** Creation times of containers that nobody has asked to start yet, by id. */
  readonly #created = new Map<string, number>()
  readonly #timer: NodeJS.Timeout
  readonly #lastMoments = new LastMoments((container) => this.#read(container))
  #linking: Promise<EngineLink | undefined> | undefined
  #link: EngineLink | undefined
  /** One after the other, so that what a container came to is known in the order in which it happened. */
  #work: Promise<unknown> = Promise.resolve()
  #ticks = 0

  /** `onNews` is called when something has happened, and at every reading. */
  constructor(journal: string, env: Environment, onNews: () => void) {
    this.#journal = journal
    this.#env = env
    this.#onNews = onNews
    this.#tail = new JournalTail(journal)
    this.#timer = setInterval(() => this.#tick(), interval)
  }

  /** The engine that answered. */
  get engine(): Engine | undefined {
    return this.#link?.engine
  }

  /** True where it has stopped answering. */
  get isGone(): boolean {
    return this.#link?.isGone === true
  }

  /** Cores of the machine that the containers run on. */
  get cores(): number | undefined {
    return this.#link?.cores
  }

  /** Looks for an engine, before any container was started. */
  async open(): Promise<void> {
    this.troubles.push(...unspokenHosts(this.#env))
    await this.#reach(engineAddresses(this.#env))
  }

  /** Brings everything up to this moment: what was written, what happened, what is used, what is still there. */
  async settle(): Promise<void> {
    this.#drain()
    await this.#work
    const link = await this.#linking
    if (link === undefined) return
    await link.catchUp()
    await this.#work
    await Promise.all(this.#all().map(async (container) => this.#inspect(container, link)))
    this.#readGroups()
    await readStatistics(this.#all(), link.engine)
    this.#onNews()
  }

  /** Ends a container at once. */
  async kill(id: string): Promise<void> {
    const container = this.containers.get(id)
    if (container !== undefined) this.#lastMoments.follow(container)
    await this.engine?.json('POST', `/containers/${id}/kill`)
  }

  /** Removes the containers that all workers of a run have shared. */
  async endShared(run: string): Promise<void> {
    const shared = this.#all().filter(({ labels: known, removed }) => known[labels.run] === run && !removed)
    for (const container of shared) {
      this.#lastMoments.follow(container)
      await this.engine?.json('DELETE', `/containers/${container.id}?force=1&v=1`).catch(() => undefined)
    }
    if (shared.length > 0) await this.settle()
  }

  close(): void {
    clearInterval(this.#timer)
    this.#lastMoments.close()
    this.#tail.close()
    for (const { cgroup } of this.#all()) cgroup?.close()
    this.#link?.close()
  }

  #all(): TrackedContainer[] {
    return [...this.containers.values()]
  }

  #tick(): void {
    this.#drain()
    this.#readGroups()
    this.#onNews()
    this.#ticks += 1
    const link = this.#link
    if (link !== undefined && this.#ticks % ticksPerStatistics === 0) void readStatistics(this.#all(), link.engine)
  }

  #queue(work: () => Promise<unknown>): void {
    this.#work = this.#work.then(work).catch(() => undefined)
  }

  #drain(): void {
    for (const fact of this.#tail.read()) {
      if (fact.kind === 'pull') this.#pulls.add(fact)
      else if (fact.kind === 'unmade') this.unmade.push(fact)
      else if ('id' in fact) this.#take(fact)
    }
  }

  #take(fact: Extract<ContainerFact, { readonly id: string }>): void {
    const known = this.containers.get(fact.id)
    if (known !== undefined) {
      takeFact(known, fact)
      if (fact.kind === 'end') this.#lastMoments.follow(known)
    } else if (fact.kind === 'start' || fact.kind === 'wait' || fact.kind === 'ready') this.#begin(fact)
  }

  #begin(fact: Extract<ContainerFact, { readonly kind: 'start' | 'wait' | 'ready' }>): void {
    const container = new TrackedContainer(fact.id)
    this.containers.set(fact.id, container)
    container.createdAt = this.#created.get(fact.id)
    takeFact(container, fact)
    this.#queue(async () => {
      const link = await this.#reach(fact.kind === 'start' ? [fact.engine] : engineAddresses(this.#env))
      if (link === undefined) return
      await this.#inspect(container, link)
      this.#read(container)
      if (fact.kind === 'start') container.pulled = this.#pulls.take(container.image, fact.at)
      else adoptContainer(container, this.#journal, link.engine.address)
    })
  }

  async #reach(addresses: readonly EngineAddress[]): Promise<EngineLink | undefined> {
    if (this.#link !== undefined) return this.#link
    this.#linking ??= this.#connect(addresses)
    this.#link ??= await this.#linking
    if (this.#link === undefined) this.#linking = undefined
    return this.#link
  }

  async #connect(addresses: readonly EngineAddress[]): Promise<EngineLink | undefined> {
    const listener = {
      onEvent: (event: EngineEvent, at: number) => this.#hear(event, at),
      onLost: (why: string) => this.#lose(why),
    }
    for (const address of addresses) {
      try {
        return await EngineLink.open(address, listener)
      } catch (error) {
        this.troubles.push(troubleOf(address, error))
      }
    }
    if (addresses.length === 0) this.troubles.push('there is no DOCKER_HOST and no socket of an engine')
    return undefined
  }

  #lose(why: string): void {
    this.troubles.push(why)
    for (const container of this.#all()) container.lost ||= container.isRunning
  }

  #hear(event: EngineEvent, at: number): void {
    const id = event.Actor?.ID ?? ''
    if (!this.containers.has(id)) this.#drain()
    const container = this.containers.get(id)
    if (container === undefined) return void this.#created.set(id, at)
    if (isEnding(event)) this.#lastMoments.follow(container)
    const what = takeEvent(container, event, at)
    this.#onNews()
    if (what === 'started') this.#queue(async () => this.#link && this.#inspect(container, this.#link))
    if (what === 'died-early') this.#queue(async () => (container.lastWords ??= await this.engine?.log(id)))
  }

  async #inspect(container: TrackedContainer, { engine, offset }: EngineLink): Promise<void> {
    if (container.removed) return
    try {
      container.learn((await engine.json('GET', `/containers/${container.id}/json`)) as Inspected, offset)
    } catch (error) {
      if (error instanceof EngineRefusal && error.status === 404) container.removed = true
      return
    }
    if (!container.isRunning) return
    openGroup(container, isLocal(engine.address))
    if (container.isEnding) this.#lastMoments.follow(container)
  }

  #readGroups(): void {
    for (const container of this.#all()) if (container.isRunning) this.#read(container)
  }

  #read(container: TrackedContainer): void {
    const reading = container.cgroup?.read()
    if (reading !== undefined) container.take(reading)
  }
}

/** Said before it is gone, with its counters. */
function isEnding({ Action: action }: EngineEvent): boolean {
  return action === 'kill' || action === 'stop'
}

function openGroup(container: TrackedContainer, local: boolean): void {
  if (local) container.cgroup ??= openContainerCgroup(container)
  container.method ??= container.cgroup === undefined ? 'statistics' : 'cgroup'
}
