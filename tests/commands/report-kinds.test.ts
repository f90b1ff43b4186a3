import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ComparisonResult } from '../../src/model/comparison.ts'
import { renderComparisonJson } from '../../src/report/stored-comparison.ts'
import { sampleRun } from '../report/sample-run.ts'
import { storedText } from './stored-run.ts'
import { folderWith, slo } from './test-world.ts'

const stored = storedText(sampleRun)
const config = `import { sli } from 'vitest-slo/config'
export default { slos: {
  'cli-scaffolding': { sli: sli.run.tests, objective: '>= 1' },
} }`
const comparison: ComparisonResult = {
  base: 'main',
  head: 'working tree',
  finishedAt: '2026-01-02T03:04:05.000Z',
  exitCode: 0,
  compared: [
    {
      subject: { kind: 'command', name: 'build' },
      metric: 'duration',
      unit: 'ms',
      pairs: 20,
      base: 1,
      head: 1,
      change: 0,
      verdict: 'same',
      reason: 'x',
    },
  ],
  noData: [],
}

describe('slo report <kind>', () => {
  test.each([
    ['failures', /✗ violated +cli-scaffolding/],
    ['timing', /Slowest commands[^]*build:first +13\.2s/],
    ['resources', /cli:generate +104MB/],
    ['run', /SloViolation: cli-scaffolding/],
  ])('%s tells of the last run, and always what it came to', async (kind, told) => {
    const folder = folderWith({ '.slo/report.json': stored, 'ci/report.json': stored })
    const { exitCode, stdout, stderr } = await slo(folder, ['report', kind])
    expect([exitCode, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(told)
    expect(stdout).toContain('3 violated (1 warn only) | 1 no data | 1 inconclusive')
    expect((await slo(folder, ['report', kind, 'ci', '--format', 'csv'])).stdout).toMatch(
      /^table,status,name,reason,[^]*\nreport,violated,/,
    )
  })

  test.each([
    ['csv', 'run.csv', /^table,status/],
    ['junit', 'run.xml', /^<\?xml/],
    ['markdown', 'run.md', /^## ❌/],
    ['sarif', 'run.sarif', /"version": "2.1.0"/],
    ['json', 'run.json', /"schema": 1/],
  ])('%s by the name of the file, or by its own', async (format, file, content) => {
    const folder = folderWith({ '.slo/report.json': stored })
    expect((await slo(folder, ['report', '--output', file])).stderr).toBe(`wrote ${file}\n`)
    const text = readFileSync(join(folder, file), 'utf8')
    expect(text).toMatch(content)
    expect((await slo(folder, ['report', '--format', format])).stdout).toBe(text)
  })

  test('findings stand where they were declared, as far as a configuration is there', async () => {
    const files = { '.slo/report.json': stored }
    expect((await slo(folderWith(files), ['report', '--format', 'codequality'])).stdout).toContain('"begin": 1')
    const { stdout } = await slo(folderWith({ ...files, 'slo.config.mjs': config }), ['report', '--format', 'codequality'])
    expect(JSON.parse(stdout)).toMatchObject([{ check_name: 'cli-scaffolding', location: { path: 'slo.config.mjs', lines: { begin: 3 } } }, {}, {}, {}, {}, {}]) // prettier-ignore
  })

  test('a PDF needs a file and a browser', async () => {
    const folder = folderWith({ '.slo/report.json': stored })
    expect((await slo(folder, ['report', '--format', 'pdf'])).stderr).toBe(
      'a PDF is a file: name one, as in --output report.pdf\n',
    )
    const { exitCode, stderr } = await slo(folder, ['report', '--output', 'a.pdf'], { env: { CHROME_PATH: '/nothing' } })
    expect(exitCode).toBe(2)
    expect(stderr).toContain('a PDF is printed by Chromium, and none was found')
    expect(existsSync(join(folder, 'a.pdf'))).toBe(false)
  })

  test('comparative: what slo compare left, anywhere', async () => {
    const folder = folderWith({
      '.slo/comparison.json': renderComparisonJson(comparison),
      'x/c.json': renderComparisonJson(comparison),
      'bad/comparison.json': '{}',
    })
    for (const place of [[], ['.slo'], ['x/c.json']]) {
      expect((await slo(folder, ['report', 'comparative', ...place])).stdout).toContain('1 same (1 figure), exit 0')
    }
    expect((await slo(folder, ['report', 'comparative', 'bad'])).stderr).toMatch(
      /^bad\/comparison\.json is no result of slo compare: /,
    )
    expect(await slo(folder, ['report', 'comparative', 'nowhere'])).toMatchObject({
      exitCode: 2,
      stderr: 'nowhere was not found: slo compare <revision> writes it\n',
    })
    const { stderr } = await slo(folder, ['report', 'comparative', '--format', 'json', '--output', '.slo/comparison.json'])
    expect(stderr).toContain('is the stored result itself')
  })

  test('historical, and any run that is remembered', async () => {
    const folder = folderWith({ 'slo.config.mjs': config, 'in/report.json': stored })
    const empty = await slo(folder, ['report', 'historical'])
    expect([empty.exitCode, empty.stdout]).toEqual([0, expect.stringContaining('no run is remembered')])
    expect((await slo(folder, ['history', 'import', 'in'])).exitCode).toBe(0)
    const { stdout } = await slo(folder, ['report', 'historical'])
    expect(stdout).toMatch(/1 violated; the newest: violated, exit 1/)
    expect(stdout).toMatch(/first-build +warning +13\.2s +13\.2s +13\.2s +max <= 15s/)
    for (const id of ['last', sampleRun.id]) {
      expect((await slo(folder, ['report', 'run', id, '--json'])).stdout).toBe(stored)
      expect((await slo(folder, ['report', id, '--json'])).stdout).toBe(stored)
    }
    expect(await slo(folder, ['report', 'historical', 'last'])).toMatchObject({
      exitCode: 2,
      stderr: 'slo report historical tells of all runs that are remembered: leave out last\n',
    })
    expect((await slo(folder, ['report', 'trend'])).stdout).toMatch(
      /· learning +cli-scaffolding[^]*0 worsening \| 0 not worsening \| 1 learning \(1 SLO, 1 run of main\)/,
    )
    expect((await slo(folder, ['report', 'flaky', '--format', 'markdown'])).stdout).toContain('no test was flaky in 1 run')
    expect((await slo(folder, ['report', 'budget', '--format', 'csv'])).stdout).toContain('no SLO has an error budget')
    expect((await slo(folder, ['report', 'trend', '--limit', '0'])).stderr).toBe(
      'slo report trend: --limit 0 would show nothing\n',
    )
    expect((await slo(folder, ['report', 'run', 'ffff0000'])).stderr).toMatch(/has no run ffff0000/)
  })

  test('what is not there is 2, in every format and kind', async () => {
    for (const kind of ['run', 'failures', 'timing', 'resources']) {
      expect(await slo(folderWith({}), ['report', kind, '--format', 'junit'])).toEqual({
        exitCode: 2,
        stdout: '',
        stderr: '.slo/report.json was not found: run your tests with slo run first, or name another file\n',
      })
    }
  })
})
