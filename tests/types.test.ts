import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'vitest-slo-types-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

// A mistake in a config must be a compile error for every user, whichever TypeScript their project has. The fixtures compile, since
// each of their mistakes is marked as expected; without the marks, every mistake must show, and nothing else.
describe.each(['typescript-5.9', 'typescript', 'typescript-7'])('%s', { timeout: 240_000 }, (compiler) => {
  test.each(['define-config.ts', 'to-meet-slo.ts'])(
    '%s has an error of its own on each marked line, and no other',
    async (name) => {
      const lines = readFileSync(join(root, 'tests/types/fixtures', name), 'utf8').split('\n')
      const marked = lines.flatMap((line, i) => (line.includes(mark) ? [i + 2] : []))
      expect(marked.length).toBeGreaterThan(0)
      const errors = await errorsOf(compiler, lines.map((line) => line.replace(mark, '')).join('\n'))
      expect([...new Set(errors.map(({ line }) => line))]).toEqual(marked)
    },
  )
})

const mark = '@ts-expect-error'

interface CompileError {
  readonly line: number
  readonly message: string
}

/** Compiles one text as a user's project would, with the doors of the package mapped to the sources. */
async function errorsOf(compiler: string, text: string): Promise<readonly CompileError[]> {
  const project = mkdtempSync(join(folder, 'project-'))
  writeFileSync(join(project, 'fixture.ts'), text)
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
