import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/commands/doctor/finding.ts'
import { folderWith, linkPackages, slo } from './test-world.ts'
import type { World } from '../../src/commands/world.ts'

const config =
  "import { sli } from 'vitest-slo/config'\nexport default { slos: { tests: { sli: sli.run.tests, objective: '>= 1' } } }\n"
const good = {
  'package.json': '{}',
  'slo.config.mjs': config,
  'vitest.config.mjs': "import slo from 'vitest-slo'\nexport default { plugins: [slo()] }\n",
}

interface Diagnosis {
  readonly exitCode: number
  readonly findings: Readonly<Record<string, Finding>>
}

async function diagnose(folder: string, changes: Partial<World> = {}): Promise<Diagnosis> {
  const { exitCode, stdout } = await slo(folder, ['doctor', '--json'], { env: { PATH: process.env['PATH'] }, ...changes })
  const { findings } = JSON.parse(stdout) as { readonly findings: readonly Finding[] }
  return { exitCode, findings: Object.fromEntries(findings.map((finding) => [finding.name, finding])) }
}

describe('slo doctor', { timeout: 60_000 }, () => {
  test('tries out everything, and a gate works where nothing is wrong', async () => {
    const folder = folderWith(good)
    linkPackages(folder, ['vitest'])
    const { exitCode, findings } = await diagnose(folder)
    expect(exitCode).toBe(0)
    expect(Object.keys(findings)).toEqual([
      'Node',
      'Vitest',
      'slo.config',
      'plugin',
      'reports',
      'git',
      'control groups',
      'stolen CPU',
      'CPU pressure',
      'fit for timings',
      'peak memory',
      'CPU of a thread',
      'heap',
      'profiler',
      'containers',
      'process tree',
      'control group',
      'ending a tree', // prettier-ignore
    ])
    expect(findings).toMatchObject({
      Node: { status: 'ok' },
      Vitest: { status: 'ok' },
      'slo.config': { status: 'ok' },
      plugin: { status: 'ok' },
      reports: { status: 'ok' },
      heap: { status: 'ok' },
    })
    for (const { status, found, follows } of Object.values(findings))
      expect([found !== '', status === 'ok' || follows !== undefined]).toEqual([true, true])
  })

  test.runIf(process.platform === 'linux')('sees and ends a tree of processes on Linux', async () => {
    const { findings } = await diagnose(folderWith({}))
    expect(findings).toMatchObject({
      'process tree': { status: 'ok' },
      'ending a tree': { status: 'ok' },
      'stolen CPU': { status: 'ok' },
    })
  })

  test('an empty folder has no gate: each missing thing with what to do', async () => {
    const folder = folderWith({})
    const { exitCode, findings } = await diagnose(folder)
    expect(exitCode).toBe(2)
    expect(findings).toMatchObject({
      Vitest: { status: 'fail', found: 'is not installed here', follows: 'npm install --save-dev vitest' },
      'slo.config': { status: 'fail', found: expect.stringContaining('slo.config.ts was not found') },
      plugin: { status: 'fail', found: 'there is no Vitest config here', follows: 'slo init writes one' },
      git: { status: 'note' },
    })
  })

  test('versions that are not supported', async () => {
    const files = (version: string) => ({
      ...good,
      'node_modules/vitest/package.json': `{ "version": "${version}", "bin": { "vitest": "v" } }`,
    })
    expect((await diagnose(folderWith(files('4.0.9')), { nodeVersion: 'v20.18.3' })).findings).toMatchObject({
      Node: { status: 'fail', found: 'v20.18.3 (supported: 20.19 and newer)', follows: 'update Node' },
      Vitest: {
        status: 'fail',
        found: '4.0.9 (supported: 4.1 and newer, 5)',
        follows: 'update it: npm install --save-dev vitest',
      },
    })
    expect((await diagnose(folderWith(files('6.0.0')))).findings['Vitest']).toMatchObject({
      status: 'note',
      follows: 'this version has not been tried',
    })
  })

  test('a config without the plugin, one that cannot be loaded, an slo.config with faults', async () => {
    const without = { ...good, 'vitest.config.mjs': 'export default {}', 'slo.config.mjs': 'export default { slos: {} }' }
    expect((await diagnose(folderWith(without))).findings).toMatchObject({
      plugin: { status: 'fail', found: 'vitest.config.mjs does not have it, so nothing is judged', follows: 'slo init adds it' },
      'slo.config': { status: 'fail', found: expect.stringContaining('slo.config.mjs: 1 problem\n') },
    })
    const broken = { ...good, 'vitest.config.mjs': "throw new Error('no database')\n" }
    expect((await diagnose(folderWith(broken))).findings['plugin']).toMatchObject({
      status: 'fail',
      found: 'vitest.config.mjs could not be loaded: no database',
    })
  })

  test('a folder for the reports that cannot be written', async () => {
    const folder = folderWith({
      ...good,
      taken: '',
      'slo.config.mjs': config.replace('slos', "reports: { dir: 'taken/slo' }, slos"),
    })
    expect((await diagnose(folder)).findings['reports']).toMatchObject({
      status: 'fail',
      found: 'taken/slo cannot be written: EACCES at taken',
    })
  })

  test('says it for a person, in colours where they are wanted', async () => {
    const folder = folderWith({})
    const plain = await slo(folder, ['doctor'], { env: { PATH: process.env['PATH'] } })
    expect(plain.exitCode).toBe(2)
    expect(plain.stdout).toMatch(/^ ✓ Node {13}v\d/)
    expect(plain.stdout).toContain(
      '\n ✗ Vitest           is not installed here\n                    npm install --save-dev vitest\n',
    )
    expect(plain.stdout).toMatch(/\n\n\d things make a gate impossible here: see ✗\n$/)
    expect((await slo(folder, ['doctor'], { env: { PATH: process.env['PATH'], FORCE_COLOR: '1' } })).stdout).toContain('\u001b[')
  })
})
