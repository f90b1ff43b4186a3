import { watchEngineRequests } from '../../measure/container/engine-requests.ts'
import { testHere } from './current-test.ts'
import type { Starter } from './follow-requests.ts'

const vitestWorker = globalThis as Readonly<Record<string, { readonly filepath?: string } | undefined>>

/** Sees to it that every container this worker starts is known, with the test or the file that started it. */
export function watchContainers(journal: string): void {
  watchEngineRequests(starter, async () => {
    const { followRequests } = await import('./follow-requests.ts')
    return followRequests(journal, starter)
  })
}

/** Hooks around a suite and the top level of a file belong to no test. */
function starter(): Starter {
  return { test: testHere(), path: vitestWorker['__vitest_worker__']?.filepath }
}
