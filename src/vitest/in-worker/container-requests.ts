import { setImmediate as nextTurn } from 'node:timers'
import { watchEngineRequests } from '../../measure/container/engine-requests.ts'
import { testHere, worker } from './current-test.ts'
import type { Starter } from './follow-requests.ts'

const vitestWorker = globalThis as Readonly<Record<string, { readonly filepath?: string } | undefined>>

/** Sees to it that every container this worker starts is known, with the test or the file that started it. */
export function watchContainers(journal: string): void {
  watchEngineRequests(starter, () => {
    const loading = import('./follow-requests.ts').then(({ followRequests }) => followRequests(journal, starter))
    // A file may be over before: its worker must not go then, and a turn later the answers that have come are written down.
    ;(worker.afterFile ??= []).push(() => loading.then(() => new Promise((resolve) => nextTurn(resolve))))
    return loading
  })
}

/** Hooks around a suite and the top level of a file belong to no test. */
function starter(): Starter {
  return { test: testHere(), path: vitestWorker['__vitest_worker__']?.filepath }
}
