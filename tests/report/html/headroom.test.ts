import { describe, expect, test } from 'vitest'
import { headroom } from '../../../src/model/objective.ts'
import type { Objective } from '../../../src/model/objective.ts'
import { headroomBar } from '../../../src/report/html/headroom.ts'
import { sloOf } from '../sample-run.ts'
import { readHtml } from './read-html.ts'

function barOf(measured: number, bound: Partial<Objective>): readonly [width: string | undefined, text: string] {
  const slo = sloOf('build', { bound })
  const verdict = {
    status: 'met',
    slo,
    measured,
    headroom: headroom(slo.objective, measured),
    samples: 1,
    exact: true,
    reason: '',
  } as const
  const { elements, text } = readHtml(headroomBar(verdict).markup)
  return [elements.find(({ attributes }) => attributes['class'] === 'fill')?.attributes['width'], text.trim()]
}

describe('headroomBar', () => {
  test.each<[number, Partial<Objective>, string, string]>([
    [1500, {}, '35%', '1.5s (50%) left'],
    [3000, {}, '70%', 'at the limit'],
    [3410, {}, '79.57%', '410ms (13.7%) beyond'],
    [90_000, {}, '100%', '1.45m (2900%) beyond'],
    [-1, {}, '0%', '3s (100%) left'],
    [30_000, { op: '>=', threshold: 20_000, unit: '1/s' }, '100%', '10000/s (50%) left'],
    [0, { threshold: 0, unit: 'count' }, '0%', 'at the limit'],
    [2, { threshold: 0, unit: 'count' }, '100%', '2 beyond'],
  ])('%d against %j', (measured, bound, width, words) => {
    const [drawn, text] = barOf(measured, bound)
    expect(drawn).toBe(width)
    expect(text).toBe(words)
  })

  test('what is unknown has no bar', () => {
    const slo = sloOf('build')
    expect(headroomBar({ status: 'no-data', cause: 'crashed', slo, reason: '' }).markup).toContain('unknown')
    expect(headroomBar({ status: 'violated', slo, samples: 0, exact: true, reason: '' }).markup).toContain('unknown')
  })
})
