import { describe, expect, test } from 'vitest'
import { openHistory } from '../../src/history/open-history.ts'
import { machineMark } from '../../src/model/baseline-mark.ts'
import type { RunHead } from '../../src/model/history.ts'
import { head, point } from '../history/sample-history.ts'
import { folderWith, slo } from './test-world.ts'

const config = `import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({ slos: {
  build: { sli: sli.command('build').duration, objective: '<= 15s', baseline: { maxRegression: '10%' } },
  frozen: { sli: sli.command('build').duration, objective: '<= 15s', baseline: { against: 'v1' } },
  plain: { sli: sli.run.duration, objective: '<= 1h' },
} })
`
const machine = { fingerprint: 'machine-a', cpu: 'AMD EPYC', cores: 2, memory: 8e9, os: 'Linux 6.1 x64', node: 'v20.19.0', class: 'local', fitness: { fit: true, reasons: [] } } // prettier-ignore

/** Good runs on main, then slow ones that were violated. */
async function projectOf(good: number, slow: number, changes: Partial<RunHead> = {}): Promise<string> {
  const folder = folderWith({ 'slo.config.ts': config, 'package.json': '{"type":"module"}' })
  const store = await openHistory('file:.slo/history.db', folder)
  for (let number = 1; number <= good + slow; number++) {
    const isGood = number <= good
    const own: Partial<RunHead> = { branch: 'main', commit: `${number}`.padStart(12, '0'), ...(isGood ? {} : { outcome: 'violated', exitCode: 1 }), ...changes } as const // prettier-ignore
    const verdicts = [{ slo: 'build', status: isGood ? 'met' : 'violated', measured: 1000 }] as const
    const value = (isGood ? 1000 : 1200) + (number % 3)
    await store.append({ head: head(number, own), points: [point('build', value)], verdicts, report: '{}' })
  }
  await store.mark(machineMark(machine))
  await store.close()
  return folder
}

describe('slo baseline', () => {
  test('lists what SLOs are compared with, and how often to expect a false alarm', async () => {
    const folder = await projectOf(20, 2)
    expect(await slo(folder, ['baseline', 'list'])).toMatchObject({ exitCode: 0, stderr: '' })
    expect(`\n${(await slo(folder, ['baseline', 'list'])).stdout}`).toMatchInlineSnapshot(`
      "
      build   against main  22 runs                 median 1s    allowed +10%  2 excluded
      frozen  against v1    learning, 4 of 14 runs  median 1.1s  allowed +5%
      2 SLOs are held to the past: expect a false alarm in about 0.5 % of runs in which nothing changed
      "
    `)
    const { stdout } = await slo(folder, ['baseline', 'list', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ slos: [{ slo: 'build', against: 'main', runs: 22, excluded: 2 }, { slo: 'frozen', runs: 4 }], falseAlarms: expect.closeTo(0.005) }) // prettier-ignore
  })

  test('shows the runs behind one, and why others are left out', async () => {
    const folder = await projectOf(5, 1)
    expect(`\n${(await slo(folder, ['baseline', 'show', 'build'])).stdout}`).toMatchInlineSnapshot(`
      "
      build against main on AMD EPYC, 2 cores, Node v20.19.0, local
      run-1  2026-01-01 00:01  00000000  1s    compared with
      run-2  2026-01-01 00:02  00000000  1s    compared with
      run-3  2026-01-01 00:03  00000000  1s    recent
      run-4  2026-01-01 00:04  00000000  1s    recent
      run-5  2026-01-01 00:05  00000000  1s    recent
      run-6  2026-01-01 00:06  00000000  1.2s  recent
      run-6  2026-01-01 00:06  00000000        excluded: it violated the SLO
      "
    `)
    expect(JSON.parse((await slo(folder, ['baseline', 'show', 'build', '--json'])).stdout)).toMatchObject({ slo: 'build', against: 'main', excluded: [{ reason: 'it violated the SLO' }] }) // prettier-ignore
  })

  test('sets one under a name from the runs that did well, shows it, and takes it back', async () => {
    const folder = await projectOf(20, 2)
    const set = await slo(folder, ['baseline', 'set', 'v1', '--reason', 'released'])
    expect(set).toEqual({ exitCode: 0, stdout: 'baseline v1 is set from run run-22: 2 SLOs, up to 20 runs\n', stderr: '' })
    expect((await slo(folder, ['baseline', 'list'])).stdout).toMatch(/frozen +against v1 +22 runs[^]*baseline v1: set on \d{4}-\d\d-\d\d by .* from run run-22, released\n$/) // prettier-ignore
    expect((await slo(folder, ['baseline', 'show', 'v1'])).stdout).toMatch(/^build {2}1s 1s /)
    expect(await slo(folder, ['baseline', 'rm', 'v1'])).toEqual({ exitCode: 0, stdout: '1 removed\n', stderr: '' })
    expect((await slo(folder, ['baseline', 'rm', 'v1'])).stderr).toContain('no baseline v1 was set')
  })

  test('says that few runs are few, and refuses the name of a branch', async () => {
    const folder = await projectOf(3, 0)
    expect((await slo(folder, ['baseline', 'set', 'v1', '--json'])).stderr).toContain('no SLO has the 10 runs')
    expect(await slo(folder, ['baseline', 'set', 'main'])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('main is a branch') }) // prettier-ignore
  })

  test('accepts a regression that is meant, and compares with it from then on', async () => {
    const folder = await projectOf(20, 3)
    const accepted = await slo(folder, ['baseline', 'accept', 'build', '--reason', 'a better optimizer'])
    expect(accepted).toEqual({ exitCode: 0, stdout: 'build: 1.2s instead of 1s is accepted, from the run of 2026-01-01 00:21 on\n', stderr: '' }) // prettier-ignore
    const { stdout } = await slo(folder, ['baseline', 'list'])
    expect(stdout).toMatch(/build +against main +learning, 3 of 14 runs +median 1\.2s/)
    expect(stdout).toMatch(/accepted build on main: on .* by .*, a better optimizer\n$/)
    expect((await slo(folder, ['baseline', 'rm', 'build', '--json'])).stdout).toContain('"removed": 1')
    expect((await slo(folder, ['baseline', 'list'])).stdout).toMatch(/build +against main +23 runs/)
  })

  test.each([
    ['a run that was good', [20, 0], ['accept', 'build', '--reason', 'x'], 'did not violate build'],
    ['what has no past', [0, 3], ['accept', 'build', '--reason', 'x'], 'nothing is known of build from before'],
    ['an SLO without a baseline', [1, 0], ['accept', 'plain', '--reason', 'x'], 'plain has no baseline: declare one'],
    ['an SLO that is not there', [1, 0], ['show', 'buidl'], 'no SLO buidl is declared, did you mean build?'],
    ['a change without a reason', [1, 0], ['accept', 'build'], "required option '--reason <text>' not specified"],
    ['a run that is not there', [1, 0], ['list', '--run', 'nope'], 'has no run nope'],
    ['a history without runs', [0, 0], ['list'], 'has no whole run yet'],
  ] as const)('refuses %s', async (_, [good, slow], args, words) => {
    const refused = await slo(await projectOf(good, slow), ['baseline', ...args])
    expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringContaining(words)])
  })

  test('slo validate says what it costs in false alarms', async () => {
    const folder = await projectOf(0, 0)
    expect((await slo(folder, ['validate'])).stdout).toMatch(/at most \+10% over main[^]*2 SLOs are held to the past: expect a false alarm in about 0\.5 % of runs/) // prettier-ignore
  })
})
