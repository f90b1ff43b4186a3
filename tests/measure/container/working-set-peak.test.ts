import { expect, test } from 'vitest'
import { WorkingSetPeak } from '../../../src/measure/container/working-set-peak.ts'

const reading = (usage?: number, inactiveFile?: number, usagePeak?: number) => ({ usage, inactiveFile, usagePeak })

const cases: readonly [string, ReturnType<typeof reading>[], number | undefined][] = [
  ['nothing was read', [reading()], undefined],
  ['one sample', [reading(100, 30, 100)], 70],
  ['a rise between two samples is seen by the peak of the kernel', [reading(100, 30, 100), reading(100, 30, 400)], 370],
  ['a rise before the first sample too', [reading(100, 30, 400)], 370],
  ['cache that was read in is no working set', [reading(100, 30, 100), reading(500, 430, 500)], 70],
  ['cache that was read in and a rise: what is certain', [reading(100, 30, 100), reading(300, 230, 600)], 370],
  ['a peak without news does not count again when the cache shrinks', [reading(500, 430, 500), reading(80, 10, 500)], 70],
  ['without a peak of the kernel the largest sample', [reading(100, 30), reading(300, 40), reading(90, 1)], 260],
  ['a reading that failed changes nothing', [reading(100, 30, 100), reading()], 70],
]

test.each(cases)('%s', (_, readings, expected) => {
  const peak = new WorkingSetPeak()
  expect(readings.map((one) => peak.add(one)).at(-1)).toBe(expected)
})
