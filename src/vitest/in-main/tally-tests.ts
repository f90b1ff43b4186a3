import type { TestModule } from 'vitest/node'
import type { Overhead, Run } from '../../model/run.ts'
import { takeTest } from '../handoff.ts'

/** How the tests ended. A test that never finished counts as failed: nobody knows what it would have said. */
export function tallyTests(modules: readonly TestModule[]): Run['tests'] {
  const tally = { passed: 0, failed: 0, skipped: 0 }
  for (const test of modules.flatMap((module) => [...module.children.allTests()])) {
    const { state } = test.result()
    tally[state === 'pending' ? 'failed' : state] += 1
  }
  return tally
}

/** What vitest-slo itself cost this run; `samplerCpu` and `elapsed` in ms. */
export function overheadOf(modules: readonly TestModule[], samplerCpu: number, elapsed: number): Overhead | undefined {
  const attempts = modules.flatMap((module) => [...module.children.allTests()].flatMap((test) => takeTest(test)?.attempts ?? []))
  if (attempts.length === 0) return undefined
  const perTestMs = attempts.reduce((sum, { overhead }) => sum + overhead, 0) / attempts.length
  return { perTestMs, samplerCpuRatio: samplerCpu / Math.max(1, elapsed) }
}
