import { Engine, EngineRefusal } from './engine.ts'
import type { EngineEvent, EngineInfo } from './engine-answers.ts'
import { formatAddress, isLocal } from './engine-address.ts'
import type { EngineAddress } from './engine-address.ts'
import { parseEngineTime } from './engine-time.ts'

/** Milliseconds between two tries to reach an engine that is gone. */
const pause = 1000
/** Seconds before the start of the link that are looked at too: a container may be there before the link is. */
const lookBack = 60
const lifecycle = ['create', 'start', 'restart', 'die', 'died', 'oom', 'kill', 'stop', 'destroy', 'remove']

/** Who hears what an engine tells. */
export interface LinkListener {
  /** Every event of a container once, in order; `at` on the clock of this machine, in ms. */
  readonly onEvent: (event: EngineEvent, at: number) => void
  /** It has stopped answering, and why. */
  readonly onLost: (why: string) => void
}

/** A lasting link to one engine: its events as they happen, taken up again where the engine was away for a while. */
export class EngineLink {
  readonly engine: Engine
  /** Cores of its machine. */
  readonly cores: number | undefined
  /** Milliseconds to add to its times. */
  readonly offset: number
  isGone = false
  readonly #listener: LinkListener
  /** The last event that was told, in ns of the engine's clock. */
  #last: number
  #stop: () => void = () => undefined
  #isOpen = true
  /** When it began to listen last, ms of performance.now. */
  #listening = 0

  /** Rejects where no engine answers. */
  static async open(address: EngineAddress, listener: LinkListener): Promise<EngineLink> {
    let engine: Engine | undefined
    try {
      engine = new Engine(address)
      const asked = Date.now()
      const info = (await engine.json('GET', '/info')) as EngineInfo
      const theirs = parseEngineTime(info.SystemTime)
      // One clock serves both on this machine.
      const offset = isLocal(address) || theirs === undefined ? 0 : (asked + Date.now()) / 2 - theirs
      return new EngineLink(engine, { offset, cores: info.NCPU, since: asked - offset }, listener)
    } catch (error) {
      engine?.close()
      throw error
    }
  }

  private constructor(
    engine: Engine,
    known: { offset: number; cores: number | undefined; since: number },
    listener: LinkListener,
  ) {
    this.engine = engine
    this.offset = known.offset
    this.cores = known.cores
    this.#last = (known.since - lookBack * 1000) * 1e6
    this.#listener = listener
    this.#listen()
  }

  /** Asks for everything that has happened up to now. */
  async catchUp(): Promise<void> {
    try {
      const until = (Date.now() - this.offset) / 1000
      for (const line of await this.engine.lines(`${this.#path()}&until=${until.toFixed(9)}`)) this.#tell(line as EngineEvent)
    } catch (error) {
      this.#lose(error)
    }
  }

  close(): void {
    this.#isOpen = false
    this.#stop()
    this.engine.close()
  }

  #path(): string {
    const filters = encodeURIComponent(JSON.stringify({ type: ['container'], event: lifecycle }))
    return `/events?since=${(this.#last / 1e9).toFixed(9)}&filters=${filters}`
  }

  #listen(): void {
    if (!this.#isOpen) return
    this.#listening = performance.now()
    this.#stop = this.engine.follow(
      this.#path(),
      (line) => this.#tell(line as EngineEvent),
      () => void this.#again(),
    )
  }

  #tell(event: EngineEvent): void {
    const { timeNano = 0 } = event
    // The stream and a look back tell the same ones.
    if (timeNano <= this.#last) return
    this.#last = timeNano
    this.#listener.onEvent(event, timeNano / 1e6 + this.offset)
  }

  /** The stream has ended: the engine was started anew, or it is gone. */
  async #again(): Promise<void> {
    try {
      await this.engine.json('GET', '/version').catch(refusalOnly)
      this.isGone = false
      // One that refuses to tell would be asked again and again without a rest.
      setTimeout(() => this.#listen(), Math.max(0, this.#listening + pause - performance.now())).unref()
    } catch (error) {
      this.#lose(error)
      if (this.#isOpen) setTimeout(() => void this.#again(), pause).unref()
    }
  }

  #lose(error: unknown): void {
    if (!this.isGone) this.#listener.onLost(troubleOf(this.engine.address, error))
    this.isGone = true
  }
}

/** Why an engine could not be asked, with its address. */
export function troubleOf(address: EngineAddress, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const name = formatAddress(address)
  return message.includes(name) ? message : `${name}: ${message}`
}

/** An engine that says no is there. */
function refusalOnly(error: unknown): void {
  if (!(error instanceof EngineRefusal)) throw error
}
