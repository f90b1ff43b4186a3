import { existsSync } from 'node:fs'
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { Limit } from '../../model/limit.ts'
import type { LimitHit } from '../../model/limit-hit.ts'
import { entryCode } from '../process/entry-code.ts'
import { unwatched } from './unlimited.ts'
import type { WatchLimits, WatchOrder, WatchQuestion } from './watch-message.ts'
import type { WatchResult } from './watch-result.ts'

/** Milliseconds between two looks for a first container. */
const pause = 100
/** Milliseconds that the end of a run waits for the engine. */
const patience = 15_000

/** Containers of a run, watched from the first one on. Costs one look for a file until then. */
export interface WatchedContainers {
  /** What is known of them now, up to this moment; undefined where there was none. The caller stands still meanwhile. */
  readonly result: () => WatchResult | undefined
  /** Ends what all workers shared. Afterwards `result` tells what is still there. */
  readonly endShared: () => void
  /** The limits that hold from now on. What was crossed before is forgotten. */
  readonly limit: (limits: readonly Limit[]) => void
  readonly stop: () => Promise<void>
}

/** What happens while containers are watched. */
export interface WatchListener {
  readonly onFirst: () => void
  readonly onLimit: (hit: LimitHit) => void
}

/** Waits for a journal to appear, and watches the containers that it tells of in a thread of its own. `onFirst` is called then. */
export function startContainerWatch(order: WatchOrder, { onFirst, onLimit }: WatchListener): WatchedContainers {
  let worker: Worker | undefined
  let { limits } = order
  let hasBegun = false
  const timer = setInterval(() => begin(), pause).unref()
  const begin = (): void => {
    const isThere = existsSync(order.journal)
    if (isThere || order.declared) worker ??= open({ ...order, limits }, onLimit)
    if (!isThere || hasBegun) return
    hasBegun = true
    clearInterval(timer)
    onFirst()
  }
  begin()
  return {
    result: () => {
      begin()
      return worker === undefined ? undefined : ask(worker, { endShared: false, limits })
    },
    endShared: () => void (worker === undefined ? undefined : ask(worker, { endShared: true, limits })),
    limit: (now) => {
      limits = now
      worker?.postMessage({ limits } satisfies WatchLimits)
    },
    stop: async () => {
      clearInterval(timer)
      await worker?.terminate()
    },
  }
}

function open(order: WatchOrder, onLimit: WatchListener['onLimit']): Worker {
  // Neither flags nor environment of the host: `--require` hooks and coverage belong to the tests, not to us.
  const worker = new Worker(entryCode('./watch-thread', import.meta.url), {
    eval: true,
    execArgv: [],
    env: {},
    workerData: order,
  })
  // What goes wrong in it shows when it is asked and does not answer.
  worker.on('error', () => undefined)
  worker.on('message', onLimit)
  worker.unref()
  return worker
}

/** Stands still: the end of a run is one synchronous piece. */
function ask(worker: Worker, { endShared, limits }: Pick<WatchQuestion, 'endShared'> & WatchLimits): WatchResult {
  const { port1, port2 } = new MessageChannel()
  const signal = new Int32Array(new SharedArrayBuffer(4))
  worker.postMessage({ port: port2, signal, endShared } satisfies WatchQuestion, [port2])
  Atomics.wait(signal, 0, 0, patience)
  const answer = receiveMessageOnPort(port1)
  port1.close()
  return (answer?.message as WatchResult | undefined) ?? silence(limits)
}

function silence(limits: readonly Limit[]): WatchResult {
  const trouble = `the engine did not tell of the containers within ${patience / 1000} s`
  return { containers: [], engine: undefined, troubles: [trouble], limits: unwatched(limits, trouble) }
}
