import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const fixtures = ['define-config.ts', 'to-meet-slo.ts'].map((name) => join(root, 'tests/types/fixtures', name))
const folder = mkdtempSync(join(tmpdir(), 'vitest-slo-types-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

// A mistake in a config must be a compile error for every user, whichever TypeScript their project has.
describe.each(['typescript-5.9', 'typescript', 'typescript-7'])('%s', { timeout: 120_000 }, (compiler) => {
  test.each(fixtures)('takes what is right and refuses every mistake of %s', async (fixture) => {
    expect(await errorsOf(compiler, fixture)).toEqual([])
  })

  test.each(fixtures)('has an error of its own on each marked line of %s', async (fixture) => {
    const lines = readFileSync(fixture, 'utf8').split('\n')
    const marked = lines.flatMap((line, i) => (line.includes('@ts-expect-error') ? [i + 2] : []))
    expect(marked.length).toBeGreaterThan(0)
    const bare = join(folder, `${compiler}-${basename(fixture)}`)
    writeFileSync(bare, lines.map((line) => line.replace('@ts-expect-error', '')).join('\n'))
    const errors = await errorsOf(compiler, bare)
    expect([...new Set(errors.map(({ line }) => line))]).toEqual(marked)
  })
})

interface CompileError {
  readonly line: number
  readonly message: string
}

/** Compiles one file as a user's project would, with the doors of the package mapped to the sources. */
async function errorsOf(compiler: string, file: string): Promise<readonly CompileError[]> {
  const project = mkdtempSync(join(folder, 'project-'))
  const source = join(project, 'fixture.ts')
  cpSync(file, source)
  const doors = { 'vitest-slo': 'index', 'vitest-slo/config': 'config', 'vitest-slo/test': 'test' }
  const paths = Object.fromEntries(Object.entries(doors).map(([door, name]) => [door, [join(root, `src/${name}.ts`)]]))
  const compilerOptions = {
    target: 'es2023',
    lib: ['es2023', 'esnext.disposable'],
    module: 'nodenext',
    moduleDetection: 'force',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
    paths,
  }
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['fixture.ts'] }))
  writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'module' }))
  const output = await run(join(root, 'node_modules', compiler, 'bin/tsc'), ['-p', project, '--pretty', 'false'])
  return errorLines(output)
}

/** Errors in the sources are not those of the fixture, and are shown as line 0. */
function errorLines(output: string): readonly CompileError[] {
  return output.split('\n').flatMap((text) => {
    const [, line, message] = /fixture\.ts\((\d+),\d+\): (error .*)$/.exec(text) ?? []
    if (line !== undefined) return [{ line: Number(line), message: String(message) }]
    return /error TS/.test(text) ? [{ line: 0, message: text }] : []
  })
}

async function run(program: string, args: readonly string[]): Promise<string> {
  return new Promise((done) => {
    execFile(process.execPath, [program, ...args], { maxBuffer: 16_000_000 }, (_error, stdout, stderr) => done(stdout + stderr))
  })
}
