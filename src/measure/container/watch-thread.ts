// Entry of the thread that watches containers, so that a busy main thread blinds nobody, and the end of a run can wait for it.
import { basename } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import type { Limit } from '../../model/limit.ts'
import { limitHit } from '../../model/limit-hit.ts'
import type { LimitGap } from '../../model/limit-hit.ts'
import { ContainerLimits } from './container-limits.ts'
import { ContainerWatch } from './container-watch.ts'
import { unlimited } from './unlimited.ts'
import type { WatchLimits, WatchOrder, WatchQuestion } from './watch-message.ts'
import type { WatchResult } from './watch-result.ts'
import { watchResultOf } from './watch-result-of.ts'
import { within } from './within.ts'

const { journal, switches, declared, env, limits: declaredLimits } = workerData as WatchOrder
const watch = new ContainerWatch(journal, env, () => limits.look(watch.containers.values(), watch.cores))
let limits = limited(declaredLimits)
if (declared) void watch.open()

parentPort?.on('message', (message: WatchQuestion | WatchLimits) => {
  if ('limits' in message) return void (limits = limited(message.limits))
  const { port, signal, endShared } = message
  void result(endShared).then((answer) => {
    port.postMessage(answer)
    Atomics.store(signal, 0, 1)
    Atomics.notify(signal, 0)
  })
})

async function result(endShared: boolean): Promise<WatchResult> {
  try {
    await watch.settle()
    if (endShared) await endWhatIsShared()
    await limits.settled()
    return { ...watchResultOf(watch, switches), limits: [...limits.hits, ...gaps()] }
  } catch (error) {
    const troubles = [`containers could not be judged: ${String(error)}`]
    return { containers: [], engine: undefined, troubles, limits: limits.hits }
  }
}

let hasGivenUp = false

/** Within the limit on cleaning up, where there is one. Asked a second time, when the process closes, it does not wait again. */
async function endWhatIsShared(): Promise<void> {
  if (hasGivenUp) return
  const ended = watch.endShared(basename(journal))
  const limit = limits.limits.find(({ name }) => name === 'cleanupTimeout')
  if (limit === undefined) return await ended
  hasGivenUp = (await within(limit.max, ended)) === undefined
  if (!hasGivenUp) return
  const culprit = 'the containers that its workers have shared, which were being removed'
  limits.hits.push(
    limitHit(limit, limit.max, { subject: { kind: 'run', name: 'run' }, culprit, running: [], done: 'left as they are' }),
  )
}

function limited(declaredNow: readonly Limit[]): ContainerLimits {
  const before = [...watch.containers.values()]
  const kill = async (id: string): Promise<void> => watch.kill(id)
  return new ContainerLimits({ limits: declaredNow, kill, tell: (hit) => parentPort?.postMessage(hit) }, before)
}

/** Of what never came to be read in time. */
function gaps(): LimitGap[] {
  return unlimited(limits.limits, [...watch.containers.values()])
}
