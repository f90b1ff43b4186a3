import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PageTable } from '../../../src/report/html/page-data.ts'
import { histogramOf } from '../../../src/report/page/histogram.ts'
import { barLength, distanceText } from '../../../src/report/page/headroom.ts'
import { cellFigure, cellSamples, joinTables, numbersOf } from '../../../src/report/page/samples.ts'
import type { Objective } from '../../../src/model/objective.ts'

describe('histogramOf', () => {
  test.each([
    [[1, 2, 3, 4], undefined],
    [[5, 5, 5, 5, 5], { from: 5, width: 0, counts: [5] }],
    [[0, 1, 2, 3, 4, 5, 6, 7, 8], { from: 0, width: 2, counts: [2, 2, 2, 3] }],
    [[1, 1, 1, 1, 9], { from: 1, width: 2, counts: [4, 0, 0, 1] }],
  ])('%j', (samples, expected) => {
    expect(histogramOf(samples)).toEqual(expected)
  })

  test('counts every sample once', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 5, maxLength: 200 }), (samples) => {
        const { counts } = histogramOf(samples)!
        expect(counts.reduce((a, b) => a + b)).toBe(samples.length)
        expect(counts.length).toBeLessThanOrEqual(40)
      }),
    )
  })
})

describe('the bar of a verdict', () => {
  test.each<[number, number, Partial<Objective>, number, string]>([
    [1500, 1500, {}, 35, '1.5s (50%) left'],
    [3000, 0, {}, 70, 'at the limit'],
    [3410, -410, {}, 79.57, '410ms (13.7%) beyond'],
    [90_000, -87_000, {}, 100, '1.45m (2900%) beyond'],
    [-1, 3001, {}, 0, '3s (100%) left'],
    [30_000, 10_000, { op: '>=', threshold: 20_000, unit: '1/s' }, 100, '10000/s (50%) left'],
    [0, 0, { threshold: 0, unit: 'count' }, 0, 'at the limit'],
    [2, -2, { threshold: 0, unit: 'count' }, 100, '2 beyond'],
  ])('%d against %j', (measured, headroom, bound, length, words) => {
    const objective = { statistic: 'max', op: '<=', threshold: 3000, unit: 'ms', written: '3s', ...bound } as const
    expect(barLength({ measured, headroom, objective })).toBe(length)
    expect(distanceText({ measured, headroom, objective })).toBe(words)
  })

  test('what is unknown has none', () => {
    const objective = { statistic: 'max', op: '<=', threshold: 3000, unit: 'ms', written: '3s' } as const
    expect([barLength({ objective }), distanceText({ objective })]).toEqual([undefined, undefined])
  })
})

describe('cells', () => {
  test('samples that are no numbers failed', () => {
    expect(numbersOf([1, 'NaN', 2, 'Infinity'])).toEqual([1, 2])
    expect([undefined, null, 3, 'NaN', [1, 'NaN', 4]].map((cell) => cellSamples(cell as never))).toEqual([[], [], [3], [], [1, 4]]) // prettier-ignore
    expect([undefined, null, 3, 'NaN', [1, 'NaN', 4, 2]].map((cell) => cellFigure(cell as never))).toEqual([undefined, undefined, 3, undefined, 4]) // prettier-ignore
  })

  const duration = { metric: 'duration', unit: 'ms', source: 'clock', exact: true } as const
  const cpu = { metric: 'cpuTime', unit: 'ms', source: 'usage', exact: false } as const

  test('parts of a table become one', () => {
    const parts: PageTable[] = [
      { from: 0, names: ['a', 'b'], file: [0, -1], files: ['x'], projects: [], columns: [{ ...duration, values: [1, null] }] },
      {
        from: 2,
        names: ['c'],
        file: [0],
        files: ['y'],
        project: [0],
        projects: ['p'],
        columns: [
          { ...duration, values: [[2, 3]] },
          { ...cpu, values: [4] },
        ],
      },
      { from: 3, names: ['d'], files: [], project: [-1], projects: [], columns: [] },
    ]
    expect(joinTables(parts)).toEqual({
      from: 0,
      names: ['a', 'b', 'c', 'd'],
      file: [0, -1, 1, -1],
      files: ['x', 'y'],
      project: [-1, -1, 0, -1],
      projects: ['p'],
      columns: [
        { ...duration, values: [1, null, [2, 3], null] },
        { ...cpu, values: [null, null, 4, null] },
      ],
    })
    expect(joinTables(parts.slice(0, 1))).toBe(parts[0])
    expect(joinTables([])).toMatchObject({ names: [], columns: [] })
  })
})
