import { describe, expect, test } from 'vitest'
import type { Span } from '../../../src/model/timeline.ts'
import { hashOf, lanesOf, runPhases, spansAt } from '../../../src/report/page/time-lanes.ts'

function spanOf(kind: 'file' | 'test' | 'command', name: string, [from, to]: readonly [number, number], worker?: number): Span {
  return { subject: { kind, name }, from, to, ...(worker === undefined ? {} : { worker }) }
}

describe('lanesOf', () => {
  test('a lane per worker, with its files and tests; what ran side by side has rows', () => {
    const lanes = lanesOf([
      spanOf('file', 'b', [0, 100], 2),
      spanOf('test', 'second', [40, 60], 2),
      spanOf('test', 'first', [10, 41], 2),
      spanOf('test', 'beside', [20, 90], 2),
      spanOf('file', 'a', [0, 50], 1),
      spanOf('test', 'somewhere', [5, 6]),
    ])
    expect(lanes.map(({ name, files, tests, rows }) => [name, files.length, tests.map(({ span, row }) => [span.subject.name, row]), rows])).toEqual([
      ['worker 1', 1, [], 0],
      ['worker 2', 1, [['first', 0], ['beside', 1], ['second', 0]], 2],
      ['others', 0, [['somewhere', 0]], 1],
    ]) // prettier-ignore
  })

  test('where no worker is known there is one lane, and of many side by side the last row takes the rest', () => {
    const [lane, ...more] = lanesOf(Array.from({ length: 9 }, (_, place) => spanOf('test', `${place}`, [0, 100 + place])))
    expect([lane?.name, lane?.rows, more.length]).toEqual(['tests', 4, 0])
    expect(lane?.tests.map(({ row }) => row)).toEqual([0, 1, 2, 3, 3, 3, 3, 3, 3])
  })

  test('of nothing there is none', () => {
    expect(lanesOf([])).toEqual([])
  })
})

test('what runs at a time, the shortest first', () => {
  const spans = [spanOf('file', 'file', [0, 100]), spanOf('test', 'test', [10, 20]), spanOf('test', 'later', [30, 40])]
  expect(spansAt(spans, 15).map(({ subject }) => subject.name)).toEqual(['test', 'file'])
  expect(spansAt(spans, 101)).toEqual([])
})

test('a span leads to its subject', () => {
  expect(hashOf({ subject: { kind: 'test', name: 'a > b', file: 'x.test.ts' } })).toBe(
    '#/subject/test%7C%7Cx.test.ts%7Ca%20%3E%20b',
  )
})

describe('runPhases', () => {
  test('start, tests, probes and end', () => {
    const spans = [spanOf('command', 'build', [600, 900]), spanOf('file', 'a', [100, 500]), spanOf('file', 'b', [120, 550])]
    expect(runPhases(spans, 1000)).toEqual([
      { name: 'start', from: 0, to: 100 },
      { name: 'tests', from: 100, to: 550 },
      { name: 'probes', from: 600, to: 900 },
      { name: 'end', from: 900, to: 1000 },
    ])
  })

  test('what takes next to no time is none, and of nothing there is none', () => {
    expect(runPhases([spanOf('file', 'a', [2, 999])], 1000)).toEqual([{ name: 'tests', from: 2, to: 999 }])
    expect(runPhases([], 1000)).toEqual([])
  })
})
