import { expect, test } from 'vitest'
import { forecastOf } from '../../src/aggregate/forecast.ts'
import type { Objective } from '../../src/model/objective.ts'
import { theilSen } from '../../src/stats/theil-sen.ts'

const upper = (threshold: number): Objective => ({ statistic: 'max', op: '<=', threshold, unit: 'ms', written: `${threshold}ms` })
const lower = (threshold: number): Objective => ({ ...upper(threshold), statistic: 'min', op: '>=' })

const rising = Array.from({ length: 21 }, (_, index) => 100 + index)
const falling = rising.map((value) => 220 - value)
const line = (slope: number, low: number, high: number) => ({ slope, low, high, intercept: 0 })

test('tells the run in which the line reaches the bound', () => {
  expect(forecastOf(rising, theilSen(rising), upper(125))).toEqual({ kind: 'breach', runs: 5, earliest: 5, latest: 5 })
  expect(forecastOf(falling, theilSen(falling), lower(95))).toEqual({ kind: 'breach', runs: 5, earliest: 5, latest: 5 })
})

test('tells the earliest and the latest run by the ends of the interval', () => {
  expect(forecastOf(rising, line(1, 0.5, 2), upper(125))).toEqual({ kind: 'breach', runs: 5, earliest: 1, latest: 20 })
  expect(forecastOf(falling, line(-1, -2, -0.5), lower(95))).toEqual({ kind: 'breach', runs: 5, earliest: 1, latest: 20 })
  expect(forecastOf(rising, line(1, 0.1, 2), upper(125))).toEqual({ kind: 'breach', runs: 5, earliest: 1 })
  expect(forecastOf(rising, line(1, -0.1, 2), upper(125))).toEqual({ kind: 'breach', runs: 5, earliest: 1 })
})

test('the next run is the earliest that can break it', () => {
  expect(forecastOf(rising, theilSen(rising), upper(120))).toEqual({ kind: 'breach', runs: 1, earliest: 1, latest: 1 })
})

test.each([
  ['it moves away from its bound', falling, upper(125), { kind: 'none' }],
  ['it moves away from a lower bound', rising, lower(50), { kind: 'none' }],
  ['it does not move', rising.map(() => 5), upper(125), { kind: 'none' }],
  ['it is broken already', rising, upper(110), { kind: 'broken' }],
  ['it lies below a lower bound', falling, lower(111), { kind: 'broken' }],
  ['the bound is far away', rising, upper(1000), { kind: 'beyond', runs: 100 }],
])('%s', (_, values, objective, expected) => expect(forecastOf(values, theilSen(values), objective)).toEqual(expected))
