import { expect, test } from 'vitest'
import { usesColors } from '../../src/commands/uses-colors.ts'

test.each([
  [true, {}, true, true],
  [false, {}, true, false],
  [true, {}, false, false],
  [true, { NO_COLOR: '1' }, true, false],
  [true, { NO_COLOR: '' }, true, true],
  [false, { FORCE_COLOR: '1' }, true, true],
  [false, { FORCE_COLOR: '' }, true, true],
  [true, { FORCE_COLOR: '0' }, true, false],
  [true, { FORCE_COLOR: 'false' }, true, false],
  [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true, false],
  [false, { FORCE_COLOR: '1' }, false, false],
])('terminal %s with %j, wanted %s: %s', (isTTY, env, wanted, expected) => {
  expect(usesColors({ isTTY }, env, wanted)).toBe(expected)
})
