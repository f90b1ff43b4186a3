import { expect, test } from 'vitest'
import { metricTitle } from '../../../src/report/page/metric-title.ts'

test.each([
  ['duration', 'duration'],
  ['cpuTime', 'cpu time'],
] as const)('%s is %s', (metric, title) => {
  expect(metricTitle(metric)).toBe(title)
})
