import { test as base } from 'vitest'
import { currentTestOf } from './vitest/in-worker/current-test.ts'
import { registerMatchers } from './vitest/in-worker/matchers.ts'
import { sloApi } from './vitest/in-worker/slo-api.ts'
import type { SloApi } from './vitest/in-worker/slo-api.ts'

export { afterAll, afterEach, aroundAll, aroundEach, assert, beforeAll, beforeEach, describe, expect, onTestFailed, onTestFinished, suite, vi } from 'vitest' // prettier-ignore
// Named, so that the emitted types keep the module that widens `expect`.
export type { SloMatchers } from './vitest/in-worker/matchers.ts'
export type { SloApi, TestObjectives } from './vitest/in-worker/slo-api.ts'
export type { MeasureOptions, MeasureRun } from './measure/measure.ts'
export type { BenchOptions, BenchRun } from './measure/bench.ts'
export type { ContainerOptions, ContainerScope, StartableContainer, StartedContainer } from './measure/container/startable.ts'
export type { LeakOptions, LeakRun } from './measure/leak.ts'
export type { CommandOptions, CommandRun } from './measure/command/measure-command.ts'

// Here and not in the setup file: only a test that measures has something to match, and judging would cost every worker its load time.
registerMatchers()

/** Measures inside a test. Belongs to the test that calls it; in concurrent tests too, after an `await` included. */
export const slo: SloApi = sloApi()

/** Vitest's `test` with the fixture `slo`, bound to its test. */
export const test = base.extend<{ slo: SloApi }>({
  slo: async ({ task }, use) => {
    await use(sloApi(currentTestOf(task)))
  },
})
/** The same as `test`. */
export const it: typeof test = test
