import { expect, test } from 'vitest'
import { GroupPeak } from '../../../src/measure/process/group-peak.ts'

test('without any cache both bounds are the peak of the kernel', () => {
  const peak = new GroupPeak(true)
  expect(peak.read({ charged: 100, peak: 180, notTheirs: 0 })).toBe(100)
  peak.read({ charged: 50, peak: 110, notTheirs: 0 })
  expect(peak).toMatchObject({ atMost: 180, atLeast: 180 })
})

test('a cache that stands still is taken out exactly', () => {
  const peak = new GroupPeak(true)
  peak.read({ charged: 500, peak: 500, notTheirs: 500 })
  peak.read({ charged: 600, peak: 900, notTheirs: 500 })
  expect(peak.atLeast).toBe(400)
  expect(peak.atMost).toBe(500)
})

test('a cache that grows between two readings leaves its growth uncertain', () => {
  const peak = new GroupPeak(true)
  peak.read({ charged: 100, peak: 100, notTheirs: 0 })
  peak.read({ charged: 400, peak: 400, notTheirs: 300 })
  expect(peak).toMatchObject({ atMost: 400, atLeast: 100 })
  peak.read({ charged: 450, peak: 460, notTheirs: 300 })
  expect(peak).toMatchObject({ atMost: 400, atLeast: 160 })
})

test('a peak that cannot be reset tells of the time since the reading before only where it has grown', () => {
  const peak = new GroupPeak(false)
  peak.read({ charged: 100, peak: 300, notTheirs: 0 })
  peak.read({ charged: 20, peak: 300, notTheirs: 0 })
  expect(peak).toMatchObject({ atMost: 300, atLeast: 300 })
  peak.read({ charged: 250, peak: 300, notTheirs: 240 })
  expect(peak).toMatchObject({ atMost: 300, atLeast: 300 })
  peak.read({ charged: 640, peak: 640, notTheirs: 240 })
  expect(peak).toMatchObject({ atMost: 400, atLeast: 400 })
})
