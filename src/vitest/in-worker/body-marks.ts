import { TestRunner } from 'vitest'
import type { RunnerTestCase, RunnerTestFile, RunnerTestSuite } from 'vitest'
import { currentTestOf, worker } from './current-test.ts'
import type { ActiveTest } from './current-test.ts'

type Hooks = ReturnType<typeof TestRunner.getSuiteHooks>
type Suite = RunnerTestSuite | RunnerTestFile

/** Whether the window of a test in this suite holds hooks at first. Asked for every test, and the same for all of a suite. */
const withHooks = new WeakMap<Suite, boolean>()

/**
 * Takes the user's `beforeEach` and `afterEach` hooks out of the measured window: adds the innermost hook on either side of the body.
 * Only where the user has hooks of that kind: reporters hear of hooks, and a suite without any pays nothing. Returns true while the
 * window holds hooks: until a mark moves it, and for ever where hooks run in parallel, because then none is innermost.
 */
export function markBody(suite: Suite): boolean {
  const known = withHooks.get(suite)
  if (known !== undefined) return known
  const holds = [hasHooks(suite), ...parentsOf(suite).map(markBody)].includes(true)
  withHooks.set(suite, holds)
  return holds
}

function parentsOf(suite: Suite): Suite[] {
  return suite.file === suite ? [] : [suite.suite ?? suite.file]
}

function hasHooks(suite: Suite): boolean {
  const hooks = TestRunner.getSuiteHooks(suite)
  const { beforeEach, afterEach } = hooks
  const parallel = worker.provided?.hooks === 'parallel'
  const has = beforeEach.length > 0 || (parallel && afterEach.length > 0)
  if (!parallel) mark(hooks)
  return has
}

function mark({ beforeEach, afterEach }: Hooks): void {
  const inOrder = worker.provided?.hooks === 'list'
  if (beforeEach.length > 0) {
    // What a `beforeEach` returns is called after the test, in the order of the hooks or in the opposite one.
    if (inOrder) beforeEach.unshift(({ task }) => endOf(task))
    beforeEach.push(({ task }) => {
      startBody(currentTestOf(task))
      return endOf(task)
    })
  }
  if (afterEach.length > 0) afterEach[inOrder ? 'unshift' : 'push'](({ task }) => endBody(currentTestOf(task)))
}

function endOf(task: RunnerTestCase): () => void {
  return () => endBody(currentTestOf(task))
}

/** Forgets what the window has seen so far: it was set-up, not the body. */
function restartWindow(active: ActiveTest): void {
  active.stopWindow()
  if (worker.meter !== undefined) active.stopWindow = worker.meter.start()
}

/** The same, of the test that has this context. */
export function restartWindowOf(context: object): void {
  for (const active of worker.active) if (active.task.context === context) restartWindow(active)
}

function startBody(active: ActiveTest | undefined): void {
  if (active === undefined) return
  restartWindow(active)
  active.withHooks = false
}

/** Ends the window of a test, where it has not ended yet: what follows is not its body. */
export function endBody(active: ActiveTest | undefined): void {
  if (active !== undefined) active.reading ??= active.stopWindow()
}
