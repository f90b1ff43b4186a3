import { cpSync, mkdirSync, readdirSync, symlinkSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { consumer, describeVitest, majors, project } from '../support/consumer.ts'
import { run } from '../support/run.ts'

const repository = join(import.meta.dirname, '../..')

const files = {
  'slo.config.ts': `import { defineConfig, sli } from 'vitest-slo/config'
const config = defineConfig({ slos: { 'first-build': { sli: sli.command('build').duration, objective: '<= 15s' } } })
export default config
import type {} from 'vitest-slo'
declare module 'vitest-slo' { interface Register { config: typeof config } }`,
  'vitest.config.ts': `import { defineConfig } from 'vitest/config'
import slo from 'vitest-slo'
export default defineConfig({ plugins: [slo({ config: 'slo.config.ts' })] })`,
  'a.test.ts': `import { expect, slo, test } from 'vitest-slo/test'
import { defineConfig, sli } from 'vitest-slo/config'
test('types', async ({ slo: own }) => {
  const run = await slo.measure('work', () => 42)
  const value: number = run.value
  expect(run).toMeetSlo('first-build')
  // @ts-expect-error an SLO that is not declared
  expect(run).toMeetSlo('frist-build')
  expect(run).toTakeAtMost('50ms', 'p95')
  // @ts-expect-error a size is no time
  expect(run).toTakeAtMost('50MB')
  own.objectives({ duration: '<= 200ms', allocated: '<= 20MB' })
  // @ts-expect-error a time is no size
  own.objectives({ allocated: '<= 200ms' })
  // @ts-expect-error a size is no time
  defineConfig({ slos: { a: { sli: sli.run.duration, objective: '<= 1MB' } } })
  return void value
})`,
}

const tsconfig = (module: string) =>
  JSON.stringify({
    compilerOptions: { strict: true, module, moduleResolution: module === 'esnext' ? 'bundler' : module, target: 'es2022', lib: ['esnext', 'dom'], noEmit: true, skipLibCheck: false, types: ['node'] }, // prettier-ignore
    include: ['*.ts'],
  })

for (const major of majors) {
  describeVitest(major, 'the published types', () => {
    test.each([
      ['typescript-5.9', 'nodenext'],
      ['typescript', 'nodenext'],
      ['typescript-7', 'nodenext'],
      ['typescript', 'esnext'],
    ])('compile for a user, and catch mistakes: %s, module %s', async (compiler, module) => {
      const dir = project({ ...files, 'tsconfig.json': tsconfig(module) }, { major })
      addNodeTypes(dir, major)
      const args = [join(repository, 'node_modules', compiler, 'bin/tsc'), '-p', 'tsconfig.json', '--listFiles']
      const ended = await run({ command: process.execPath, args, cwd: dir })
      // What other packages get wrong among themselves is not ours to judge.
      const errors = ended.stdout.split('\n').filter((line) => line.includes('error TS'))
      expect(errors.filter((line) => /^[\w.]+\(|node_modules\/vitest-slo\/|TS2688/.test(line))).toEqual([])
      expect(ended.stdout).toContain(`${dir}/a.test.ts`)
    })
  })
}

/** The consumer has no types of Node, as little as a project has that does not ask for them: the project gets its own node_modules. */
function addNodeTypes(dir: string, major: (typeof majors)[number]): void {
  const installed = join(consumer(major).dir, 'node_modules')
  const modules = join(dir, 'node_modules')
  unlinkSync(modules)
  mkdirSync(join(modules, '@types'), { recursive: true })
  const own = new Set(['@types', 'undici-types'])
  for (const name of readdirSync(installed)) if (!own.has(name)) symlinkSync(join(installed, name), join(modules, name))
  for (const name of ['@types/node', 'undici-types'])
    cpSync(join(repository, 'node_modules', name), join(modules, name), { recursive: true })
}
