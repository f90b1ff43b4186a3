import { expect, test } from 'vitest'
import { baselineReason } from '../../src/judge/baseline-words.ts'
import { sloOf } from '../report/sample-run.ts'

const slo = { ...sloOf('build'), baseline: { against: 'main', maxRegression: 0.05, minDifference: 0, required: false } }
const told = {
  status: 'steady',
  against: 'main',
  named: false,
  runs: 1,
  statistic: 'median',
  value: 1000,
  median: 1000,
  change: 0,
} as const

test('one run is one run', () => {
  expect(baselineReason(told, slo, undefined)).toMatch(/over 1 run$/)
  expect(baselineReason({ ...told, runs: 2 }, slo, undefined)).toMatch(/over 2 runs$/)
})
