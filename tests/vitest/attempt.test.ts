import { expect, test } from 'vitest'
import { packAttempt, unpackAttempt } from '../../src/vitest/attempt.ts'

const measured = {
  duration: 1,
  overhead: 2,
  overlapped: true,
  withHooks: false,
  cpuTime: 3,
  memory: 0,
  heap: 5,
  allocated: 6,
  gcTime: 7,
  eventLoopDelay: 8,
  diskRead: 9,
  diskWrite: 10,
  networkSent: 11,
  networkReceived: 12,
}

test.each([
  ['all of it', measured],
  ['where little can be measured', { duration: 1, overhead: 2, overlapped: false, withHooks: true }],
])('an attempt comes out as it went in, through JSON too: %s', (_, attempt) => {
  expect(unpackAttempt(packAttempt(attempt, attempt))).toEqual(attempt)
  expect(unpackAttempt(JSON.parse(JSON.stringify(packAttempt(attempt, attempt))) as number[])).toEqual(attempt)
})
