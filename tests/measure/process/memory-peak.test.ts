import { expect, test } from 'vitest'
import { MemoryPeak } from '../../../src/measure/process/memory-peak.ts'
import type { ProcessReading } from '../../../src/measure/process/process-reading.ts'

function tree(...sizes: readonly (readonly [pid: number, resident: number, peak: number])[]): Map<number, ProcessReading> {
  const rest = { parent: 1, threads: 1, own: 0, waited: 0, image: '', file: 0, program: '/bin/a', zombie: false }
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

test('the files of a program are shared: in the lower bound they count once, in the upper one each time', () => {
  const peak = new MemoryPeak()
  const [first, second] = [...tree([1, 50, 60], [2, 45, 45]).values()]
  peak.read(
    new Map([
      [1, { ...first, file: 30 } as ProcessReading],
      [2, { ...second, file: 30 } as ProcessReading],
    ]),
  )
  expect(peak.atMost).toBe(105)
  expect(peak.atLeast).toBe(20 + 15 + 30)
  expect(peak.largest).toBe(60)
  expect(peak.programs).toBe(30)
  peak.read(new Map([[3, { ...(first as ProcessReading), file: 5, program: '/bin/b' }]]))
  expect(peak.programs).toBe(35)
})
