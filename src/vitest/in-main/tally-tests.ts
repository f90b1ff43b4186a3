import type { TestModule } from 'vitest/node'
import type { Overhead, Run } from '../../model/run.ts'
import { takeTest } from '../handoff.ts'

/**
 * How the tests ended. A test that never finished counts as failed: nobody knows what it would have said. So does each error outside
 * of every test, and a file that failed without a failed test of its own (it could not be imported): what it would have measured is unknown.
 */
export function tallyTests(modules: readonly TestModule[], errors = 0): Run['tests'] {
  const tally = { passed: 0, failed: errors, skipped: 0 }
  for (const module of modules) {
    const states = [...module.children.allTests()].map((test) => test.result().state)
    for (const state of states) tally[state === 'pending' ? 'failed' : state] += 1
    const isBlamed = states.some((state) => state === 'failed' || state === 'pending')
    if (module.state() === 'failed' && !isBlamed) tally.failed += 1
  }
  return tally
}

/** What vitest-slo itself cost this run; `samplerCpu` and `elapsed` in ms. */
export function overheadOf(modules: readonly TestModule[], samplerCpu: number, elapsed: number): Overhead | undefined {
  let [attempts, waited] = [0, 0]
  for (const module of modules) {
    for (const test of module.children.allTests()) {
      const taken = takeTest(test)?.attempts ?? []
      attempts += taken.length
      for (const { overhead } of taken) waited += overhead
    }
  }
  return attempts === 0 ? undefined : { perTestMs: waited / attempts, samplerCpuRatio: samplerCpu / Math.max(1, elapsed) }
}
