import { AsyncLocalStorage } from 'node:async_hooks'
import { TestRunner } from 'vitest'
import type { RunnerTestCase, RunnerTestFile, RunnerTestSuite } from 'vitest'
import { now } from '../../measure/in-worker/clocks.ts'
import { packAttempt } from '../attempt.ts'
import { closeHandoff, openHandoff } from '../handoff.ts'
import { markBody, restartWindowOf } from './body-marks.ts'
import { currentTestOf, worker } from './current-test.ts'
import type { ActiveTest, Instruments } from './current-test.ts'
import { watchFixtures } from './fixture-marks.ts'
import { watchEnds } from './runner-ends.ts'

/**
 * Puts the meter around every attempt of a file that is about to run; call what it returns when it has run. The runner tells where an
 * attempt begins and ends. A hook around each test would tell it too, but makes Vitest allocate 10 kB a test, enough for a full
 * collection at the end of a small file; so only where more is asked than the two ends: an async context for concurrent tests, and what
 * the user's own hooks around tests measure.
 */
export function measureAttempts(file: RunnerTestFile): () => void {
  if (worker.runner !== undefined && !needsHook(file)) {
    return watchEnds(worker.runner, begin)
  }
  const hook = untimed((run: () => Promise<void>, { task }: { readonly task: unknown }) =>
    aroundAttempt(task as RunnerTestCase, run),
  )
  TestRunner.getSuiteHooks(file).aroundEach.unshift(hook)
  return () => undefined
}

/** A hook that has no time-out, whatever `hookTimeout` says. */
export function untimed<Hook extends object>(hook: Hook): Hook {
  return Object.assign(hook, { [Symbol.for('VITEST_AROUND_TIMEOUT')]: 0 })
}

function needsHook(suite: RunnerTestSuite | RunnerTestFile): boolean {
  if (TestRunner.getSuiteHooks(suite).aroundEach.length > 0) return true
  return suite.tasks.some((task) => (task.type === 'suite' ? needsHook(task) : task.concurrent === true))
}

// No async functions from here on: those would show up in the stack traces of the user's errors.
function aroundAttempt(task: RunnerTestCase, run: () => Promise<void>): Promise<void> {
  const finish = begin(task)
  return inContextOf(task, run).finally(finish)
}

/** Returns what ends the attempt. */
function begin(task: RunnerTestCase): () => void {
  const entered = now()
  const meter = worker.meter as Instruments
  const overlapped = worker.active.size > 0
  if (overlapped) for (const other of worker.active) other.overlapped = true
  const withHooks = markBody(task.suite ?? task.file)
  const active: ActiveTest = { task, handoff: openHandoff(task), began: now(), overlapped, withHooks, stopWindow: meter.start() }
  worker.active.add(active)
  watchFixtures(task.context, restartWindowOf)
  const endLimits = worker.limits?.begin(active)
  const waited = now() - entered
  return () => end(active, waited, endLimits)
}

function end(active: ActiveTest, waited: number, endLimits: (() => void) | undefined): void {
  const ended = now()
  const reading = active.reading ?? active.stopWindow()
  worker.active.delete(active)
  const { task, overlapped, withHooks, handoff } = active
  try {
    endLimits?.()
  } finally {
    const number = (worker.readings ??= []).push(reading) - 1
    closeHandoff(task, handoff, packAttempt(reading, { overlapped, withHooks, number, overhead: waited + now() - ended }))
  }
}

/** AsyncLocalStorage only where tests overlap: on Node 20 it costs 231 us a test. */
function inContextOf(task: RunnerTestCase, run: () => Promise<void>): Promise<void> {
  if (task.concurrent !== true) return run()
  worker.storage ??= new AsyncLocalStorage<ActiveTest>()
  return worker.storage.run(currentTestOf(task) as ActiveTest, run)
}
