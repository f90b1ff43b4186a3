import { expect, test } from 'vitest'
import { goodSamples } from '../../src/model/good-samples.ts'
import type { Gap } from '../../src/model/series.ts'
import { build, measuredOf, seriesOf, sloOf } from '../judge/sample-slo.ts'

const failed: Gap = { kind: 'failed-sample', subject: build, reason: 'exit code 1' }
const other = { subject: { kind: 'command', name: 'lint' } } as const

test.each([
  ['<= 3s', [1000, 3000, 3001], { good: 2, total: 3 }],
  ['>= 3s', [1000, 3000, 3001], { good: 2, total: 3 }],
  ['p95 <= 3s', [9000], { good: 0, total: 1 }],
  ['<= 3s', [Number.NaN, 1], { good: 1, total: 2 }],
  ['<= 3s', [], undefined],
  ['sum <= 3s', [1], undefined],
  ['count <= 3', [1], undefined],
  ['stddev <= 3s', [1], undefined],
])('%s of %j', (objective, samples, expected) => {
  expect(goodSamples(sloOf(objective), measuredOf(seriesOf(samples)))).toEqual(expected)
})

test('of all selected series; one that failed is bad', () => {
  const skipped: Gap = { kind: 'skipped-test', subject: build, reason: 'it was skipped' }
  const measured = measuredOf(
    [seriesOf([1]), seriesOf([9000, 1]), seriesOf([1], other), seriesOf([1], { metric: 'memory' })],
    [failed, skipped, { ...failed, ...other }],
  )
  expect(goodSamples(sloOf('<= 3s'), measured)).toEqual({ good: 2, total: 4 })
  expect(goodSamples(sloOf('<= 3s'), measuredOf([], [failed]))).toEqual({ good: 0, total: 1 })
})
