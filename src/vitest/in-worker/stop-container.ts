import { within } from '../../measure/container/within.ts'
import { limitHit } from '../../model/limit-hit.ts'
import { activeWorker, worker } from './current-test.ts'

/** What can be ended, and what it is called. */
export interface Stoppable {
  readonly name: string
  readonly id: string
  readonly stop: () => Promise<unknown>
}

/**
 * Ends a container of ours. Under the limit `cleanupTimeout` nobody waits for longer than that: the hit names what was left. A test may
 * have ended it before; whether one is still there is found at the end of the run.
 */
export async function stopContainer({ name, id, stop }: Stoppable): Promise<void> {
  const limit = activeWorker().provided.config.limits.find((one) => one.name === 'cleanupTimeout')
  const stopped = stop().catch(() => undefined)
  if (limit === undefined) return void (await stopped)
  if ((await within(limit.max, stopped)) !== undefined || worker.file === undefined) return
  const culprit = `${id.slice(0, 12)}, which was being stopped`
  const hit = limitHit(limit, limit.max, { subject: { kind: 'container', name }, culprit, running: [], done: 'left as it is' })
  worker.file.limits = [...(worker.file.limits ?? []), hit]
}
