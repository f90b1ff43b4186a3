import { appendFact } from '../../measure/container/container-fact.ts'
import type { ContainerFact } from '../../measure/container/container-fact.ts'
import { labels } from '../../measure/container/engine-answers.ts'
import { startShared } from '../../measure/container/start-shared.ts'
import type { ContainerScope, StartableContainer, StartedContainer } from '../../measure/container/startable.ts'
import { endBody } from './body-marks.ts'
import { activeWorker, worker } from './current-test.ts'
import type { ActiveTest } from './current-test.ts'
import { originOf } from './record.ts'
import { stopContainer } from './stop-container.ts'
import type { Stoppable } from './stop-container.ts'

const wallClock = Date.now.bind(Date)

/** A container with the name that SLOs know it by. */
export interface NamedContainer<S extends StartedContainer> {
  readonly name: string
  readonly container: StartableContainer<S> | S
  readonly scope: ContainerScope | undefined
}

/** Starts a container under a name and ends it with its scope; one that runs already only gets the name. */
export async function containerInTest<S extends StartedContainer>(
  test: ActiveTest | undefined,
  named: NamedContainer<S>,
): Promise<S> {
  const { containers: journal } = activeWorker().provided
  const { name, container, scope = test === undefined ? 'file' : 'test' } = named
  const note = (fact: ContainerFact): void => (journal === undefined ? undefined : appendFact(journal, fact))
  if (!('start' in container)) {
    note({ kind: 'name', id: container.getId(), name })
    return container
  }
  const by = test === undefined ? undefined : originOf(test)
  container.withLabels({ [labels.name]: name })
  const start = async (): Promise<S> =>
    scope === 'run' && journal !== undefined ? await startShared(name, container, journal) : await container.start()
  const started = await start().catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error)
    note({ kind: 'unmade', name, at: wallClock(), by, reason: `it could not be started: ${message}` })
    throw error
  })
  if (scope === 'run' && journal !== undefined) return started
  endWith(scope === 'test' ? test : undefined, { name, id: started.getId(), stop: () => started.stop() })
  note({
    kind: 'ready',
    id: started.getId(),
    at: wallClock(),
    by,
  })
  return started
}

function endWith(test: ActiveTest | undefined, container: Stoppable): void {
  const stop = (): Promise<void> => stopContainer(container)
  if (test === undefined) return void (worker.afterFile ??= []).push(stop)
  test.task.context.onTestFinished(async () => {
    // Its end is none of the work of the test.
    endBody(test)
    await stop()
  })
}
