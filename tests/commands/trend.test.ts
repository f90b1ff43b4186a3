import { describe, expect, test } from 'vitest'
import { openHistory } from '../../src/history/open-history.ts'
import type { HistoryEntry } from '../../src/model/history.ts'
import { along } from '../report/trend/trend-of.ts'
import { folderWith, slo } from './test-world.ts'

const config = `import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({ slos: {
  build: { sli: sli.run.duration, objective: '<= 200ms' },
  memory: { sli: sli.run.memory, objective: '<= 1GB' },
} })
`

async function projectWith(values: readonly number[], branch = 'main'): Promise<string> {
  const folder = folderWith({ 'slo.config.ts': config, 'package.json': '{"type":"module"}' })
  const store = await openHistory('file:.slo/history.db', folder)
  for (const [index, measured] of values.entries()) await store.append(entryOf(measured, index, branch))
  await store.close()
  return folder
}

function entryOf(measured: number, index: number, branch: string): HistoryEntry {
  const at = new Date(Date.UTC(2026, 0, 1, index)).toISOString()
  const head = { id: `run-${index}`, startedAt: at, finishedAt: at, scope: 'full', outcome: 'met', exitCode: 0, environment: 'ci', branch, commit: `${index}c0ffee`, fingerprint: 'a', machineClass: 'local', fit: true } as const // prettier-ignore
  return { head, points: [], verdicts: [{ slo: 'build', status: 'met', measured }], report: '{}' }
}

describe('slo trend', () => {
  test('a table of all, one of them, and JSON', async () => {
    const folder = await projectWith(along(40, 100, 1))
    const table = await slo(folder, ['trend'])
    expect([table.exitCode, table.stderr]).toEqual([0, ''])
    expect(table.stdout).toMatch(/build .* ! rising .* in \d+ runs/)
    expect(table.stdout).toMatch(/memory .* no run yet/)
    const one = await slo(folder, ['trend', 'build'])
    expect(one.stdout).toContain('objective max <= 200ms')
    expect(one.stdout).toContain('•')
    const { stdout } = await slo(folder, ['trend', 'build', '--json', '--runs', '20'])
    expect(JSON.parse(stdout)).toMatchObject({ branch: 'main', runs: 20, trends: [{ slo: 'build', direction: 'rising', slope: { runs: 20 } }] }) // prettier-ignore
  })

  test('looks at one branch, that of the newest run where none is named', async () => {
    const folder = await projectWith(along(10, 100), 'topic')
    const store = await openHistory('file:.slo/history.db', folder)
    await store.append(entryOf(500, 50, 'main'))
    await store.close()
    expect(JSON.parse((await slo(folder, ['trend', '--json'])).stdout)).toMatchObject({ branch: 'main', runs: 1 })
    expect(JSON.parse((await slo(folder, ['trend', '--json', '--branch', 'topic'])).stdout)).toMatchObject({ runs: 10 })
  })

  test('of no run at all', async () => {
    const folder = folderWith({ 'slo.config.ts': config, 'package.json': '{"type":"module"}' })
    expect(await slo(folder, ['trend', 'build'])).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('no run has a figure') }) // prettier-ignore
  })

  test.each([
    [['trend', 'biuld'], 'did you mean build?'],
    [['trend', 'nothing like it'], 'slo validate lists them'],
    [['trend', '--runs', '0'], '--runs 0 would show nothing'],
  ])('%j is wrong usage', async (args, said) => {
    const folder = await projectWith([])
    expect(await slo(folder, args)).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining(said) })
  })
})
