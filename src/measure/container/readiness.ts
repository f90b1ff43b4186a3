import { createRequire } from 'node:module'
import type { Origin } from '../../model/subject.ts'
import { appendFact } from './container-fact.ts'
import { lastWordsOf } from './last-words.ts'
import type { LoggedContainer } from './last-words.ts'

interface Waiting {
  readonly journal: string
  readonly whoNow: () => Origin | undefined
}

interface WaitStrategy {
  readonly waitUntilReady: (...given: readonly unknown[]) => Promise<unknown>
}

type Given = [client: unknown, container: LoggedContainer, strategy: WaitStrategy, ...rest: unknown[]]
type Wait = (...given: Given) => Promise<unknown>

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
  return async (...given) => {
    const [client, container, strategy, ...rest] = given
    const { id } = container
    const by = whoNow()
    let words: string | undefined
    appendFact(journal, { kind: 'wait', id, at: clock(), by })
    try {
      const result = await wait(
        client,
        container,
        hearing(strategy, async () => (words = await lastWordsOf(container))),
        ...rest,
      )
      appendFact(journal, { kind: 'ready', id, at: clock(), by })
      return result
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      appendFact(journal, { kind: 'ready', id, at: clock(), by, error: message, words })
      throw error
    }
  }
}

/** The same strategy; where it gives up, `hear` still finds the container, which is removed after that. */
function hearing(strategy: WaitStrategy, hear: () => Promise<unknown>): WaitStrategy {
  const waitUntilReady = async (...given: readonly unknown[]): Promise<unknown> => {
    try {
      return await strategy.waitUntilReady(...given)
    } catch (error) {
      await hear()
      throw error
    }
  }
  return Object.create(strategy, { waitUntilReady: { value: waitUntilReady } }) as WaitStrategy
}
