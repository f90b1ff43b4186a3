import { expect, test } from 'vitest'
import { MemoryPeak } from '../../../src/measure/process/memory-peak.ts'
import type { ProcessReading } from '../../../src/measure/process/process-reading.ts'

function tree(...sizes: readonly (readonly [pid: number, resident: number, peak: number])[]): Map<number, ProcessReading> {
  const rest = { parent: 1, threads: 1, own: 0, waited: 0, image: '', zombie: false }
  return new Map(sizes.map(([pid, resident, peak]) => [pid, { id: `${pid}@1`, pid, resident, peak, ...rest }]))
}

test('the peaks of processes alive together are the upper bound, the largest sum seen the lower', () => {
  const peak = new MemoryPeak()
  expect(peak.read(tree([1, 50, 80], [2, 30, 40]))).toBe(80)
  expect(peak.read(tree([1, 60, 80], [3, 10, 90]))).toBe(70)
  expect(peak.atMost).toBe(170)
  expect(peak.atLeast).toBe(80)
  expect(peak.mostProcesses).toBe(2)
  expect(peak.processes).toBe(3)
})

test('processes that never lived together are not added', () => {
  const peak = new MemoryPeak()
  peak.read(tree([1, 100, 100]))
  peak.read(tree([2, 90, 90]))
  expect(peak.atMost).toBe(100)
})
