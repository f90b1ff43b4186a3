import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stretchAt, timeText, timeTicks, windowBetween, windowShowing, zoomedAt } from '../../../src/report/page/time-window.ts'

const whole = { from: 0, to: 1000 }

describe('windowBetween', () => {
  test.each([
    [200, 500, { from: 200, to: 500 }],
    [500, 200, { from: 200, to: 500 }],
    [-50, 500, { from: 0, to: 550 }],
    [900, 1200, { from: 700, to: 1000 }],
    [-500, 5000, whole],
    [300, 300, { from: 300, to: 310 }],
  ])('%d to %d', (one, other, expected) => {
    expect(windowBetween(one, other, whole)).toEqual(expected)
  })

  test('of a run that is shorter than the narrowest window', () => {
    expect(windowBetween(1, 2, { from: 0, to: 4 })).toEqual({ from: 0, to: 4 })
  })

  test('always lies inside of the whole, and is never empty', () => {
    const time = fc.double({ min: -5000, max: 5000, noNaN: true })
    fc.assert(
      fc.property(time, time, (one, other) => {
        const { from, to } = windowBetween(one, other, whole)
        expect(from).toBeGreaterThanOrEqual(0)
        expect(to).toBeLessThanOrEqual(1000 + 1e-9)
        expect(to - from).toBeGreaterThan(9)
      }),
    )
  })
})

test('what is at the center of a zoom stays at its place', () => {
  expect(zoomedAt({ from: 0, to: 1000 }, { center: 250, factor: 0.5 }, whole)).toEqual({ from: 125, to: 625 })
  expect(zoomedAt({ from: 125, to: 625 }, { center: 250, factor: 2 }, whole)).toEqual(whole)
})

test('a window moves only as far as it must', () => {
  const window = { from: 400, to: 600 }
  expect(windowShowing(window, 500, whole)).toBe(window)
  expect(windowShowing(window, 300, whole)).toEqual({ from: 300, to: 500 })
  expect(windowShowing(window, 700, whole)).toEqual({ from: 500, to: 700 })
})

describe('timeTicks', () => {
  test.each([
    [{ from: 0, to: 1000 }, 5, [0, 200, 400, 600, 800, 1000]],
    [{ from: 12_345, to: 12_395 }, 6, [12_350, 12_360, 12_370, 12_380, 12_390]],
    [{ from: 0, to: 90_000 }, 6, [0, 15_000, 30_000, 45_000, 60_000, 75_000, 90_000]],
    [{ from: 0, to: 4 * 86_400_000 }, 2, [0, 172_800_000, 345_600_000]],
    [{ from: 1.2, to: 1.4 }, 5, []],
  ])('%j', (window, most, ticks) => {
    expect(timeTicks(window, most)).toEqual(ticks)
  })
})

describe('stretchAt', () => {
  const edges = [0, 10, 20, 50]

  test.each([
    [0, 0],
    [9.9, 0],
    [10, 1],
    [49, 2],
    [50, 2],
    [-1, undefined],
    [51, undefined],
  ])('%d', (time, place) => {
    expect(stretchAt(edges, time)).toBe(place)
  })

  test('without stretches there is none', () => {
    expect(stretchAt([], 0)).toBeUndefined()
    expect(stretchAt([5], 5)).toBeUndefined()
  })
})

test('times have four digits', () => {
  expect([timeText(12_345.6), timeText(70)]).toEqual(['12.35s', '70ms'])
})
