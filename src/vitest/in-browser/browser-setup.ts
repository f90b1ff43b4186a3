import { inject, TestRunner } from 'vitest'
import type { RunnerTestCase, RunnerTestFile, RunnerTestSuite } from 'vitest'
import type { Reading } from '../../measure/in-worker/meter.ts'
import { packAttempt } from '../attempt.ts'
import { closeHandoff, openHandoff } from '../handoff.ts'
import type { Provided } from '../handoff.ts'
import { markBody, restartWindowOf } from '../in-worker/body-marks.ts'
import { worker } from '../in-worker/current-test.ts'
import type { ActiveTest } from '../in-worker/current-test.ts'
import { watchFixtures } from '../in-worker/fixture-marks.ts'

// Nothing that is loaded from here may import from node:, because a browser loads it. Taken before any test can spy on it.
const now = performance.now.bind(performance)

type Run = () => Promise<void>

/** Called once per test file by the setup shim of browsers, where the duration of a test can be told and nothing else. */
export function registerBrowser(): void {
  worker.provided = inject('slo') as Provided | undefined
  // `vitest list` hands nothing over.
  if (worker.provided === undefined) return
  worker.meter = { start: startClock, startCpu: () => () => undefined, stop: () => undefined }
  worker.now = now
  const suite = TestRunner.getCurrentSuite()
  suite.on('aroundAll', untimed((run: Run, of: RunnerTestSuite | RunnerTestFile) => aroundSuite(run, of))) // prettier-ignore
  suite.on('aroundEach', untimed((run: Run, { task }) => aroundAttempt(task as RunnerTestCase, run))) // prettier-ignore
}

function untimed<Hook extends object>(hook: Hook): Hook {
  return Object.assign(hook, { [Symbol.for('VITEST_AROUND_TIMEOUT')]: 0 })
}

function startClock(): () => Reading {
  const began = now()
  return () => ({ duration: now() - began })
}

function aroundSuite(run: Run, suite: RunnerTestSuite | RunnerTestFile): Promise<void> {
  if (suite.file !== suite) return run()
  return run().finally(() => {
    suite.meta.sloFile = { fitness: worker.provided?.fitness ?? { fit: true, reasons: [] }, series: [], gaps: [] }
  })
}

function aroundAttempt(task: RunnerTestCase, run: Run): Promise<void> {
  const entered = now()
  const active = begin(task)
  const began = now()
  return run().finally(() => {
    const ended = now()
    const { duration } = active.reading ?? active.stopWindow()
    worker.active.delete(active)
    const { overlapped, withHooks, handoff } = active
    const overhead = began - entered + now() - ended
    closeHandoff(task, handoff, packAttempt({ duration }, { overlapped, withHooks, overhead }))
  })
}

function begin(task: RunnerTestCase): ActiveTest {
  const overlapped = worker.active.size > 0
  for (const other of worker.active) other.overlapped = true
  const withHooks = markBody(task.suite ?? task.file)
  const active: ActiveTest = { task, handoff: openHandoff(task), began: now(), overlapped, withHooks, stopWindow: startClock() }
  worker.active.add(active)
  watchFixtures(task.context, restartWindowOf)
  return active
}
