import { expect, test } from 'vitest'
import { packAttempt, packHeapUse, unpackAttempt } from '../../src/vitest/attempt.ts'

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
  const other = { ...attempt, heap: 105, allocated: 106, gcTime: 107 }
  const packed = [packAttempt(attempt, { ...attempt, number: 1 }), packHeapUse([other, attempt])] as const
  expect(unpackAttempt(...packed)).toEqual(attempt)
  const [figures, heapUse] = JSON.parse(JSON.stringify(packed)) as typeof packed
  expect(unpackAttempt(figures, heapUse)).toEqual(attempt)
})

test('of an attempt whose file never ended all is known but its use of the heap', () => {
  const { heap: _, allocated: __, gcTime: ___, ...known } = measured
  expect(unpackAttempt(packAttempt(measured, { ...measured, number: 0 }))).toEqual(known)
})
