import { expect, test } from 'vitest'
import { vitestOption } from '../../../src/commands/run/vitest-option.ts'

test.each([
  [[], undefined],
  [['tests/a', '--rootdir', 'x', '--rootdir=y'], undefined],
  [['--root', 'x'], 'x'],
  [['a', '-r', 'x'], 'x'],
  [['--root=a=b'], 'a=b'],
  [['--root'], undefined],
])('%j has the root %s', (args, value) => {
  expect(vitestOption(args, ['--root', '-r'])).toBe(value)
})
