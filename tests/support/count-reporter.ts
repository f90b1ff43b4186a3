import { appendFileSync } from 'node:fs'
import type { Reporter, TestCase, TestModule } from 'vitest/node'

/**
 * Appends one line of JSON for each run to the file that TEST_RESULTS names: how many tests passed and failed, the names of those
 * skipped, and those that passed only when they were tried again, with what failed first. A file that could not be collected and
 * an error outside of every test count as failed.
 */
export class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const count = (state: string): number => tests.filter((test) => test.result().state === state).length
    const broken = modules.filter((module) => module.errors().length > 0).length
    const skipped = tests.filter((test) => test.result().state === 'skipped').map(nameOf)
    const flaky = tests.filter((test) => test.diagnostic()?.flaky).map((test) => `${nameOf(test)}: ${firstFailure(test)}`)
    const failed = count('failed') + broken + errors.length + count('pending')
    appendFileSync(process.env.TEST_RESULTS!, `${JSON.stringify({ passed: count('passed'), failed, skipped, flaky })}\n`)
  }
}

function nameOf(test: TestCase): string {
  return `${test.module.moduleId} > ${test.fullName}`
}

function firstFailure(test: TestCase): string {
  const [error] = test.result().errors ?? []
  return [error?.stack ?? error?.message ?? 'nothing was said', error?.diff].filter(Boolean).join('\n')
}
