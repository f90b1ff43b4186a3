import { appendFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

/**
 * Appends one line of JSON for each run to the file that TEST_RESULTS names: how many tests passed and failed, and the names
 * of those skipped. A file that could not be collected and an error outside of every test count as failed.
 */
export class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const count = (state: string): number => tests.filter((test) => test.result().state === state).length
    const broken = modules.filter((module) => module.errors().length > 0).length
    const skipped = tests
      .filter((test) => test.result().state === 'skipped')
      .map((test) => `${test.module.moduleId} > ${test.fullName}`)
    const line = { passed: count('passed'), failed: count('failed') + broken + errors.length + count('pending'), skipped }
    appendFileSync(process.env.TEST_RESULTS!, `${JSON.stringify(line)}\n`)
  }
}
