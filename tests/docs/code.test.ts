import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { folderWith, slo } from '../commands/test-world.ts'
import { blocksIn, repository } from '../support/doc-pages.ts'
import type { Block } from '../support/doc-pages.ts'

// A registered configuration changes the types of every other block.
const blocks = blocksIn(['ts']).filter(({ code }) => !code.includes('declare module'))
const anySlo = "any: { sli: sli.run.duration, objective: '<= 10m' }"
const topKeys = 'slos|probes|metrics|monitoring|limits|profiling|reports|history|shards|alerts|environments|inconclusive|fitness'

/** A block about slo.config.ts as a whole file: a part of one is put where it belongs. Undefined for any other block. */
function configOf(code: string): string | undefined {
  const start = code.replace(/^(\/\/.*\n|\s)*/, '')
  if (start.includes('defineConfig({ plugins')) return undefined
  if (code.includes('defineConfig(')) return withImport(code.replace(/^ *\/\/ \.\.\.$/m, `slos: { ${anySlo} },`))
  if (start.startsWith('slos:')) return whole(code)
  if (/^(waiver|baseline):/.test(start))
    return whole(`slos: { any: { sli: sli.command('build').duration, objective: '<= 15s', ${code} } }`)
  if (new RegExp(`^(${topKeys}):`).test(start)) return whole(`${code.trimEnd().replace(/(?<!,)$/, '')}\n, slos: { ${anySlo} }`)
  return /^'?[\w-]+'?:\s+\{\s+sli:/.test(start) ? whole(`slos: { ${code} }`) : undefined
}

function whole(parts: string): string {
  return withImport(`export default defineConfig({\n${parts}\n})\n`)
}

function withImport(code: string): string {
  return /import .*defineConfig/.test(code)
    ? code
    : `import { cleanroom, defineConfig, relaxed, sli, strict } from 'vitest-slo/config'\n${code}`
}

const configs = blocks.flatMap((block) => {
  const text = configOf(block.code)
  return text === undefined ? [] : [{ ...block, text }]
})

describe('blocks of slo.config.ts', () => {
  test('there are some', () => {
    expect(configs.length).toBeGreaterThan(10)
  })

  test.each(configs)('$place is valid', async ({ text }) => {
    const { exitCode, stderr } = await slo(folderWith({ 'slo.config.ts': text }), ['validate'])
    expect([exitCode, stderr]).toEqual([0, ''])
  })
})

test('every block of TypeScript compiles, but for names that it leaves out', { timeout: 240_000 }, () => {
  const files = new Map(blocks.map((block, at) => [join(repository, `block-${at}.ts`), { block, text: textOf(block) }]))
  const { options } = ts.convertCompilerOptionsFromJson(
    {
      ...(
        ts.readConfigFile(join(repository, 'tsconfig.json'), (name) => ts.sys.readFile(name)).config as {
          compilerOptions: object
        }
      ).compilerOptions,
      noUnusedLocals: false,
    },
    repository,
  )
  const disk = ts.createCompilerHost(options)
  const host = { ...disk }
  host.fileExists = (name) => files.has(name) || disk.fileExists(name)
  host.readFile = (name) => files.get(name)?.text ?? disk.readFile(name)
  host.getSourceFile = (name, ...more) => {
    const own = files.get(name)
    return own === undefined
      ? disk.getSourceFile(name, ...more)
      : ts.createSourceFile(name, own.text, ts.ScriptTarget.ES2023, true)
  }
  const program = ts.createProgram([...files.keys()], options, host)
  const wrong = [...files].flatMap(([name, { block }]) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(name))
      // A block shows what it is about and no more: the names of a user's own things are not declared in it.
      .filter(({ code }) => ![2304, 2552, 2307, 18004].includes(code))
      .map(({ messageText }) => `${block.place}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`),
  )
  expect(wrong).toEqual([])
})

function textOf({ code }: Block): string {
  return configOf(code) ?? `${code}\nexport {}\n`
}
