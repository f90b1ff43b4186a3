import { TestRunner } from 'vitest'
import type { RunnerTestFile, RunnerTestSuite } from 'vitest'
import type { Meter } from '../../measure/in-worker/meter.ts'
import { currentTestOf, worker } from './current-test.ts'
import type { ActiveTest } from './current-test.ts'

type Hooks = ReturnType<typeof TestRunner.getSuiteHooks>
type Suite = RunnerTestSuite | RunnerTestFile

const marked = new WeakSet<Suite>()

/**
 * Takes the user's `beforeEach` and `afterEach` hooks out of the measured window: adds the innermost hook on either side of the body.
 * Suites without hooks are left alone, so they pay nothing. Returns true while the window holds hooks: until a mark moves it, and
 * for ever where hooks run in parallel, because then none is innermost.
 */
export function markBody(suite: Suite): boolean {
  if (!hasHooks(suite)) return false
  const order = worker.provided?.hooks
  if (order === 'parallel' || marked.has(suite)) return true
  marked.add(suite)
  const hooks: Hooks = TestRunner.getSuiteHooks(suite)
  hooks.beforeEach.push(({ task }) => startBody(currentTestOf(task)))
  hooks.afterEach[order === 'list' ? 'unshift' : 'push'](({ task }) => endBody(currentTestOf(task)))
  return true
}

function hasHooks(suite: Suite): boolean {
  const { beforeEach, afterEach } = TestRunner.getSuiteHooks(suite)
  if (beforeEach.length > 0 || afterEach.length > 0) return true
  const parent = suite.file === suite ? undefined : (suite.suite ?? suite.file)
  return parent !== undefined && hasHooks(parent)
}

/** Forgets what the window has seen so far: it was set-up, not the body. */
export function restartWindow(active: ActiveTest): void {
  active.stopWindow()
  active.stopWindow = (worker.meter as Meter).start()
}

function startBody(active: ActiveTest | undefined): void {
  if (active === undefined) return
  restartWindow(active)
  active.withHooks = false
}

function endBody(active: ActiveTest | undefined): void {
  if (active !== undefined) active.reading ??= active.stopWindow()
}
