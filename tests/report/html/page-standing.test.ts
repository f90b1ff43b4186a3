import { expect, test } from 'vitest'
import type { BaselineBand } from '../../../src/model/standing.ts'
import { pageStanding } from '../../../src/report/html/page-standing.ts'
import { along, trendOver } from '../trend/trend-of.ts'

const places = new Map(Array.from({ length: 40 }, (_, place) => [`run-${place}`, place]))

test('nothing is drawn where nothing is known', () => {
  expect([pageStanding(undefined, places), pageStanding({}, places)]).toEqual([undefined, undefined])
})

test('a trend with its words; the run that is not of the past is that of the page', () => {
  const trend = trendOver(along(41, 100, 2))
  const told = pageStanding({ trend }, places)?.trend
  expect(told?.places).toEqual(Array.from({ length: 41 }, (_, place) => place))
  expect(told).toMatchObject({ moves: true, worsens: true, forecast: trend.forecast, typical: trend.recent?.median })
  expect(told?.slope).toEqual({ perRun: trend.slope?.perRun, low: trend.slope?.low, high: trend.slope?.high, runs: 41 })
  expect([told?.text, told?.ahead]).toEqual([expect.stringMatching(/^! rising, \+2/), expect.stringMatching(/^in \d+ runs? \[/)])
  expect(told).not.toHaveProperty('leftOut')
})

test('a change of level, and what was left out', () => {
  const trend = trendOver([...along(20, 100), ...along(15, 130)])
  const told = pageStanding({ trend: { ...trend, leftOut: { ...trend.leftOut, unfit: 2 } } }, places)?.trend
  expect(told?.changes).toMatchObject([{ index: 20, step: expect.stringMatching(/^\+\d/), text: expect.stringContaining('from then on') }]) // prettier-ignore
  expect([told?.moves, told?.leftOut]).toEqual([false, '2 runs on a machine that was not fit for timings'])
  expect(told).not.toHaveProperty('ahead')
})

test('a trend of too few runs has no slope', () => {
  const told = pageStanding({ trend: trendOver([1, 2, 3]) }, places)?.trend
  expect(told).not.toHaveProperty('slope')
  expect([told?.moves, told?.text]).toEqual([false, '· learning: 8 runs on one level are needed'])
})

test('a band by the places of its runs; what is forgotten is not drawn', () => {
  const band: BaselineBand = {
    against: 'main',
    statistic: 'median',
    worse: 'higher',
    before: [
      { run: 'forgotten', value: 90 },
      { run: 'run-3', value: 100.123456789 },
    ],
    now: [
      { run: 'forgotten', value: 90 },
      { run: 'run-5', value: 120 },
      { run: 'here', value: 121 },
    ],
    typical: 100,
    allowed: 110,
    excluded: [
      { run: 'run-1', reason: 'another machine' },
      { run: 'run-2', reason: 'another machine' },
      { run: 'forgotten', reason: 'another machine' },
    ],
  }
  expect(pageStanding({ band }, places)).toEqual({
    band: {
      against: 'main',
      statistic: 'median',
      worse: 'higher',
      before: [[3, 100.123]],
      now: [
        [5, 120],
        [40, 121],
      ],
      typical: 100,
      allowed: 110,
      excluded: [{ reason: 'another machine', places: [1, 2] }],
    },
  })
})
