import { test as base } from 'vitest'
import { currentTestOf } from '../in-worker/current-test.ts'
import { registerMatchers } from '../in-worker/matchers.ts'
import type { SloApi } from '../in-worker/slo-api.ts'
import { browserApi } from './browser-api.ts'

// What `vitest-slo/test` is in a browser, with the types of src/test.ts. Nothing that is loaded from here may import from node:.
export { afterAll, afterEach, aroundAll, aroundEach, assert, beforeAll, beforeEach, describe, expect, onTestFailed, onTestFinished, suite, vi } from 'vitest' // prettier-ignore

registerMatchers()

/** Measures inside a test of a browser. */
export const slo: SloApi = browserApi()

/** Vitest's `test` with the fixture `slo`, bound to its test. */
export const test = base.extend<{ slo: SloApi }>({
  slo: async ({ task }, use) => {
    await use(browserApi(currentTestOf(task)))
  },
})
export const it: typeof test = test
