import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { runCli } from '../../src/commands/run-cli.ts'
import type { Run } from '../../src/model/run.ts'
import { storedText } from './stored-run.ts'
import { folderWith, slo, testWorld } from './test-world.ts'

const config =
  "import { sli } from 'vitest-slo/config'\nexport default { slos: { tests: { sli: sli.run.tests, objective: '>= 1' } } }\n"

/** A Vitest that only does what `act` says, with what it was started with in `started.json`. */
const vitestThat = (act: string): Readonly<Record<string, string>> => ({
  'node_modules/vitest/package.json': '{ "name": "vitest", "version": "4.1.12", "bin": { "vitest": "./bin.mjs" } }',
  'node_modules/vitest/bin.mjs': `import { mkdirSync, writeFileSync } from 'node:fs'
writeFileSync('started.json', JSON.stringify({ args: process.argv.slice(2) }))
const write = (text, file = '.slo/report.json') => {
  mkdirSync('.slo', { recursive: true })
  writeFileSync(file, text.replaceAll('STARTED', new Date().toISOString()))
}
${act}`,
})
const project = (act: string, files: Readonly<Record<string, string>> = {}): string =>
  folderWith({ 'slo.config.mjs': config, ...vitestThat(act), ...files })
const writes = (parts: Partial<Run>, file = '.slo/report.json'): string =>
  `write(${JSON.stringify(storedText({ id: 'now', startedAt: 'STARTED', ...parts }))}, '${file}')\n`
const started = (folder: string): unknown =>
  (JSON.parse(readFileSync(join(folder, 'started.json'), 'utf8')) as { readonly args: unknown }).args

