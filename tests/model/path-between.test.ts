import { relative } from 'node:path/posix'
import { expect, test } from 'vitest'
import { pathBetween } from '../../src/model/path-between.ts'

test.each([
  ['/project', '/project/a.test.ts'],
  ['/project/', '/project/tests/a.test.ts'],
  ['/project/packages/a', '/project/packages/b/b.test.ts'],
  ['/', '/a.test.ts'],
  ['/one/two', '/three'],
])('from %s to %s as node:path says', (folder, file) => expect(pathBetween(folder, file)).toBe(relative(folder, file)))

test('with the slashes of either system', () => {
  expect(pathBetween('C:\\project', 'C:/project/tests/a.test.ts')).toBe('tests/a.test.ts')
})
