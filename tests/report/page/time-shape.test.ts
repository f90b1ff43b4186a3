import { describe, expect, test } from 'vitest'
import { bandPath, largestOf, stepPath, valueAt } from '../../../src/report/page/time-shape.ts'

const edges = [0, 10, 20, 30, 40]
const line = { mean: [1, 2, null, 4], min: [1, 1, null, 3], max: [2, 5, null, 4] }
const place = { x: (time: number) => time * 2, y: (value: number) => 10 - value }

describe('valueAt', () => {
  test('what is known of a time', () => {
    expect(valueAt(edges, line, 15)).toEqual({ min: 1, mean: 2, max: 5 })
  })

  test('where only means are kept, they are all there is', () => {
    expect(valueAt(edges, { mean: [1, 2, 3, 4] }, 15)).toEqual({ min: 2, mean: 2, max: 2 })
  })

  test.each([25, 99])('unknown at %d', (time) => {
    expect(valueAt(edges, line, time)).toBeUndefined()
  })

  test('a line that breaks off knows nothing of the rest', () => {
    expect(valueAt(edges, { mean: [1] }, 15)).toBeUndefined()
    expect(valueAt(edges, { mean: [1, 2], min: [1], max: [1, 2] }, 15)).toBeUndefined()
  })
})

test('the largest, and none of nothing', () => {
  expect(largestOf(line)).toBe(5)
  expect(largestOf({ mean: [null, 3, null] })).toBe(3)
  expect(largestOf({ mean: [null] })).toBeUndefined()
})

describe('paths', () => {
  test('steps break where nothing is known', () => {
    expect(stepPath(edges, line, place)).toBe('M0 9L20 9L20 8L40 8M60 6L80 6')
  })

  test('a band runs along the largest and back along the smallest', () => {
    expect(bandPath(edges, line, place)).toBe('M0 8L20 8L20 5L40 5L40 9L20 9L20 9L0 9ZM60 6L80 6L80 7L60 7Z')
  })

  test('means alone have no band, and nothing has no path', () => {
    expect(bandPath(edges, { mean: [1, 2, 3, 4] }, place)).toBe('')
    expect(stepPath([], { mean: [] }, place)).toBe('')
    expect(bandPath(edges, { mean: [1, null, null, null], max: [2, null, null, null] }, place)).toBe('M0 8L20 8L20 9L0 9Z')
  })
})
