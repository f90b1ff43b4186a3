import { expect, test } from 'vitest'
import { timeShortage } from '../../src/measure/time-shortage.ts'

test.each([
  ['before the first sample', 4_000, [], 10],
  ['while half of the time is left, however slow the first ones were', 2_499, [50, 2_000], 1_000],
  ['while the rest fits at the pace of the fastest', 3_000, [900, 20], 102],
])('nothing is short %s', (_, elapsed, done, total) => {
  expect(timeShortage({ timeout: 5_000, elapsed }, done, total)).toBeUndefined()
})

test.each([0, Number.POSITIVE_INFINITY])('a test with the timeout %d has all the time', (timeout) => {
  expect(timeShortage({ timeout, elapsed: 1e6 }, [1000], 1000)).toBeUndefined()
})

test('says what is needed at the pace of the fastest, and a timeout with room', () => {
  expect(timeShortage({ timeout: 5_000, elapsed: 2_500 }, [40, 20, 30], 203)).toBe(
    '203 samples of about 20ms need 6.5s in all, and this test may take 5s: set { timeout: 10000 } on the test, or take fewer samples',
  )
})
