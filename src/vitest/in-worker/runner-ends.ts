import { TestRunner } from 'vitest'
import type { RunnerTestCase } from 'vitest'
import { worker } from './current-test.ts'

/** What Vitest's runner is told at both ends of an attempt, its `beforeEach` and `afterEach` hooks included. */
interface AttemptEnds {
  onBeforeTryTask?: (test: RunnerTestCase, ...rest: never[]) => unknown
  onAfterRetryTask?: (test: RunnerTestCase, ...rest: never[]) => unknown
}

/**
 * Learns which runner runs the next file: whichever class the user has made of it, it calls `onBeforeRunSuite` of Vitest's own, which is
 * back in its place after that. One that does not is never learnt of.
 */
export function learnRunner(): void {
  delete worker.runner
  const { prototype } = TestRunner
  const own = Object.getOwnPropertyDescriptor(prototype, 'onBeforeRunSuite') as PropertyDescriptor
  prototype.onBeforeRunSuite = function learn(suite) {
    Object.defineProperty(prototype, 'onBeforeRunSuite', own)
    worker.runner = this
    return prototype.onBeforeRunSuite.call(this, suite)
  }
}

/** Calls `begin` for every attempt that this runner makes, and at its end what that has returned; until what comes back is called. */
export function watchEnds(runner: object, begin: (test: RunnerTestCase) => () => void): () => void {
  const ends: AttemptEnds = runner
  const { onBeforeTryTask, onAfterRetryTask } = ends
  const open = new Map<RunnerTestCase, () => void>()
  ends.onBeforeTryTask = (test, ...rest) => {
    try {
      return onBeforeTryTask?.call(runner, test, ...rest)
    } finally {
      open.set(test, begin(test))
    }
  }
  ends.onAfterRetryTask = (test, ...rest) => {
    open.get(test)?.()
    open.delete(test)
    return onAfterRetryTask?.call(runner, test, ...rest)
  }
  return () => void Object.assign(ends, { onBeforeTryTask, onAfterRetryTask })
}
