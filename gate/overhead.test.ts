import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, slo, test } from 'vitest-slo/test'

interface StoredReport {
  readonly outcome: string
  readonly tests: { readonly passed: number }
  readonly overhead: { readonly perTestMs: number }
}

test('costs next to nothing per test', async () => {
  await slo.command('empty-tests', {
    run: ['node', '../../node_modules/vitest/vitest.mjs', 'run'],
    cwd: 'gate/empty-tests',
    samples: 3,
    warmup: 1,
    verify: ({ dir }) => {
      const { outcome, tests, overhead } = JSON.parse(readFileSync(join(dir, '.slo/report.json'), 'utf8')) as StoredReport
      expect(outcome).toBe('met')
      expect(tests.passed).toBe(1000)
      slo.metric.histogram('overhead_per_test', overhead.perTestMs)
    },
  })
})
