import { subscribe } from 'node:diagnostics_channel'
import type { ClientRequest } from 'node:http'
import { hearAnswer } from './hear-answer.ts'
import type { Answer } from './hear-answer.ts'

/** An HTTP request of this process that looks like one to a container engine, the moment it is made. */
export interface SeenRequest<By> {
  readonly request: ClientRequest
  /** The clock on the wall, ms. */
  readonly at: number
  /** Who made it. */
  readonly by: By
  /** Of those that make or start a container. */
  readonly answer: Promise<Answer> | undefined
}

type Follower<By> = (seen: SeenRequest<By>) => void

// Taken once: fake timers of a test must not reach it.
const wallClock = Date.now.bind(Date)
const aboutContainers = /^(?:\/v[\d.]+)?\/(?:containers|images|info|_ping)\b/
const aboutBeginnings = /\/(?:images\/create|containers\/(?:create|[^/]+\/start))(?:$|\?)/
// On the process: each file of a pool of virtual contexts has a global object of its own, and the channel is one for all.
const key = Symbol.for('vitest-slo.engine-requests')
const thread = process as { [key]?: (request: ClientRequest) => void }

/**
 * Watches the requests of this thread by Node's own channel, so that nothing of testcontainers or of an HTTP client is changed. What
 * follows them is loaded with the first of them; a process that starts no container pays for one function.
 */
export function watchEngineRequests<By>(who: () => By, load: () => Promise<Follower<By>>): void {
  const isFirst = thread[key] === undefined
  let follow: Follower<By> | undefined
  const waiting: SeenRequest<By>[] = []
  thread[key] = (request) => {
    const seen = { request, at: wallClock(), by: who(), answer: answerOf(request) }
    if (follow !== undefined) return follow(seen)
    if (waiting.push(seen) > 1) return
    void load().then((loaded) => {
      follow = loaded
      for (const one of waiting.splice(0)) loaded(one)
    })
  }
  if (isFirst) subscribe('http.client.request.start', (message) => tell((message as { readonly request: ClientRequest }).request))
}

function tell(request: ClientRequest): void {
  if (aboutContainers.test(request.path)) thread[key]?.(request)
}

/** Listened for at once: what follows the first requests may not be loaded when it comes. */
function answerOf(request: ClientRequest): Promise<Answer> | undefined {
  return request.method === 'POST' && aboutBeginnings.test(request.path) ? hearAnswer(request) : undefined
}
