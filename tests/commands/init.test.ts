import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderWith, linkPackages, slo } from './test-world.ts'

const packageJson = '{ "name": "demo", "type": "module" }'
const project = (files: Readonly<Record<string, string>>): string => {
  const folder = folderWith({ 'package.json': packageJson, ...files })
  linkPackages(folder, ['vitest'])
  return folder
}
const read = (folder: string, file: string): string => readFileSync(join(folder, file), 'utf8')

describe('slo init', { timeout: 30_000 }, () => {
  test('makes an empty project ready', async () => {
    const folder = project({})
    const { exitCode, stdout, stderr } = await slo(folder, ['init'])
    expect([exitCode, stderr]).toEqual([0, ''])
    expect(stdout).toMatchInlineSnapshot(`
      "created   vitest.config.ts: slo() in its plugins
      created   slo.config.ts: three promises to start from
      created   .gitignore: leaves out .slo, the folder of the reports

      install      npm install --save-dev vitest-slo
      first gate   npx slo run
      "
    `)
    expect(read(folder, 'vitest.config.ts')).toMatchInlineSnapshot(`
      "import slo from 'vitest-slo'
      import { defineConfig } from 'vitest/config'

      export default defineConfig({
        plugins: [slo()],
      })
      "
    `)
    expect(read(folder, '.gitignore')).toBe('.slo/\n')
    expect(read(folder, 'slo.config.ts')).toContain("declare module 'vitest-slo'")
  })

  test('writes a configuration that is valid', async () => {
    const folder = project({})
    await slo(folder, ['init'])
    expect(await slo(folder, ['validate'])).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('3 SLOs') })
  })

  test('a second time changes nothing', async () => {
    const folder = project({
      'vite.config.ts': "import { helper } from './helper'\nexport default { test: { name: helper } }\n",
      'helper.ts': "export const helper: string = 'x'\n",
    })
    await slo(folder, ['init'])
    const files = ['vite.config.ts', 'slo.config.ts', '.gitignore']
    const before = files.map((file) => [read(folder, file), statSync(join(folder, file)).mtimeMs])
    expect(before[0]?.[0]).toBe(
      "import { helper } from './helper'\nimport slo from 'vitest-slo'\nexport default { plugins: [slo()], test: { name: helper } }\n",
    )
    const { exitCode, stdout } = await slo(folder, ['init'])
    expect([exitCode, stdout.match(/^kept/gm)?.length]).toEqual([0, 3])
    expect(files.map((file) => [read(folder, file), statSync(join(folder, file)).mtimeMs])).toEqual(before)
  })

  test('never writes over what is there', async () => {
    const mine =
      "import { sli } from 'vitest-slo/config'\nexport default { reports: { dir: 'out/slo' }, slos: { a: { sli: sli.run.tests, objective: '>= 1' } } }\n"
    const folder = project({ 'slo.config.mts': mine, '.gitignore': 'dist' })
    await slo(folder, ['init'])
    expect(read(folder, 'slo.config.mts')).toBe(mine)
    expect(existsSync(join(folder, 'slo.config.ts'))).toBe(false)
    expect(read(folder, '.gitignore')).toBe('dist\nout/slo/\n')
  })

  test('the plugin is found wherever it is, so that it is not added twice', async () => {
    const config =
      "import gate from 'vitest-slo'\nimport { defineConfig } from 'vitest/config'\nconst more = Promise.resolve([gate(), false])\nexport default defineConfig(({ mode }) => ({ plugins: mode === 'test' ? [more] : [] }))\n"
    const folder = project({ 'vitest.config.ts': config })
    expect(await slo(folder, ['init'])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('kept      vitest.config.ts: slo() is in its plugins'),
    })
    expect(read(folder, 'vitest.config.ts')).toBe(config)
  })

  test('what it is not sure of is left alone and said, the rest is done', async () => {
    const config = 'const plugins = []\nexport default { plugins }\n'
    const folder = project({ 'vitest.config.mjs': config })
    const { exitCode, stdout } = await slo(folder, ['init'])
    expect(exitCode).toBe(2)
    expect(stdout).toMatchInlineSnapshot(`
      "NOT DONE  vitest.config.mjs: it is not clear where the plugin belongs. Left as it is; add these two lines yourself:
          import slo from 'vitest-slo'
          plugins: [slo()],   // in the configuration
      created   slo.config.ts: three promises to start from
      created   .gitignore: leaves out .slo, the folder of the reports

      install      npm install --save-dev vitest-slo
      first gate   npx slo run
      "
    `)
    expect(read(folder, 'vitest.config.mjs')).toBe(config)
    expect(existsSync(join(folder, 'slo.config.ts'))).toBe(true)
  })

  test.each([
    [
      'an edit that would lose plugins',
      "const base = { plugins: [{ name: 'a' }] }\nexport default { test: {}, ...base }\n",
      'the plugin was not there after the edit, or another one was lost',
    ],
    [
      'an edit that would hide the plugins of a spread',
      "const base = { plugins: [{ name: 'a' }] }\nexport default {\n  ...base,\n  plugins: [],\n  ...base,\n}\n",
      'the plugin was not there after the edit, or another one was lost',
    ],
    [
      'an edit that would lose the plugins of a wrapper',
      "const make = (config) => ({ plugins: config.plugins ?? [{ name: 'a' }] })\nexport default make({})\n",
      'the plugin was not there after the edit, or another one was lost',
    ],
    ['a config that throws', "throw new Error('no database')\nexport default {}\n", 'it could not be loaded: no database'],
    ['a config that is none', 'export default 7\n', 'it could not be loaded: it exports no configuration'],
  ])('%s is not made', async (_, config, why) => {
    const folder = project({ 'vitest.config.ts': config })
    const { exitCode, stdout } = await slo(folder, ['init'])
    expect(exitCode).toBe(2)
    expect(stdout).toContain(`NOT DONE  vitest.config.ts: ${why}`)
    expect(read(folder, 'vitest.config.ts')).toBe(config)
  })

  test('a dry run says the same and writes nothing', async () => {
    const folder = project({ 'vitest.config.ts': 'export default {}\n', '.gitignore': 'dist\n' })
    const { exitCode, stdout } = await slo(folder, ['init', '--dry-run'])
    expect(exitCode).toBe(0)
    expect(stdout).toContain('would change  vitest.config.ts: slo() in its plugins\nwould create  slo.config.ts')
    expect([read(folder, 'vitest.config.ts'), read(folder, '.gitignore')]).toEqual(['export default {}\n', 'dist\n'])
    expect(existsSync(join(folder, 'slo.config.ts'))).toBe(false)
  })

  test('says it as JSON', async () => {
    const folder = project({})
    expect(JSON.parse((await slo(folder, ['init', '--json'])).stdout)).toEqual({
      exitCode: 0,
      dryRun: false,
      files: [
        { file: 'vitest.config.ts', action: 'created', note: 'slo() in its plugins' },
        { file: 'slo.config.ts', action: 'created', note: 'three promises to start from' },
        { file: '.gitignore', action: 'created', note: 'leaves out .slo, the folder of the reports' },
      ],
      next: ['install      npm install --save-dev vitest-slo', 'first gate   npx slo run'],
    })
  })

  test('names what is to be installed, with the package manager of the project', async () => {
    const folder = folderWith({ 'package.json': packageJson, 'pnpm-lock.yaml': '' })
    expect((await slo(folder, ['init'])).stdout).toMatch(
      /install {6}pnpm add -D vitest vitest-slo\nfirst gate {3}pnpm exec slo run\n$/,
    )
  })

  test('before Vitest is installed a config that is there is not touched, since nothing can be tried out', async () => {
    const config = "import { defineConfig } from 'vitest/config'\nexport default defineConfig({})\n"
    const folder = folderWith({ 'package.json': packageJson, 'vitest.config.ts': config })
    const { exitCode, stdout } = await slo(folder, ['init'])
    expect(exitCode).toBe(2)
    expect(stdout).toContain(
      'NOT DONE  vitest.config.ts: Vitest is not installed here, so an edit could not be tried out. Install it, and run slo init again\n',
    )
    expect(read(folder, 'vitest.config.ts')).toBe(config)
  })

  test('outside of a project it does nothing', async () => {
    const folder = folderWith({})
    const { exitCode, stderr } = await slo(folder, ['init'])
    expect([exitCode, stderr]).toEqual([2, `there is no package.json in ${folder}: run slo init in the root of your project\n`])
  })
})
