import { expect, test } from 'vitest'
import { harmlessAddition } from '../../../src/measure/command/harmless-edit.ts'

test.each([
  ['src/a.ts', 'x\n', '// vitest-slo edit 2\n'],
  ['src/A.TSX', 'x\n', '// vitest-slo edit 2\n'],
  ['a.py', 'x\n', '# vitest-slo edit 2\n'],
  ['Dockerfile', 'x\n', '# vitest-slo edit 2\n'],
  ['Makefile', 'x\n', '# vitest-slo edit 2\n'],
  ['a.css', 'x\n', '/* vitest-slo edit 2 */\n'],
  ['a.html', 'x\n', '<!-- vitest-slo edit 2 -->\n'],
  ['a.sql', 'x\n', '-- vitest-slo edit 2\n'],
  ['a.ts', 'x', '\n// vitest-slo edit 2\n'],
  ['a.ts', '', '// vitest-slo edit 2\n'],
  ['a.ts', 'x\r\ny', '\r\n// vitest-slo edit 2\r\n'],
  ['package.json', '{}\n', '\n\n'],
  ['logo.bin', 'x', '\n\n'],
  ['LICENSE', 'x\r\n', '\r\n\r\n'],
])('%s %j', (path, content, addition) => {
  expect(harmlessAddition(path, content, 2)).toBe(addition)
})

test('is different each time', () => {
  const additions = [1, 2, 3].flatMap((count) => ['a.ts', 'a.json'].map((path) => harmlessAddition(path, 'x\n', count)))
  expect(new Set(additions).size).toBe(6)
})
