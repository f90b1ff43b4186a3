import { expect, test, vi } from 'vitest'
import { within } from '../../../src/measure/container/within.ts'

test('tells how long it took, also of work that failed', async () => {
  expect(await within(60_000, Promise.resolve())).toBeGreaterThanOrEqual(0)
  expect(await within(60_000, Promise.reject(new Error('no')))).toBeGreaterThanOrEqual(0)
})

test('waits no longer than it may, whatever the test does to the timers', async () => {
  vi.useFakeTimers()
  try {
    expect(await within(20, new Promise(() => undefined))).toBeUndefined()
  } finally {
    vi.useRealTimers()
  }
})
