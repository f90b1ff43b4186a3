import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sampleRun } from '../report/sample-run.ts'
import { storedText } from './stored-run.ts'
import { folderWith, slo } from './test-world.ts'

const config = `import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({ slos: { build: { sli: sli.run.duration, objective: '<= 1h' } } })
`

const monday = {
  ...sampleRun,
  id: 'aaaa-monday',
  startedAt: '2026-01-05T10:00:00.000Z',
  branch: 'main',
  commit: '0123456789abcdef',
}
const tuesday = { ...sampleRun, id: 'aaab-tuesday', startedAt: '2026-01-06T10:00:00.000Z', branch: 'topic' }

function project(): string {
  const folder = folderWith({
    'slo.config.ts': config,
    'package.json': '{"type":"module"}',
    'reports/a/report.json': storedText(monday),
    'reports/b/report.json': storedText(tuesday),
  })
  return folder
}

async function filled(): Promise<string> {
  const folder = project()
  expect(await slo(folder, ['history', 'import', 'reports'])).toEqual({ exitCode: 0, stdout: '2 added\n', stderr: '' })
  return folder
}

describe('slo history', () => {
  test('imports runs once, and lists the newest first', async () => {
    const folder = await filled()
    expect((await slo(folder, ['history', 'import', 'reports', '--json'])).stdout).toContain('"known": 2')
    const { stdout } = await slo(folder, ['history', 'list'])
    expect(stdout.split('\n')[0]).toMatch(/^aaab-tue {2}2026-01-06 10:00:00 {2}violated {2}full .* topic/)
    expect(stdout.split('\n')[1]).toContain('main@01234567')
    const listed = await slo(folder, ['history', 'list', '--branch', 'main', '--json'])
    expect(JSON.parse(listed.stdout)).toMatchObject([{ id: 'aaaa-monday' }])
    expect((await slo(folder, ['history', 'list', '--environment', 'none'])).stdout).toContain('no such run is remembered')
  })

  test('shows a run by the begin of its id, and the last one', async () => {
    const folder = await filled()
    expect((await slo(folder, ['history', 'show', 'aaaa', '--json'])).stdout).toBe(storedText(monday))
    expect((await slo(folder, ['history', 'show', 'last', '--json'])).stdout).toBe(storedText(tuesday))
    expect((await slo(folder, ['history', 'show', 'last'])).stdout).toContain('✗ violated')
  })

  test('exports to the byte what was imported', async () => {
    const folder = await filled()
    expect((await slo(folder, ['history', 'export', '--output', 'out'])).exitCode).toBe(0)
    expect(readFileSync(join(folder, 'out/report-aaaa-monday.json'), 'utf8')).toBe(storedText(monday))
    expect((await slo(folder, ['history', 'export', 'last', '--output', 'one'])).stdout).toBe(
      'wrote one/report-aaab-tuesday.json\n',
    )
  })

  test('forgets what it is told to, and what is more than it keeps', async () => {
    const folder = await filled()
    expect((await slo(folder, ['history', 'prune'])).stdout).toBe('0 forgotten\n')
    expect((await slo(folder, ['history', 'prune', '--keep', '1'])).stdout).toBe('1 forgotten\n')
    expect((await slo(folder, ['history', 'show', 'aaaa'])).exitCode).toBe(2)
    expect((await slo(folder, ['history', 'forget', 'aaab-tuesday', '--json'])).stdout).toContain('"forgotten": 1')
  })

  test('refuses in one line, with exit code 2', async () => {
    const folder = await filled()
    const refusal = async (...args: string[]) => {
      const { exitCode, stderr } = await slo(folder, ['history', ...args])
      expect(exitCode).toBe(2)
      return stderr.trim()
    }
    expect(await refusal('show', 'zzzz')).toMatchInlineSnapshot(
      `"history .slo/history.db has no run zzzz: slo history list shows those it has"`,
    )
    expect(await refusal('show', 'aaa')).toMatchInlineSnapshot(
      `"history .slo/history.db has no run aaa: slo history list shows those it has"`,
    )
    expect(await refusal('list', '--limit', 'many')).toMatchInlineSnapshot(
      `"error: option '--limit <n>' argument 'many' is invalid. It is no whole number."`,
    )
    expect(await refusal('lsit')).toMatchInlineSnapshot(`
      "error: unknown command 'lsit'
      (Did you mean list?)"
    `)
    writeFileSync(join(folder, 'reports/b/report.json'), '{')
    expect(await refusal('import', 'reports')).toMatchInlineSnapshot(
      `"reports/b/report.json breaks off or is damaged: it is not complete JSON; run it again"`,
    )
    writeFileSync(join(folder, '.slo/history.db'), 'not a database, but long enough to be read as the header of one. '.repeat(20))
    expect(await refusal('list')).toMatchInlineSnapshot(`"history .slo/history.db could not be opened: file is not a database"`)
    writeFileSync(join(folder, 'slo.config.ts'), config.replace('slos:', 'history: false, slos:'))
    expect(await refusal('list')).toMatchInlineSnapshot(`"slo.config.ts says history: false, so no run is remembered"`)
  })
})
