import { expect, test } from 'vitest'
import { codePlace, pathOfUrl } from '../../src/profile/code-place.ts'

const place = (functionName: string, url: string, lineNumber = 4) =>
  codePlace({ functionName, url, lineNumber, columnNumber: 0 }, '/project')

test.each([
  ['file:///project/src/a.ts', 'own', 'src/a.ts'],
  ['/project/src/a.cjs', 'own', 'src/a.cjs'],
  ['file:///project/src/%C3%A4%20b.ts?v=1', 'own', 'src/ä b.ts'],
  ['file:///project/100%.ts', 'own', '100%.ts'],
  ['file:///project/node_modules/zod/index.js', 'dependency', 'node_modules/zod/index.js'],
  ['file:///elsewhere/a.js', 'dependency', '/elsewhere/a.js'],
  ['file:///projects/a.js', 'dependency', '/projects/a.js'],
  ['node:fs', 'node', undefined],
  ['', 'node', undefined],
  ['evalmachine.<anonymous>', 'node', undefined],
])('%s is %s code', (url, owner, file) => {
  expect(place('work', url)).toMatchObject({ function: 'work', owner, ...(file === undefined ? {} : { file, line: 5 }) })
})

test('what V8 names for lack of a function', () => {
  expect(['(root)', '(idle)', '(program)', '(garbage collector)', '(V8 API)'].map((name) => place(name, '', -1).owner)).toEqual([
    'idle', 'idle', 'node', 'gc', 'node']) // prettier-ignore
})

test('functions without a name', () => {
  expect(place('', 'file:///project/a.ts').function).toBe('(anonymous)')
  expect(place('', 'file:///project/a.ts', 0)).toMatchObject({ function: '(module)', line: 1 })
  expect(place('', '', -1).function).toBe('(anonymous)')
})

test('paths of Windows', () => {
  expect(pathOfUrl('file:///C:/project/a.ts')).toBe('C:/project/a.ts')
  expect(pathOfUrl(String.raw`C:\project\a.ts`)).toBe('C:/project/a.ts')
})
