import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Run } from '../../src/model/run.ts'
import { durations, machine, sloOf } from '../report/sample-run.ts'
import { storedText } from './stored-run.ts'
import { folderWith, slo } from './test-world.ts'

const config = `import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({
  slos: {
    build: { sli: sli.command('build').duration, objective: '<= 3s' },
    tests: { sli: sli.run.tests, objective: '>= 10' },
  },
})
`
const commit = 'c'.repeat(40)
const count = (samples: readonly number[]) => ({ subject: { kind: 'run', name: 'run' }, metric: 'tests', unit: 'count', samples, source: 'count', exact: true }) as const // prettier-ignore
const shard = (index: number, parts: Partial<Run> = {}): string =>
  storedText({ id: `shard-${index}`, scope: 'shard', shard: { index, count: 2 }, commit, outcome: 'not-judged', series: [count([6])], ...parts }) // prettier-ignore
const full = (parts: Partial<Run> = {}): string =>
  storedText({ id: 'full', commit, series: [durations('build', [2000]), count([12])], ...parts })

describe('slo check', () => {
  test('judges a stored run by the configuration of today', async () => {
    const folder = folderWith({ 'slo.config.ts': config, '.slo/report.json': full() })
    expect(await slo(folder, ['check'])).toMatchObject({ exitCode: 0, stderr: '', stdout: expect.stringContaining('2 met (2)') })
    const stricter = folderWith({ 'slo.config.ts': config.replace('<= 3s', '<= 1999ms'), '.slo/report.json': full() })
    expect(await slo(stricter, ['check'])).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('✗ violated') })
  })

  test('a run that has begun and not ended: what lies there is of an earlier one', async () => {
    const files = { 'slo.config.ts': config, '.slo/report.json': full(), '.slo/unfinished.json': '{}' }
    const refused = { exitCode: 2, stdout: '', stderr: expect.stringContaining('.slo/unfinished.json says that a run began and did not finish') } // prettier-ignore
    expect(await slo(folderWith(files), ['check'])).toMatchObject(refused)
    expect(await slo(folderWith(files), ['check', '.slo/report.json'])).toMatchObject(refused)
  })

  test('shards are one run: what adds up is added up, every sample is judged', async () => {
    const files = {
      'slo.config.ts': config,
      'ci/one/report-1-of-2.json': shard(1, { series: [count([6]), durations('build', [2000])] }),
      'ci/two/.slo/report-2-of-2.json': shard(2),
    }
    const folder = folderWith(files)
    expect(await slo(folder, ['check', 'ci'])).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('2 met (2)') })
    const late = folderWith({
      ...files,
      'ci/two/.slo/report-2-of-2.json': shard(2, { series: [count([6]), durations('build', [3001])] }),
    })
    expect((await slo(late, ['check', 'ci'])).exitCode).toBe(1)
    expect(existsSync(join(late, '.slo'))).toBe(false)
  })

  test('what no shard measured is no data, and fails with 3', async () => {
    const folder = folderWith({ 'slo.config.ts': config, 'a.json': shard(1), 'b.json': shard(2) })
    expect(await slo(folder, ['check', 'a.json', 'b.json'])).toMatchObject({
      exitCode: 3,
      stdout: expect.stringContaining('no data'),
    })
  })

  test('a failed test is 1, whatever the SLOs say', async () => {
    const folder = folderWith({
      'slo.config.ts': config,
      '.slo/report.json': full({ tests: { passed: 11, failed: 1, skipped: 0 } }),
    })
    expect((await slo(folder, ['check'])).exitCode).toBe(1)
  })

  test('where a run was filtered, missing data is reported and does not fail', async () => {
    const folder = folderWith({ 'slo.config.ts': config, '.slo/report.json': full({ scope: 'filtered', series: [count([12])] }) })
    expect(await slo(folder, ['check'])).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('no data') })
  })

  test('objectives that tests set for themselves are judged again', async () => {
    const own = sloOf('tests/a.test.ts > parses: duration', {
      sli: { subject: { kind: 'test', name: 'parses', file: 'tests/a.test.ts' }, metric: 'duration', unit: 'ms' },
      bound: { threshold: 5, written: '5ms' },
    })
    const subject = { kind: 'test', name: 'parses', file: 'tests/a.test.ts' } as const
    const series = [durations('build', [2000]), count([12]), { ...durations('', [6]), subject }]
    const gone = sloOf('gone')
    const verdicts = [own, gone].map(
      (one) => ({ status: 'met', slo: one, measured: 4, headroom: 1, samples: 1, exact: true, reason: 'max 4ms' }) as const,
    )
    const { exitCode, stdout } = await slo(
      folderWith({ 'slo.config.ts': config, '.slo/report.json': full({ series, verdicts }) }),
      ['check'],
    )
    expect(exitCode).toBe(1)
    expect(stdout).toContain('tests/a.test.ts > parses')
    expect(stdout).not.toContain('gone')
  })

  test('says that the machines differ, and is unfit where one of them was', async () => {
    const busy = {
      ...machine,
      fingerprint: 'ffffff',
      fitness: { fit: false, reasons: ['load per core 3.1 before the run > 1.5'] },
    }
    const series = [count([6]), durations('build', [3500])]
    const folder = folderWith({ 'slo.config.ts': config, 'a.json': shard(1, { series }), 'b.json': shard(2, { machine: busy }) })
    const { exitCode, stdout, stderr } = await slo(folder, ['check', 'a.json', 'b.json'])
    expect(exitCode).toBe(0)
    expect(stderr).toMatchInlineSnapshot(`
      "these results come from 2 different machines; their timings are judged side by side:
        a1b2c3  Example CPU @ 3.0GHz, 2 cores, linux 6.1: a.json
        ffffff  Example CPU @ 3.0GHz, 2 cores, linux 6.1: b.json
      "
    `)
    expect(stdout).toContain('b.json: load per core 3.1 before the run > 1.5')
    expect(stdout).toContain('1 inconclusive')
  })

  test('prints JSON and nothing else on the output', async () => {
    const folder = folderWith({ 'slo.config.ts': config, '.slo/report.json': full() })
    const report = JSON.parse((await slo(folder, ['check', '--json'])).stdout) as Run & { readonly run: Run }
    expect(report).toMatchObject({ outcome: 'met', exitCode: 0, run: { id: 'full', scope: 'merged', commit } })
  })

  test('bounds are those of where it was measured, unless said otherwise', async () => {
    const classes = config.replace(
      "objective: '<= 3s'",
      "objective: '<= 3s', on: { local: { objective: '<= 1s' }, slow: { objective: '<= 9s' } }",
    )
    const folder = folderWith({ 'slo.config.ts': classes, '.slo/report.json': full() })
    expect((await slo(folder, ['check'], { env: { CI: 'true' } })).exitCode).toBe(1)
    expect((await slo(folder, ['check'], { env: { SLO_MACHINE: 'slow' } })).exitCode).toBe(0)
    const mixed = folderWith({
      'slo.config.ts': classes,
      'a.json': shard(1),
      'b.json': shard(2, { machine: { ...machine, class: 'slow' } }),
    })
    const { exitCode, stderr } = await slo(mixed, ['check', 'a.json', 'b.json'])
    expect([exitCode, stderr]).toEqual([
      2,
      'these results differ in machine class (local, slow), and each has bounds of its own; set SLO_MACHINE to the one that holds\n',
    ])
  })

  test.each([
    [
      'no results',
      {},
      ['check'],
      '.slo holds no report*.json: run your tests with slo run first, or name the files or folders to check',
    ],
    [
      'a folder without results',
      { 'ci/x.txt': '' },
      ['check', 'ci'],
      'ci holds no report*.json: were the results of the shards collected there?',
    ],
    [
      'a file that is not there',
      { 'a.json': full() },
      ['check', 'a.json', 'b.json'],
      'b.json was not found: name the report.json files, or the folders they were collected in',
    ],
    [
      'one unreadable among good ones',
      { 'a.json': full(), 'b.json': '{' },
      ['check', 'a.json', 'b.json'],
      'b.json breaks off or is damaged: it is not complete JSON; run it again',
    ],
    [
      'different commits',
      { 'a.json': shard(1), 'b.json': shard(2, { commit: 'd'.repeat(40) }) },
      ['check', 'a.json', 'b.json'],
      `these results are of different commits and say nothing about any one of them:\n  ${commit}: a.json\n  ${'d'.repeat(40)}: b.json\ncheck them one by one`,
    ],
    [
      'a missing shard',
      { 'a.json': shard(1) },
      ['check', 'a.json'],
      'the result of shard 2/2 is missing, and with it its tests; add it, or run that shard again',
    ],
  ])('%s: 2 with the reason', async (_, files, args, message) => {
    const ended = await slo(folderWith({ 'slo.config.ts': config, ...(files as Record<string, string>) }), args)
    expect(ended).toEqual({ exitCode: 2, stdout: '', stderr: `${message}\n` })
  })

  test('a configuration that cannot be used is 2, not a judgement', async () => {
    const { exitCode, stderr } = await slo(folderWith({ 'a.json': full(), 'slo.config.mjs': 'export default {}' }), [
      'check',
      'a.json',
    ])
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/^slo\.config\.mjs: 1 problem/)
  })
})
