import { createRequire } from 'node:module'
import type { Origin } from '../../model/subject.ts'
import { appendFact } from './container-fact.ts'

interface Waiting {
  readonly journal: string
  readonly whoNow: () => Origin | undefined
}

type Wait = (client: unknown, container: { readonly id: string }, ...rest: unknown[]) => Promise<unknown>

const modules = createRequire(import.meta.url).cache
const clock = Date.now.bind(Date)
const wrapped = new WeakSet<object>()

/**
 * Learns from testcontainers when a container is ready. Only testcontainers itself knows: its `start()` ends when this one exported
 * function has resolved. It is looked up in the exports at each call, so that it can still be wrapped when the first request has shown
 * that the module is loaded. False where there is no such module to be seen.
 */
export function watchReadiness(waiting: Waiting): boolean {
  let isSeen = false
  for (const [path, module] of Object.entries(modules)) {
    if (module === undefined || !isWaiting(path)) continue
    const exported = module.exports as { waitForContainer?: Wait }
    if (exported.waitForContainer === undefined) continue
    isSeen = true
    if (wrapped.has(exported)) continue
    wrapped.add(exported)
    exported.waitForContainer = telling(exported.waitForContainer, waiting)
  }
  return isSeen
}

function isWaiting(path: string): boolean {
  return /[\\/]testcontainers[\\/]build[\\/]wait-strategies[\\/]wait-for-container\.js$/.test(path)
}

function telling(wait: Wait, { journal, whoNow }: Waiting): Wait {
  return async (client, container, ...rest) => {
    const { id } = container
    const by = whoNow()
    appendFact(journal, { kind: 'wait', id, at: clock(), by })
    try {
      const result = await wait(client, container, ...rest)
      appendFact(journal, { kind: 'ready', id, at: clock(), by })
      return result
    } catch (error) {
      appendFact(journal, { kind: 'ready', id, at: clock(), by, error: error instanceof Error ? error.message : String(error) })
      throw error
    }
  }
}
