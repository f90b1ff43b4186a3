import { expect, test } from 'vitest'
import { ignoreFolder } from '../../../src/commands/init/ignore-folder.ts'

test.each([
  ['', '.slo', '.slo/\n'],
  ['dist\n', '.slo', 'dist\n.slo/\n'],
  ['dist', './out/slo/', 'dist\nout/slo/\n'],
  ['dist\r\n', '.slo', 'dist\r\n.slo/\r\n'],
  ['dist\r\nlib', '.slo', 'dist\r\nlib\r\n.slo/\r\n'],
  ['xslo\n', '.slo', 'xslo\n.slo/\n'],
  ['# .slo\n!.slo\n', '.slo', '# .slo\n!.slo\n.slo/\n'],
])('%j and %s', (text, folder, expected) => {
  expect(ignoreFolder(text, folder)).toBe(expected)
})

test.each(['.slo', '.slo/', '/.slo', '/.slo/', '**/.slo', '**/.slo/', '.slo/*', '.slo/**', 'a\r\n  .slo/  \r\nb'])(
  '%j ignores it already',
  (text) => {
    expect(ignoreFolder(text, '.slo')).toBeUndefined()
  },
)
