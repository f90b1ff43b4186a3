import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeVitest, majors, project, runVitest } from '../support/consumer.ts'

const listScripts = readFileSync(join(import.meta.dirname, '../../benchmarks/support/in-project/loaded-scripts.mjs'), 'utf8')

const files = {
  'loaded-scripts.mjs': listScripts,
  'vitest.config.mjs': `
    import slo from 'vitest-slo'
    import { writeFileSync } from 'node:fs'
    import { loadedScripts } from './loaded-scripts.mjs'
    const atTheFirstTest = { name: 'at-the-first-test', configureVitest({ vitest }) {
      vitest.config.reporters.push({ onTestRunStart: () => writeFileSync('main.json', JSON.stringify(loadedScripts())) })
      process.on('exit', () => writeFileSync('end.json', JSON.stringify(loadedScripts())))
    } }
    export default { plugins: [slo(), atTheFirstTest], test: { include: ['*.test.mjs'] } }`,
  'slo.config.mjs': `
    import { defineConfig, sli } from 'vitest-slo/config'
    export default defineConfig({ slos: { quick: { sli: sli.test({ file: '**' }).duration, objective: '<= 60s' } } })`,
  'lists.test.mjs': `
    import { writeFileSync } from 'node:fs'
    import { test } from 'vitest'
    import { loadedScripts } from './loaded-scripts.mjs'
    test('lists what is loaded', () => writeFileSync('worker.json', JSON.stringify(loadedScripts())))`,
}

for (const major of majors) {
  describeVitest(major, 'what is loaded', () => {
    test.each(['forks', 'threads'])('a worker loads what measures, and nothing else (%s)', async (pool) => {
      const dir = project(files, { major })
      const { exitCode, stderr } = await runVitest(dir, ['--pool', pool], { major })
      expect(stderr).not.toContain('Error')
      expect(exitCode).toBe(0)
      const loaded = ours(dir, 'worker.json')
      // The list is not empty for the wrong reason: the setup is in it, and so is Vitest itself.
      expect(loaded.join('\n')).toMatch(/vitest-slo\/dist\/.*worker-setup/)
      expect(packagesIn(dir, 'worker.json')).toContain('vitest')
      for (const heavy of ['zod', 'commander', 'jiti', 'picomatch', 'pidusage', 'tinyglobby'])
        expect(packagesIn(dir, 'worker.json')).not.toContain(heavy)
      expect(
        loaded.filter((path) => /dist\/(declare|report|judge|aggregate|commands|measure\/process|vitest\/in-main)\//.test(path)),
      ).toEqual([])
      expect(loaded.filter((path) => /bundled\/(?!worker-setup)/.test(path))).toEqual([])
      expect(loaded.length).toBeLessThanOrEqual(4)
    })

    test('before the first test the main process loads neither judging nor reports nor the command line, and never what nobody asked for', async () => {
      const dir = project(files, { major })
      await runVitest(dir, [], { major, env: { CI: 'true' } })
      const loaded = ours(dir, 'main.json')
      expect(loaded.join('\n')).toMatch(/vitest-slo\/dist\/bundled\/attach/)
      expect(
        loaded.filter((path) =>
          /dist\/(judge|aggregate)\/|dist\/report\/(html|json|terminal)|dist\/commands\/program|bundled\/end-run/.test(path),
        ),
      ).toEqual([])
      // Every file costs half a millisecond: what starts with the run is put together when the package is built.
      expect(loaded.filter((path) => !path.includes('/dist/bundled/')).length).toBeLessThanOrEqual(5)
      expect(loaded.length).toBeLessThanOrEqual(15)
      expect(loaded.join('\n')).not.toContain('global-setup')
      for (const heavy of ['commander', 'jiti', 'pidusage', 'libsql', 'pg'])
        expect(packagesIn(dir, 'main.json')).not.toContain(heavy)
      // Until its end, in CI: no channel is configured, and nothing is exported.
      const atTheEnd = ours(dir, 'end.json')
      expect(atTheEnd.join('\n')).toContain('dist/bundled/end-run')
      expect(
        atTheEnd.filter((path) => /dist\/(alert|export)\/|tell-alerts|commands\/(alerts|metrics|export)/.test(path)),
      ).toEqual([])
      for (const unasked of ['nodemailer', 'yaml', 'pg']) expect(packagesIn(dir, 'end.json')).not.toContain(unasked)
    })
  })
}

function scripts(dir: string, file: string): string[] {
  return JSON.parse(readFileSync(join(dir, file), 'utf8')) as string[]
}

function ours(dir: string, file: string): string[] {
  return scripts(dir, file).filter((path) => path.includes('/node_modules/vitest-slo/'))
}

function packagesIn(dir: string, file: string): string[] {
  return scripts(dir, file).map((path) => /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? '')
}
