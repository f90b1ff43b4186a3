import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ownSplit } from '../../src/commands/split/own-split.ts'
import type { Series } from '../../src/model/series.ts'
import { sampleRun } from '../report/sample-run.ts'
import { storedText } from './stored-run.ts'
import { folderWith, slo } from './test-world.ts'

const config = (more = '') => `import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({ ${more} slos: { build: { sli: sli.run.duration, objective: '<= 1h' } } })
`
const took = (name: string, duration: number): Series => ({
  subject: { kind: 'file', name },
  metric: 'duration',
  unit: 'ms',
  samples: [duration],
  source: '',
  exact: true,
})
const series = [took('a.test.ts', 30), took('b.test.ts', 20.4), took('c.test.ts', 10)]
const files = {
  'slo.config.ts': config(),
  'package.json': '{"type":"module"}',
  'reports/report.json': storedText({ ...sampleRun, series, scope: 'full' }),
}

describe('slo split', () => {
  test('shares out by the history, and writes the plan', async () => {
    const folder = folderWith(files)
    expect(await slo(folder, ['split', '--shards', '2'])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('holds no run of the whole suite') }) // prettier-ignore
    await slo(folder, ['history', 'import', 'reports'])
    const { exitCode, stdout } = await slo(folder, ['split', '--shards', '2', '--write'])
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/shard 1\/2 +30ms of tests in 1 file[^]*balanced +the longest takes 30ms[^]*Vitest's own[^]*wrote slo\.shards\.json[^]*add shards: \{ plan: 'slo\.shards\.json' \}/)]) // prettier-ignore
    expect(readFileSync(join(folder, 'slo.shards.json'), 'utf8')).toContain('{"file":"b.test.ts","duration":20}')
  })

  test('shares out by reports, into the file that is configured', async () => {
    const folder = folderWith({ ...files, 'slo.config.ts': config("shards: { plan: 'ci/plan.json' },") })
    const { stdout } = await slo(folder, ['split', '--shards', '2', '--from', 'reports', '--write', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ plan: 'ci/plan.json', balance: { loads: [30, 30] }, shards: [[{ file: 'a.test.ts' }], [{}, {}]] }) // prettier-ignore
    expect(readFileSync(join(folder, 'ci/plan.json'), 'utf8')).toContain('a.test.ts')
    expect((await slo(folder, ['split', '--shards', '3', '--from', 'reports'])).stdout).toMatch(/--write writes the plan\n$/)
  })

  test('refuses what it cannot share out', async () => {
    const folder = folderWith(files)
    const refused = async (...args: string[]) => (await slo(folder, ['split', ...args])).stderr.trim()
    expect(await refused('--shards', '0', '--from', 'reports')).toBe('slo split: --shards 0 would run nothing')
    expect(await refused('--from', 'reports')).toContain("required option '--shards <n>' not specified")
    writeFileSync(join(folder, 'reports/report.json'), storedText({ ...sampleRun, series: [] }))
    expect(await refused('--shards', '2', '--from', 'reports')).toBe('slo split: nothing is known of the time that any test file takes') // prettier-ignore
  })
})

test("Vitest's own split: as many files to each, by the hash of their paths", () => {
  const names = Array.from({ length: 5 }, (_, at) => ({ file: `${at}.test.ts`, duration: 1 }))
  const shards = ownSplit(names, 3)
  expect(shards.map((shard) => shard.length)).toEqual([2, 2, 1])
  expect(shards.flat().map(({ file }) => file).toSorted()).toEqual(names.map(({ file }) => file)) // prettier-ignore
  expect(ownSplit(names.toReversed(), 3)).toEqual(shards)
})
