// Entry of the thread that watches containers, so that a busy main thread blinds nobody, and the end of a run can wait for it.
import { basename } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { ContainerWatch } from './container-watch.ts'
import type { WatchOrder, WatchQuestion } from './watch-message.ts'
import type { WatchResult } from './watch-result.ts'
import { watchResultOf } from './watch-result-of.ts'

const { journal, switches, declared, env } = workerData as WatchOrder
const watch = new ContainerWatch(journal, env)
if (declared) void watch.open()

parentPort?.on('message', ({ port, signal, endShared }: WatchQuestion) => {
  void result(endShared).then((answer) => {
    port.postMessage(answer)
    Atomics.store(signal, 0, 1)
    Atomics.notify(signal, 0)
  })
})

async function result(endShared: boolean): Promise<WatchResult> {
  try {
    await watch.settle()
    if (endShared) await watch.endShared(basename(journal))
    return watchResultOf(watch, switches)
  } catch (error) {
    return { containers: [], engine: undefined, troubles: [`containers could not be judged: ${String(error)}`] }
  }
}
