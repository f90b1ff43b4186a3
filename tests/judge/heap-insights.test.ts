import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { heapInsights } from '../../src/judge/heap-insights.ts'

fc.configureGlobal({ seed: 2026 })

const megabyte = 1_000_000

function insights(...heaps: readonly number[]) {
  const files = heaps.map((heap, i) => ({ file: `${i}.test.ts`, heap: heap * megabyte }))
  return heapInsights([{ worker: '7/1', files }])
}

describe('heapInsights', () => {
  test('names the file after which the heap never came back', () => {
    expect(insights(10, 11, 30, 12, 61, 62, 61.5)).toEqual([
      { kind: 'heap-step', worker: '7/1', file: '4.test.ts', before: 12e6, after: 61e6, later: 2 },
    ])
  })

  test('two later files are enough', () => {
    expect(insights(10, 60, 61, 60)).toMatchObject([{ file: '1.test.ts', later: 2 }])
  })

  test.each([
    ['no file', []],
    ['one file', [90]],
    ['two files', [10, 90]],
    ['a heap that comes back', [10, 60, 11, 60, 11]],
    ['a rise that had no chance to come back', [10, 10, 11, 60, 61]],
    ['the everyday growth of cached modules', [10, 13, 15, 18, 20, 23]],
    ['a rise below 4 MB', [10, 10, 13, 13, 13]],
    ['a heap that shrinks', [60, 50, 40, 30, 20, 10, 9, 8, 7]],
    ['a heap that grows by less than 1 MB a file', [10, 10.9, 11.8, 12.7, 13.6, 14.5, 15.4, 16.3]],
  ])('%s is nothing to tell', (_, heaps) => expect(insights(...heaps)).toEqual([]))

  test('tells of a heap that grows with every file', () => {
    expect(insights(10, 20, 30, 40, 50, 60, 70, 80)).toEqual([{ kind: 'heap-growth', worker: '7/1', files: 8, slope: 10e6 }])
  })

  test('never accuses where the heap stays within 4 MB', () => {
    const heaps = fc.array(fc.double({ min: 20, max: 23.9, noNaN: true }), { maxLength: 30 })
    fc.assert(fc.property(heaps, (values) => insights(...values).length === 0))
  })
})
