import { describe, expect, test } from 'vitest'
import { loadFault } from '../../src/declare/load-fault.ts'

const text = `import { sli } from 'vitest-slo/config'
import { helper } from './helper.ts'
const _mine = helper
export default { slos: { a: sli.comand('x') } }
`
const loaded = { file: '/project/slo.config.ts', text, exactColumns: true, own: '/project/node_modules/vitest-slo/dist/' }

function thrown(name: string, message: string, stack = ''): Error {
  return Object.assign(new Error(message), { name, stack: `${name}: ${message}\n${stack}` })
}

describe('as Vitest reports it', () => {
  test('names of its transformer are taken out, columns are kept', () => {
    const error = thrown(
      'TypeError',
      '__vite_ssr_import_0__.sli.comand is not a function',
      '    at /project/slo.config.ts:4:33\n    at node:internal:1:1',
    )
    expect(loadFault(error, loaded)).toEqual({
      code: 'not-loaded',
      path: '',
      came: 'TypeError: sli.comand is not a function',
      hint: "at slo.config.ts:4:33   export default { slos: { a: sli.comand('x') } }",
      nearest: 'sli.command',
    })
  })

  test('a syntax error comes with colours and a frame', () => {
    const message =
      'Transform failed with 1 error:\n\n\u001b[31m[PARSE_ERROR] \u001b[0mExpected `,` or `}`\n   \u001b[38;5;246m╭\u001b[0m─[ slo.config.ts:4:5 ]\n'
    expect(loadFault(thrown('Error', message), loaded)).toMatchObject({
      came: 'syntax error: Expected `,` or `}`',
      hint: "at slo.config.ts:4:5   export default { slos: { a: sli.comand('x') } }",
    })
  })

  test('a module that is missing is shown where it is imported', () => {
    const error = thrown('Error', "Cannot find module './helper.ts' imported from '/project/slo.config.ts'")
    expect(loadFault(error, loaded)).toMatchObject({
      came: "Cannot find module './helper.ts'",
      hint: "at slo.config.ts:2   import { helper } from './helper.ts'",
    })
  })
})

describe('places', () => {
  test.each([
    ['a file of the project', '    at /project/lib/helper.ts:2:6', 'at lib/helper.ts:2:6'],
    ['a file elsewhere', '    at run (/other/helper.ts:2:6)', 'at /other/helper.ts:2:6'],
    ['a file by its address', '    at async file:///project/lib/helper.ts:2:6', 'at lib/helper.ts:2:6'],
    ['a line that is not there', '    at /project/slo.config.ts:99:1', 'at slo.config.ts:99:1'],
    [
      'code that is not the user’s',
      '    at node:fs:1:1\n    at x (/project/node_modules/a/b.js:1:2)\n    at <anonymous>:1:1',
      undefined,
    ],
    ['our own code', '    at cleanroom (/project/node_modules/vitest-slo/dist/presets.js:1:2)', undefined],
    ['nothing', '', undefined],
  ] as const)('%s', (_, stack, hint) => {
    expect(loadFault(thrown('TypeError', 'x is broken', stack), loaded).hint).toBe(hint)
  })

  test('our own code in a checkout of it', () => {
    const error = thrown('TypeError', 'x', '    at y (/src/presets.ts:1:2)\n    at /project/slo.config.ts:3:1')
    expect(loadFault(error, { ...loaded, own: '/src/', exactColumns: false }).hint).toBe(
      'at slo.config.ts:3   const _mine = helper',
    )
  })

  test('an import that cannot be found in the text has no place', () => {
    expect(loadFault(thrown('Error', "Cannot find package 'elsewhere'"), loaded).hint).toBeUndefined()
  })
})

describe('messages', () => {
  test.each([
    ['Error', '(0 , _config.cleanrom) is not a function', 'cleanrom is not a function'],
    ['TypeError', '_mine.foo is not a function', 'TypeError: _mine.foo is not a function'],
    ['Error', 'first line\nsecond line', 'first line'],
    ['Error', '', ''],
    ['Error', 'started at 12:30:45', 'started at 12:30:45'],
  ] as const)('%s: %s', (name, message, came) => {
    expect(loadFault(thrown(name, message), loaded)).toMatchObject({ came, hint: undefined })
  })

  test('a subject that is near to none has no nearest', () => {
    expect(loadFault(thrown('TypeError', 'sli.somethingElse is not a function'), loaded).nearest).toBeUndefined()
  })

  test.each([
    ['text', "it threw 'text'"],
    [undefined, 'it threw undefined'],
    [null, 'it threw null'],
    [{ a: 1 }, 'it threw an object'],
  ] as const)('%o, which is no error', (value, came) => {
    expect(loadFault(value, loaded)).toEqual({ code: 'not-loaded', path: '', came })
  })
})
