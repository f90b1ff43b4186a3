import type { TestCase } from 'vitest/node'
import type { Series } from '../../model/series.ts'
import type { Subject } from '../../model/subject.ts'

/**
 * How often a test was tried again, and whether it failed. Nearly always neither happens, so a 0 is only kept of what somebody asks
 * for: of ten thousand sound tests nothing is.
 */
export function testOutcome(test: TestCase, subject: Subject, asked: ReadonlySet<string>): Series[] {
  const { state } = test.result()
  // It never finished.
  if (state === 'pending') return []
  const failures = state === 'failed' ? 1 : 0
  const figures = { retries: test.diagnostic()?.retryCount ?? 0, failures } as const
  return (['retries', 'failures'] as const)
    .filter((metric) => figures[metric] > 0 || asked.has(metric))
    .map((metric) => ({ subject, metric, unit: 'count', samples: [figures[metric]], source: 'Vitest', exact: true }))
}
