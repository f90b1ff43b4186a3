import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import * as door from '../../src/config.ts'
import { findConfig, loadConfig } from '../../src/declare/load-config.ts'
import { ConfigError } from '../../src/model/fault.ts'

const folder = mkdtempSync(join(tmpdir(), 'vitest-slo-load-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const context = { file: 'slo.config.ts', environment: 'ci', machineClass: 'local' }
let count = 0

/** A project of its own: a module is loaded once in a process. */
function project(files: Readonly<Record<string, string>>): string {
  const root = join(folder, String(count++))
  mkdirSync(root)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text)
  return root
}

/** What a user reads when this file is loaded, with the folder taken out. */
async function refusal(text: string, beside: Readonly<Record<string, string>> = {}): Promise<string> {
  const root = project({ 'slo.config.ts': text, ...beside })
  const error = await loadConfig(join(root, 'slo.config.ts'), context).catch((thrown: unknown) => thrown)
  if (!(error instanceof ConfigError)) throw new Error('the file was loaded')
  return error.message.replaceAll(root, '<root>')
}

const right = `import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({ slos: { build: { sli: sli.command('build').duration, objective: '<= 15s' } } })`

describe('findConfig', () => {
  test.each(['slo.config.ts', 'slo.config.mts', 'slo.config.js', 'slo.config.mjs'])('finds %s', (name) => {
    const root = project({ [name]: '' })
    expect(findConfig(root)).toBe(join(root, name))
  })

  test('takes TypeScript first', () => {
    const root = project({ 'slo.config.js': '', 'slo.config.ts': '' })
    expect(findConfig(root)).toBe(join(root, 'slo.config.ts'))
  })

  test('finds nothing where nothing is', () => {
    expect(findConfig(project({ 'slo.config.json': '{}' }))).toBeUndefined()
  })
})

describe('loadConfig', () => {
  test.each(['slo.config.ts', 'slo.config.mts', 'slo.config.js', 'slo.config.mjs'])(
    'loads %s, though the package is not installed beside it',
    async (name) => {
      const { slos } = await loadConfig(join(project({ [name]: right }), name), context)
      expect(slos).toMatchObject([{ name: 'build', objective: { threshold: 15_000 } }])
    },
  )

  test('gives the file the same door as an import of the package, in its helpers too', async () => {
    const helper = `import * as door from 'vitest-slo/config'
      export const names = Object.keys(door).filter((name) => name !== 'default').toSorted().join(' ')`
    const text = `import { names } from './helper.ts'
      import { sli } from 'vitest-slo/config'
      export default { service: names, slos: { a: { sli: sli.run.duration, objective: '<= 1s' } } }`
    const root = project({ 'slo.config.ts': text, 'helper.ts': helper })
    const { service } = await loadConfig(join(root, 'slo.config.ts'), context)
    expect(service).toBe(Object.keys(door).toSorted().join(' '))
  })

  test('loads what TypeScript can say, and helpers', async () => {
    const helper = `export enum Bound { Build = '<= 15s' }`
    const text = `import { sli } from 'vitest-slo/config'
      import type { Nothing } from 'not-there'
      import { Bound } from './helper.ts'
      export default { slos: { build: { sli: sli.command('build').duration, objective: Bound.Build } } } satisfies object as Nothing`
    const root = project({ 'slo.config.ts': text, 'helper.ts': helper })
    expect(await loadConfig(join(root, 'slo.config.ts'), context)).toMatchObject({ slos: [{ name: 'build' }] })
  })

  test('applies the environment it is told', async () => {
    const text = right.replace('} } })', '} }, environments: { production: { slos: { build: { objective: "<= 9s" } } } } })')
    const file = join(project({ 'slo.config.ts': text }), 'slo.config.ts')
    expect(await loadConfig(file, { ...context, environment: 'production' })).toMatchObject({
      slos: [{ objective: { threshold: 9000 } }],
    })
  })
})

describe('what cannot be loaded says why and where, without a stack', () => {
  test('no file', async () => {
    const error = await loadConfig('/nowhere/slo.config.ts', context).catch((thrown: unknown) => thrown)
    expect(String(error)).toMatchInlineSnapshot(`
      "ConfigError: slo.config.ts: 1 problem
        ✗ /nowhere/slo.config.ts was not found
            write one, or let \`slo init\` do it"
    `)
  })

  test('a syntax error', async () => {
    expect(await refusal(`export default {\n  slos: { a: 1 b: 2 },\n}`)).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ the file could not be loaded: syntax error: Unexpected token, expected ","
            at slo.config.ts:2:16   slos: { a: 1 b: 2 },"
    `)
  })

  test('a function that does not exist', async () => {
    const text = `import { sli } from 'vitest-slo/config'
export default {
  slos: {
    build: { sli: sli.comand('build').duration, objective: '<= 15s' },
  },
}`
    expect(await refusal(text)).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ the file could not be loaded: TypeError: sli.comand is not a function
            at slo.config.ts:4   build: { sli: sli.comand('build').duration, objective: '<= 15s' },
            did you mean sli.command?"
    `)
  })

  test('a preset that does not exist', async () => {
    expect(await refusal(`import { cleanrom } from 'vitest-slo/config'\n\nexport default { slos: cleanrom() }`))
      .toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ the file could not be loaded: TypeError: cleanrom is not a function
            at slo.config.ts:3   export default { slos: cleanrom() }"
    `)
  })

  test('a name that is not defined', async () => {
    expect(await refusal(`const unused: number = 1\nexport default { slos: nothing }`)).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ the file could not be loaded: ReferenceError: nothing is not defined
            at slo.config.ts:2   export default { slos: nothing }"
    `)
  })

  test('an error inside our own code points at the call', async () => {
    expect(await refusal(`import { cleanroom } from 'vitest-slo/config'\nexport default {\n  slos: cleanroom(null),\n}`))
      .toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ the file could not be loaded: TypeError: Cannot read properties of null (reading 'firstBuild')
            at slo.config.ts:3   slos: cleanroom(null),"
    `)
  })

  test('an error in a helper points at the helper', async () => {
    expect(await refusal(`import './helper.ts'\nexport default {}`, { 'helper.ts': '\n\nnull.foo' })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ the file could not be loaded: TypeError: Cannot read properties of null (reading 'foo')
            at helper.ts:3"
    `)
  })

  test('a package that is not installed', async () => {
    expect(await refusal(`// first line\nimport { x } from 'not-there'\nexport default x`)).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ the file could not be loaded: Cannot find module 'not-there'
            at slo.config.ts:2   import { x } from 'not-there'"
    `)
  })

  test('a file that is not there', async () => {
    expect(await refusal(`import { x } from './not-there.ts'\nexport default x`)).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ the file could not be loaded: Cannot find module './not-there.ts'
            at slo.config.ts:1   import { x } from './not-there.ts'"
    `)
  })

  test('an error thrown on purpose', async () => {
    expect(await refusal(`if (!process.env.NEVER_SET) throw new Error('NEVER_SET is needed\\nsee the docs')\nexport default {}`))
      .toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ the file could not be loaded: NEVER_SET is needed
            at slo.config.ts:1   if (!process.env.NEVER_SET) throw new Error('NEVER_SET is needed\\nsee the docs')"
    `)
  })

  test('a text thrown on purpose', async () => {
    expect(await refusal(`throw 'NEVER_SET is needed'`)).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ the file could not be loaded: it threw 'NEVER_SET is needed'"
    `)
  })

  test('no default export', async () => {
    expect(await refusal(`export const config = { slos: {} }`)).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ the file has no default export
            write export default defineConfig({ ... })"
    `)
  })

  test('an empty file', async () => {
    expect(await refusal('')).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ the file has no default export
            write export default defineConfig({ ... })"
    `)
  })

  test('wrong content', async () => {
    expect(await refusal(right.replace('<= 15s', '<= 15MB'))).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.build.objective: '15MB' has a unit of another kind
            expected a time such as '250ms' or '15s'"
    `)
  })
})
