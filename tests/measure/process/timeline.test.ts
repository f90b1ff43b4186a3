import { expect, test } from 'vitest'
import { Timeline } from '../../../src/measure/process/timeline.ts'

test('keeps every moment of a short run', () => {
  const timeline = new Timeline()
  timeline.add({ at: 10, cpu: 0.5, memory: 7 })
  expect(timeline.points).toEqual([{ at: 10, cpu: 0.5, memory: 7 }])
})

test('stays bounded over any time, and loses neither a peak nor CPU time', () => {
  const timeline = new Timeline()
  for (let i = 1; i <= 100_000; i++) timeline.add({ at: i * 10, cpu: i === 4321 ? 1 : 0.25, memory: i === 77_777 ? 999 : 5 })
  const { points } = timeline
  expect(points.length).toBeLessThan(600)
  expect(Math.max(...points.map(({ memory }) => memory))).toBe(999)
  const spent = points.reduce((sum, { at, cpu }, i) => sum + cpu * (at - (points[i - 1]?.at ?? 0)), 0)
  expect(spent).toBeCloseTo(100_000 * 10 * 0.25 + 10 * 0.75, 3)
  expect(points.map(({ at }) => at)).toEqual(points.map(({ at }) => at).toSorted((a, b) => a - b))
})
