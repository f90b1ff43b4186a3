import type { ServerResponse } from 'node:http'
import type { LiveRun } from '../model/live.ts'
import { textAnswer } from './answer.ts'
import type { Answer } from './answer.ts'
import type { Asked } from './asked.ts'

export interface Streaming {
  /** The run as it stands; undefined where there is none. */
  readonly read: () => LiveRun | undefined
  /** What is sent of it, by the value of `?view=`; one line. */
  readonly views: ReadonlyMap<string, (run: LiveRun | undefined) => string>
  /** Listeners at most. */
  readonly most?: number
  /** Milliseconds between two looks. */
  readonly period?: number
}

interface Listener {
  readonly response: ServerResponse
  readonly view: (run: LiveRun | undefined) => string
  /** What it was sent last. */
  last: string
}

// Bytes that wait for a listener who does not read.
const mostWaiting = 2_000_000
// Looks between two signs of life: some proxies end what is silent for half a minute.
const looksPerSign = 50

/**
 * Sends the run as it goes to any number of listeners (https://html.spec.whatwg.org/multipage/server-sent-events.html). Every event
 * is the whole state: a listener that comes back misses nothing, and gets nothing twice. It looks only while somebody listens.
 */
export class EventStreams {
  readonly #streaming: Required<Streaming>
  readonly #listeners = new Set<Listener>()
  #timer: NodeJS.Timeout | undefined
  #looks = 0

  constructor(streaming: Streaming) {
    this.#streaming = { most: 20, period: 250, ...streaming }
  }

  /** How many listen. */
  get size(): number {
    return this.#listeners.size
  }

  /** Adds a listener; gives what to answer instead where that cannot be. */
  add({ method, query, headers }: Asked, response: ServerResponse): Answer | undefined {
    const view = this.#streaming.views.get(query.get('view') ?? 'json')
    if (view === undefined)
      return textAnswer(`there is no view of that name: ${[...this.#streaming.views.keys()].join(', ')}`, 400)
    if (this.size >= this.#streaming.most) {
      return { ...textAnswer(`${this.size} listen already, which is the most`, 503), headers: { 'retry-after': '10' } }
    }
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    if (method === 'HEAD') {
      response.end()
      return undefined
    }
    response.write('retry: 1000\n\n')
    const listener = { response, view, last: headers['last-event-id']?.toString() ?? '' }
    this.#listeners.add(listener)
    response.once('close', () => this.#remove(listener))
    this.#timer ??= setInterval(() => this.#look(), this.#streaming.period)
    this.#tell(listener, this.#streaming.read())
    return undefined
  }

  /** Ends all of them. */
  close(): void {
    for (const listener of this.#listeners) {
      listener.response.end()
      this.#remove(listener)
    }
  }

  #remove(listener: Listener): void {
    this.#listeners.delete(listener)
    if (this.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #look(): void {
    const run = this.#streaming.read()
    this.#looks += 1
    for (const listener of this.#listeners) {
      if (this.#looks % looksPerSign === 0) listener.response.write(': still here\n\n')
      this.#tell(listener, run)
    }
  }

  #tell(listener: Listener, run: LiveRun | undefined): void {
    const { response, view } = listener
    if (response.writableLength > mostWaiting) return void response.destroy()
    const id = run === undefined ? 'none' : `${run.id}:${run.events}:${run.status}`
    if (id === listener.last) return
    listener.last = id
    response.write(`id: ${id}\nevent: live\ndata: ${view(run)}\n\n`)
  }
}
