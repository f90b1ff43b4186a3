import { expect, test } from 'vitest'
import { closingBracket, splitArguments } from '../../../src/commands/init/brackets.ts'

test.each([
  ['()', 0, 1],
  ['a({ b: [1] }, 2) c', 1, 15],
  ['(]', 0, undefined],
  ['((', 0, undefined],
])('%s closes', (masked, open, close) => {
  expect(closingBracket(masked, open)).toBe(close)
})

test.each([
  ['f()', []],
  ['f(  )', []],
  ['f(a, { b, c }, d)', [2, 4, 14]],
  ['f(a,)', [2]],
  ['f(a', []],
])('%s has items at %j', (masked, starts) => {
  expect(splitArguments(masked, 1)).toEqual(starts)
})
