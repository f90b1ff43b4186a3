import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import { entryCode } from './entry-code.ts'
import type { ExecutionRequest, ExecutionResult } from './execution.ts'
import type { RunLimitHit } from './run-limits.ts'
import type { SamplerReply, SamplerRequest, WatchedUsage, WatchRequest } from './sampler-message.ts'

// Taken at once: fake timers of a test must not reach the sampler.
const startTimer: typeof setTimeout = globalThis.setTimeout.bind(globalThis)
const stopTimer: typeof clearTimeout = globalThis.clearTimeout.bind(globalThis)
// Milliseconds without work after which the thread ends; the next work starts a new one.
const idleTime = 15_000
// Milliseconds that a caller stands still for the figures of a watch.
const patience = 2000

interface Pending {
  readonly resolve: (result: ExecutionResult) => void
  readonly reject: (error: Error) => void
}

/** Called when a watched tree has crossed one of its limits. */
type OnLimit = (hit: RunLimitHit) => void

/** A tree under watch. */
export interface WatchHandle {
  /** The figures up to this moment, read now; the caller waits, a few ms. Undefined when the thread is gone. */
  readonly read: () => WatchedUsage | undefined
  readonly stop: () => void
}

/** The thread that starts and watches processes: begun when first needed, shared by all who ask, ended when nobody needs it. */
export class Sampler {
  #worker: Worker | undefined
  #idle: NodeJS.Timeout | undefined
  #nextId = 1
  readonly #pending = new Map<number, Pending>()
  readonly #watched = new Map<number, OnLimit>()

  /** Runs a program and watches its tree. Each of the signals ends it with all its processes before its time. */
  async execute(request: ExecutionRequest, ...signals: readonly AbortSignal[]): Promise<ExecutionResult> {
    const id = this.#nextId++
    const worker = this.#open()
    const stop = (): void => worker.postMessage({ kind: 'stop', id } satisfies SamplerRequest)
    worker.ref()
    worker.postMessage({ kind: 'execute', id, request } satisfies SamplerRequest)
    if (signals.some(({ aborted }) => aborted)) stop()
    for (const signal of signals) signal.addEventListener('abort', stop)
    try {
      return await new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject }))
    } finally {
      this.#pending.delete(id)
      for (const signal of signals) signal.removeEventListener('abort', stop)
      this.#rest()
    }
  }

  /** Watches a running process and its descendants until told to stop. Does not keep this process alive. */
  watch(watch: WatchRequest, onLimit: OnLimit = () => undefined): WatchHandle {
    const id = this.#nextId++
    const worker = this.#open()
    if (this.#pending.size === 0) worker.unref()
    worker.postMessage({ kind: 'watch', id, watch } satisfies SamplerRequest)
    this.#watched.set(id, onLimit)
    return {
      read: () => (this.#worker === worker && this.#watched.has(id) ? readNow(worker, id) : undefined),
      stop: () => {
        if (!this.#watched.delete(id)) return
        worker.postMessage({ kind: 'unwatch', id } satisfies SamplerRequest)
        this.#rest()
      },
    }
  }

  /** Ends the thread at once. Commands that still run are left to the janitor. */
  async stop(): Promise<void> {
    const worker = this.#worker
    this.#lose('the sampler was stopped')
    await worker?.terminate()
  }

  #open(): Worker {
    stopTimer(this.#idle)
    this.#worker ??= this.#begin()
    return this.#worker
  }

  #begin(): Worker {
    // Neither flags nor environment of the host: `--require` hooks and coverage belong to the tests, not to us.
    const worker = new Worker(entryCode('./sampler-thread', import.meta.url), { eval: true, execArgv: [], env: {} })
    const lost = (why: string): void => {
      if (this.#worker === worker) this.#lose(why)
    }
    worker.on('message', (reply: SamplerReply) => this.#take(reply))
    worker.on('error', (error) => lost(`the sampler's thread failed: ${error instanceof Error ? error.message : String(error)}`))
    worker.on('exit', () => lost("the sampler's thread has ended"))
    return worker
  }

  #take(reply: SamplerReply): void {
    if (reply.kind === 'limit') return this.#watched.get(reply.id)?.(reply.hit)
    const pending = this.#pending.get(reply.id)
    if (reply.kind === 'failed') pending?.reject(new Error(reply.message))
    else pending?.resolve(reply.result)
  }

  #rest(): void {
    if (this.#pending.size > 0) return
    this.#worker?.unref()
    stopTimer(this.#idle)
    if (this.#watched.size > 0) return
    this.#idle = startTimer(() => void this.stop(), idleTime)
    this.#idle.unref()
  }

  #lose(why: string): void {
    stopTimer(this.#idle)
    this.#worker = undefined
    this.#watched.clear()
    for (const { reject } of this.#pending.values()) reject(new Error(why))
    this.#pending.clear()
  }
}

/** Stands still until the thread has answered: the end of a run is one synchronous piece. */
function readNow(worker: Worker, id: number): WatchedUsage | undefined {
  const { port1, port2 } = new MessageChannel()
  const signal = new Int32Array(new SharedArrayBuffer(4))
  const request: SamplerRequest = { kind: 'read', id, reader: { port: port2, signal } }
  worker.postMessage(request, [port2])
  Atomics.wait(signal, 0, 0, patience)
  const answer = receiveMessageOnPort(port1)
  port1.close()
  return answer?.message as WatchedUsage | undefined
}

/** The sampler of this process. */
export const sampler: Sampler = new Sampler()
