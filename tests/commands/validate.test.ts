import { describe, expect, test } from 'vitest'
import { folderWith, slo } from './test-world.ts'

const config = `import { defineConfig, sli } from 'vitest-slo/config'
const time: string = '<= 15s'
export default defineConfig({
  service: 'demo',
  probes: { build: { run: 'npm run build' } },
  metrics: { triples: { type: 'counter', unit: 'count' } },
  slos: {
    'first-build': { sli: sli.command('build').duration, objective: time as '<= 15s', warning: '<= 12s' },
    'tests': { sli: sli.test({ file: 'tests/**' }).duration, objective: 'p95 <= 200ms', enforce: 'warn' },
    'files': { sli: sli.file('tests/**').duration, objective: '<= 1m', enforce: 'budget', target: '95%', window: '30d' },
  },
  environments: { ci: { slos: { 'first-build': { objective: '<= 30s', warning: '<= 20s' } } } },
})
`

describe('slo validate', () => {
  test('says what is promised', async () => {
    const { exitCode, stdout, stderr } = await slo(folderWith({ 'slo.config.ts': config }), ['validate'])
    expect([exitCode, stderr]).toEqual([0, ''])
    expect(stdout).toMatchInlineSnapshot(`
      "slo.config.ts is valid: 3 SLOs, 1 probe, 1 metric (environment development, machine class local)
        first-build  command build duration      max <= 15s, warning max <= 12s
        tests        tests in tests/** duration  p95 <= 200ms (warn only)
        files        file tests/** duration      max <= 1m, good in 95% of 30 days
      "
    `)
  })

  test('says it for the environment and machine class of here', async () => {
    const folder = folderWith({ 'deep/other.config.ts': config })
    const { stdout } = await slo(folder, ['validate', 'deep/other.config.ts'], { env: { CI: 'true', SLO_MACHINE: 'big' } })
    expect(stdout).toContain('deep/other.config.ts is valid: 3 SLOs, 1 probe, 1 metric (environment ci, machine class big)')
    expect(stdout).toContain('max <= 30s, warning max <= 20s')
  })

  test('says it as JSON', async () => {
    const { exitCode, stdout } = await slo(folderWith({ 'slo.config.ts': config }), ['validate', '--json'])
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      exitCode: 0,
      file: 'slo.config.ts',
      service: 'demo',
      slos: [{ name: 'first-build' }, { name: 'tests' }, { name: 'files', errorBudget: { target: 0.95 } }],
    })
  })

  test('lists every fault of a wrong one, without a stack', async () => {
    const wrong = `export default { slos: { a: { objective: '<= 100MB' } }, waning: 1 }`
    const folder = folderWith({ 'slo.config.mjs': wrong })
    const { exitCode, stdout, stderr } = await slo(folder, ['validate'])
    expect([exitCode, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^slo\.config\.mjs: 2 problems\n/)
    expect(stderr).toContain('slos.a.sli is missing')
    expect(stderr).toContain('waning: there is no such key')
    expect(stderr).not.toMatch(/^\s+at .*:\d+\)$/m)
    const json = JSON.parse((await slo(folder, ['validate', '--json'])).stdout) as {
      readonly error: { readonly faults: readonly object[] }
    }
    expect(json.error.faults).toHaveLength(2)
  })

  test('says where it looked when there is none', async () => {
    const folder = folderWith({})
    const { exitCode, stderr } = await slo(folder, ['validate'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`${folder}/slo.config.ts was not found`)
    expect(stderr).toContain('slo init')
  })
})
