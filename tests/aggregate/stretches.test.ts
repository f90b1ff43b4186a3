import { expect, test } from 'vitest'
import { stretchesOf } from '../../src/aggregate/stretches.ts'

/** Values around a line, with a spread of 1 % that has no order. */
function along(count: number, from: number, perRun = 0): number[] {
  return Array.from({ length: count }, (_, index) => (from + perRun * index) * (1 + (((index * 7) % 11) - 5) / 500))
}

const bounds = (values: readonly number[]): number[][] => stretchesOf(values).map(({ from, to }) => [from, to])

test.each([
  ['no values', [], []],
  ['one value', [5], [[0, 1]]],
  ['one level', along(30, 100), [[0, 30]]],
  ['a step', [...along(20, 100), ...along(20, 120)], [[0, 20], [20, 40]]],
  ['a step of less than 5 %', [...along(20, 100), ...along(20, 104)], [[0, 40]]],
  ['a drift', along(40, 100, 1), [[0, 40]]],
  ['a drift down', along(40, 100, -1), [[0, 40]]],
  ['a drift without any spread', Array.from({ length: 40 }, (_, index) => 100 + index), [[0, 40]]],
  ['a step without any spread', [...Array.from({ length: 20 }, () => 5), ...Array.from({ length: 20 }, () => 9)], [[0, 20], [20, 40]]],
  ['a step, then a drift', [...along(20, 100), ...along(30, 150, 1.5)], [[0, 20], [20, 50]]],
  ['up and back', [...along(20, 100), ...along(20, 130), ...along(20, 100)], [[0, 20], [20, 40], [40, 60]]],
  ['from nothing to something', [...Array.from({ length: 20 }, () => 0), ...Array.from({ length: 20 }, () => 3)], [[0, 20], [20, 40]]],
])('%s', (_, values, expected) => expect(bounds(values)).toEqual(expected)) // prettier-ignore
