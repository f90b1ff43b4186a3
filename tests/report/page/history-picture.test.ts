import { describe, expect, test } from 'vitest'
import type { PageTrend } from '../../../src/report/html/page-data.ts'
import { historyPicture } from '../../../src/report/page/history-picture.ts'
import type { HistoryPoint } from '../../../src/report/page/history-points.ts'

const points = Array.from({ length: 20 }, (_, place) => ({ place }) as HistoryPoint)
const places = points.map(({ place }) => place)
const steady: PageTrend = { places, changes: [], moves: false, worsens: false, typical: 10, forecast: { kind: 'none' }, text: '' }
const rising: PageTrend = { ...steady, moves: true, worsens: true, slope: { perRun: 2, low: 1, high: 3, runs: 5 }, forecast: { kind: 'breach', runs: 4, earliest: 3, latest: 7 } } // prettier-ignore
const change = (index: number) => ({ index, before: 10, after: 12, step: '+20 %', text: 'words' })

describe('without a trend', () => {
  test.each([[undefined], [{ ...steady, places: [99] }]])('only the runs are drawn: %#', (trend) => {
    expect(historyPicture(trend, points)).toEqual({ columns: 20, used: new Set(), levels: [], changes: [], drift: [] })
  })
})

test('a steady figure has one level', () => {
  const picture = historyPicture(steady, points)
  expect(picture).toEqual({
    columns: 20,
    used: new Set(places),
    levels: [{ from: 0, to: 19, value: 10 }],
    changes: [],
    drift: [],
  })
  expect(historyPicture({ ...steady, typical: undefined }, points).levels).toEqual([])
})

test('the typical values around a change are drawn over the runs that they were taken from', () => {
  const { levels, changes } = historyPicture({ ...steady, changes: [change(12), change(15)] }, points)
  expect(changes.map(({ column, step }) => [column, step])).toEqual([[12, '+20 %'], [15, '+20 %']]) // prettier-ignore
  expect(levels).toEqual([
    { from: 2, to: 11, value: 10 },
    { from: 12, to: 14, value: 12 },
    { from: 12, to: 14, value: 10 },
    { from: 15, to: 19, value: 12 },
    { from: 15, to: 19, value: 10 },
  ])
})

test('runs that the trend leaves out have a column too', () => {
  const without = places.filter((place) => place !== 18)
  const { drift, changes, used } = historyPicture({ ...rising, places: without, changes: [change(14)] }, points)
  expect(used.has(18)).toBe(false)
  expect(drift.map(({ column }) => column)).toEqual([14, 15, 16, 17, 19])
  expect(changes[0]?.column).toBe(14)
})

describe('a figure that moves', () => {
  test('the line and its fan go through the middle of its runs, as the forecast has it', () => {
    const { drift, fan, columns, levels } = historyPicture(rising, points)
    expect(levels).toEqual([])
    expect(drift).toEqual([15, 16, 17, 18, 19].map((column, run) => ({ column, value: 10 + 2 * (run - 2) })))
    expect(columns).toBe(28)
    expect([fan?.typical[0], fan?.low[0], fan?.high[0]]).toEqual([14, 12, 16].map((value) => ({ column: 19, value })))
    expect([fan?.typical.at(-1), fan?.low.at(-1), fan?.high.at(-1)]).toEqual([30, 20, 40].map((value) => ({ column: 27, value })))
  })

  test('where the bound is reached is marked with its interval', () => {
    expect(historyPicture(rising, points).breach).toEqual({ column: 23, earliest: 22, latest: 26, isCut: false })
  })

  test.each<[PageTrend['forecast'], number, object | undefined]>([
    [{ kind: 'breach', runs: 4, earliest: 3 }, 29, { column: 23, earliest: 22, latest: 28, isCut: true }],
    [{ kind: 'breach', runs: 1, earliest: 1, latest: 1 }, 26, { column: 20, earliest: 20, latest: 20, isCut: false }],
    [{ kind: 'breach', runs: 15, earliest: 3, latest: 90 }, 40, { column: 34, earliest: 22, latest: 39, isCut: true }],
    [{ kind: 'breach', runs: 50, earliest: 3, latest: 90 }, 40, undefined],
    [{ kind: 'beyond', runs: 100 }, 30, undefined],
    [{ kind: 'broken' }, 20, undefined],
  ])('%j', (forecast, columns, breach) => {
    const picture = historyPicture({ ...rising, forecast }, points)
    expect([picture.columns, picture.breach]).toEqual([columns, breach])
    expect(picture.drift).toHaveLength(5)
    expect(picture.fan === undefined).toBe(columns === 20)
  })

  test('without a slope no line', () => {
    expect(historyPicture({ ...rising, slope: undefined }, points)).toMatchObject({ drift: [] })
    expect(historyPicture({ ...rising, typical: undefined }, points)).toMatchObject({ drift: [] })
  })
})