describe('slo run', () => {
  test('runs Vitest once, with what stands behind --, and passes on what it prints', async () => {
    const folder = project(`${writes({})}console.log('out'); console.error('err')`)
    expect(await slo(folder, ['run', 'tests/a', '--', '--project', 'unit', '--json'])).toEqual({
      exitCode: 0,
      stdout: 'out\n',
      stderr: 'err\n',
    })
    expect(started(folder)).toEqual(['run', 'tests/a', '--project', 'unit', '--json'])
  })

  test.each([
    ['met', {}, 0, 0],
    ['violated', { exitCode: 1 }, 1, 1],
    ['violated, though Vitest was content', { exitCode: 1 }, 0, 1],
    ['no data', { exitCode: 3 }, 1, 3],
    ['met, but Vitest failed', {}, 1, 1],
    ['met, but Vitest crashed', {}, 134, 1],
  ] as const)('%s', async (_, parts, code, exitCode) => {
    expect((await slo(project(`${writes(parts)}process.exitCode = ${code}`), ['run'])).exitCode).toBe(exitCode)
  })

  test('a wrong configuration is 2 before anything starts', async () => {
    const folder = project(writes({}), { 'slo.config.mjs': 'export default { slos: {}, waning: 1 }' })
    const { exitCode, stderr } = await slo(folder, ['run'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('slo.config.mjs: 2 problems')
    expect(() => started(folder)).toThrow('ENOENT')
  })

  test('a report of an earlier run is no verdict on this one', async () => {
    const old = storedText({ id: 'old' })
    const { exitCode, stderr } = await slo(project('', { '.slo/report.json': old }), ['run'])
    expect(exitCode).toBe(2)
    expect(stderr).toMatchInlineSnapshot(`
      "nothing was judged: Vitest ended with exit code 0 and wrote no .slo/report.json
        - slo() must be in the plugins of the Vitest config: slo doctor says whether it is there, slo init adds it
        - where the root of Vitest is another folder, name it: slo run -- --root <folder>
      "
    `)
    const again = `write(${JSON.stringify(storedText({ id: 'old', startedAt: 'STARTED' }))})`
    expect((await slo(project(again, { '.slo/report.json': old }), ['run'])).exitCode).toBe(2)
    const copied = `write(${JSON.stringify(storedText({ id: 'other' }))})`
    expect((await slo(project(copied, { '.slo/report.json': old }), ['run'])).exitCode).toBe(2)
  })

  test('no report at all is 2, and so is a broken one', async () => {
    expect((await slo(project('process.exitCode = 1'), ['run'])).stderr).toContain(
      'nothing was judged: Vitest ended with exit code 1 and wrote no .slo/report.json\n  - what Vitest printed above may say why\n',
    )
    const { exitCode, stderr } = await slo(project("write('{')", { '.slo/report.json': storedText({}) }), ['run'])
    expect([exitCode, stderr]).toEqual([2, '.slo/report.json breaks off or is damaged: it is not complete JSON; run it again\n'])
  })

  test('an unreadable report of before does not matter', async () => {
    expect((await slo(project(writes({}), { '.slo/report.json': '{' }), ['run'])).exitCode).toBe(0)
  })

  test('with --json the output is the report, and what Vitest prints is not in it', async () => {
    const { exitCode, stdout, stderr } = await slo(project(`${writes({ exitCode: 1, outcome: 'violated' })}console.log('out')`), [
      'run',
      '--json',
    ])
    expect([exitCode, stderr]).toEqual([1, 'out\n'])
    expect(JSON.parse(stdout)).toMatchObject({ schema: 1, outcome: 'violated', run: { id: 'now' } })
  })

  test('a shard is found under its own name', async () => {
    const shard = writes({ scope: 'shard', shard: { index: 2, count: 3 }, outcome: 'not-judged' }, '.slo/report-2-of-3.json')
    expect((await slo(project(shard), ['run', '--', '--shard=2/3'])).exitCode).toBe(0)
    expect((await slo(project(shard), ['run'])).exitCode).toBe(2)
  })

  test('the root of Vitest is where configuration and report are', async () => {
    const folder = project('', {
      'web/slo.config.mjs': config,
      'web/.slo/report.json': storedText({ id: 'old' }),
      'slo.config.mjs': '(',
    })
    const { stderr } = await slo(folder, ['run', '--', '--root', 'web'])
    expect(stderr).toContain('wrote no web/.slo/report.json')
  })

  test('needs the JSON report, and a Vitest', async () => {
    const html = config.replace('slos', "reports: { formats: ['html'] }, slos")
    expect((await slo(project('', { 'slo.config.mjs': html }), ['run'])).stderr).toBe(
      "slo.config.mjs: reports.formats leaves out 'json', which slo run reads the verdicts from; add it\n",
    )
    const bare = folderWith({ 'slo.config.mjs': config })
    expect(await slo(bare, ['run'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `Vitest is not installed for ${bare}: npm install --save-dev vitest\n`,
    })
  })
})

describe('a signal', () => {
  const waiting = `process.on('SIGINT', () => { console.log('tidy'); process.exit(1) }); console.log('ready'); setTimeout(() => {}, 20000)`

  async function interrupted(
    stdinIsTTY: boolean,
    signals: number,
  ): Promise<{ readonly exitCode: number; readonly listeners: number; readonly said: { stdout: string; stderr: string } }> {
    const world = testWorld(project(waiting), { stdinIsTTY })
    const running = runCli(['run'], world)
    while (!world.said.stdout.includes('ready')) await sleep(10)
    for (let sent = 0; sent < signals; sent++) world.send('SIGINT')
    return { exitCode: await running, listeners: world.listeners(), said: world.said }
  }

  test('is passed on, Vitest may tidy up, and nothing was judged', { timeout: 30_000 }, async () => {
    const { exitCode, listeners, said } = await interrupted(false, 1)
    expect([exitCode, listeners]).toEqual([2, 0])
    expect(said).toEqual({ stdout: 'ready\ntidy\n', stderr: 'slo run was interrupted by SIGINT: nothing was judged\n' })
  })

  test('of a terminal has reached Vitest already: only a second one is passed on', { timeout: 30_000 }, async () => {
    expect((await interrupted(true, 2)).said.stdout).toBe('ready\ntidy\n')
  })
})
