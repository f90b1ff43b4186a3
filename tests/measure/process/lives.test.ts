import { expect, test } from 'vitest'
import { Lives } from '../../../src/measure/process/lives.ts'
import type { ProcessReading } from '../../../src/measure/process/process-reading.ts'

/** Started at `ticks` of 10 ms. */
function reading(...rows: readonly (readonly [pid: number, ticks: number, peak: number])[]): Map<number, ProcessReading> {
  const rest = { parent: 1, threads: 1, own: 0, waited: 0, resident: 0, file: 0, program: '', image: '', zombie: false }
  return new Map(rows.map(([pid, ticks, peak]) => [pid, { id: `${pid}@${ticks}`, pid, peak, ...rest }]))
}

test('nobody lived', () => {
  expect(new Lives().atMost([])).toBe(0)
  expect(new Lives().count([])).toBe(0)
})

test('peaks of processes that lived together are added, of others not', () => {
  const lives = new Lives()
  lives.read(1000, reading([1, 90, 100], [2, 95, 30]))
  lives.read(1100, reading([1, 90, 120]))
  lives.read(2000, reading([1, 90, 120], [3, 190, 50]))
  expect(lives.atMost([])).toBe(170)
  expect(lives.count([])).toBe(3)
})

test('a note adds who was not seen, where it lived', () => {
  const lives = new Lives()
  lives.read(1000, reading([1, 90, 100]))
  lives.read(2000, reading([1, 90, 100]))
  const notes = [
    { id: '7@150', started: 1500, ended: 1505, peak: 300 },
    { id: '8@160', started: 1600, ended: 1605, peak: 250 },
  ]
  expect(lives.atMost(notes)).toBe(400)
  expect(lives.count(notes)).toBe(3)
})

test('a note of one that was seen raises its peak and is not another', () => {
  const lives = new Lives()
  lives.read(1000, reading([1, 90, 100]))
  const notes = [{ id: '1@90', started: 900, ended: 1050, peak: 180 }]
  expect(lives.atMost(notes)).toBe(180)
  expect(lives.count(notes)).toBe(1)
})
