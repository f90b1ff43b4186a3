import { expect, slo, test } from 'vitest-slo/test'
import { search } from '../src/search.ts'

const words = ['percentile', 'regression', 'throughput', 'allocation', 'confidence', 'profiling']

test('finds the nearest word', { timeout: 60_000 }, async () => {
  const run = await slo.measure('search', () => search('profilin', words), { samples: 3 })
  expect(run.value[0]).toBe('profiling')
})
