import { describe, expect, test } from 'vitest'
import { openHistory } from '../../src/history/open-history.ts'
import type { HistoryEntry, PastVerdict, Point, RunHead } from '../../src/model/history.ts'
import { head } from '../history/sample-history.ts'
import { sloOf } from '../report/sample-run.ts'
import { storedText } from './stored-run.ts'
import { folderWith, slo } from './test-world.ts'

const configOf = (slos: string) => `import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({ slos: { ${slos} } })
`
const plain = "plain: { sli: sli.run.duration, objective: '<= 1h' },"
const build = "build: { sli: sli.command('build').duration, objective: '<= 3s', enforce: 'budget', target: '95%', window: 50 },"

interface Remembered {
  /** The oldest first: `x` is violated. */
  readonly runs: string
  readonly points?: (number: number) => readonly Point[]
  readonly changes?: Partial<RunHead>
  readonly samples?: Partial<PastVerdict>
}

async function projectOf(slos: string, { runs, points = () => [], changes = {}, samples = {} }: Remembered): Promise<string> {
  const folder = folderWith({ 'slo.config.ts': configOf(slos), 'package.json': '{"type":"module"}' })
  const store = await openHistory('file:.slo/history.db', folder)
  for (const [i, mark] of runs.split('').entries()) {
    const own = { environment: 'development', branch: 'main', commit: `${i}${'0'.repeat(39)}`, ...changes }
    const status = mark === 'x' ? 'violated' : 'met'
    const verdicts: PastVerdict[] = [{ slo: 'build', status, ...samples }]
    const entry: HistoryEntry = { head: head(i + 1, own), points: points(i + 1), verdicts, report: '{}' }
    await store.append(entry)
  }
  await store.close()
  return folder
}

describe('slo budget', () => {
  test('tells what is left, and which runs spent it', async () => {
    const folder = await projectOf(plain + build, { runs: `${'.'.repeat(28)}x.x` })
    const all = await slo(folder, ['budget'])
    expect([all.exitCode, all.stderr, `\n${all.stdout}`]).toEqual([0, '', expect.any(String)])
    expect(`\n${all.stdout}`).toMatchInlineSnapshot(`
      "
      SLO    target          good      remaining  burn 5/20  state
      build  95% of 50 runs  29 of 31  20%        8x/2x      within, spent after 6 more runs at this rate
      "
    `)
    expect(`\n${(await slo(folder, ['budget', 'build'])).stdout}`).toMatchInlineSnapshot(`
      "
      build  error budget 95% of 50 runs: 2 of 2.5 bad runs spent (80%), burning 2x over the last 20 runs, spent after 6 more runs at this rate
      spent by
        run-31  2026-01-01 00:31:00  main@30000000  1 bad
        run-29  2026-01-01 00:29:00  main@28000000  1 bad
      "
    `)
    expect(JSON.parse((await slo(folder, ['budget', '--json'])).stdout)).toMatchObject({
      environment: 'development',
      budgets: [{ slo: 'build', status: 'within', good: 29, total: 31, remaining: 0.2, burn: { last20: 2 }, spentBy: [{ run: 'run-31', bad: 1 }, { run: 'run-29', branch: 'main' }] }],
    }) // prettier-ignore
  })

  test('exits with 1 where one is spent, in whichever words', async () => {
    const folder = await projectOf(build, { runs: 'xxx' })
    for (const args of [['budget'], ['budget', 'build'], ['budget', '--json']]) expect((await slo(folder, args)).exitCode).toBe(1)
    expect((await slo(folder, ['budget'])).stdout).toContain('-20%')
    const burning = await projectOf(build.replace('50', '500'), { runs: `${'.'.repeat(20)}xxxx` })
    expect(await slo(burning, ['budget'])).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('burning fast, spent after') }) // prettier-ignore
  })

  test('by samples', async () => {
    const samples = { good: 9, total: 10 }
    const folder = await projectOf(build.replace('window', "method: 'occurrences', window"), { runs: '.', samples })
    expect((await slo(folder, ['budget'])).stdout).toContain('9 of 10 samples  96%        ?/?        learning (1 of 20 runs)')
  })

  test('never takes no run for a full budget', async () => {
    const folder = await projectOf(build, { runs: 'xx', changes: { environment: 'ci' } })
    const { exitCode, stdout, stderr } = await slo(folder, ['budget'])
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/build +95% of 50 runs +no run +\?\/\? +learning \(0 of 20/)])
    expect(stderr).toBe('no run of the environment development is remembered, only of ci: SLO_ENV chooses\n')
    expect((await slo(folder, ['budget', 'build'], { env: { SLO_ENV: 'ci' } })).stdout).toContain('2 of 2.5 bad runs spent')
    expect((await slo(await projectOf(build, { runs: '' }), ['budget', 'build'])).stdout).toBe(
      'build  error budget 95% of 50 runs: no run counts so far\n',
    )
  })

  test('begins anew where somebody says why', async () => {
    const folder = await projectOf(build, { runs: 'xxx' })
    const now = () => new Date('2026-01-01T00:02:00.000Z')
    expect(await slo(folder, ['budget', 'build', '--renew', ' '], { now })).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('needs a reason') }) // prettier-ignore
    expect(await slo(folder, ['budget', '--renew', 'fixed'], { now })).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('needs the name') }) // prettier-ignore
    const { exitCode, stdout } = await slo(folder, ['budget', 'build', '--renew', 'the leak is fixed'], { now })
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/1 of 2.5 bad runs .* begun anew on 2026-01-01: the leak is fixed/)]) // prettier-ignore
    expect((await slo(folder, ['budget'])).exitCode).toBe(0)
  })

  test('of the branch of the newest run, or of another', async () => {
    const folder = await projectOf(build, { runs: 'xxx', changes: { branch: 'topic' } })
    expect((await slo(folder, ['budget', '--branch', 'main'])).stdout).toContain('no run')
    expect((await slo(folder, ['budget', '--branch', 'topic'])).exitCode).toBe(1)
  })

  test('says what is wrong in one line', async () => {
    const folder = await projectOf(plain + build, { runs: '' })
    expect(await slo(folder, ['budget', 'plain'])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("plain has no error budget here: enforce: 'budget' gives it one") }) // prettier-ignore
    expect((await slo(folder, ['budget', 'biuld'])).stderr).toContain('no SLO biuld is declared, did you mean build?')
    expect((await slo(folder, ['budget', 'zzzzzzzz'])).stderr).toContain('no SLO zzzzzzzz is declared: slo validate lists them')
    expect(await slo(await projectOf(plain, { runs: '' }), ['budget'])).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('no SLO has an error budget') }) // prettier-ignore
  })
})

describe('slo score', () => {
  const verdict = { samples: 1, exact: true, reason: 'told', measured: 1, headroom: 1 } as const
  const met = { status: 'met', slo: sloOf('a'), ...verdict } as const
  const warning = { status: 'warning', slo: sloOf('b'), ...verdict } as const
  const folderOf = (report: string) => folderWith({ 'slo.config.ts': configOf(plain), '.slo/report.json': report, 'other/run.json': storedText({ verdicts: [met] }) }) // prettier-ignore

  test('shows the score of the last run and what it lost', async () => {
    const folder = folderOf(storedText({ verdicts: [met, met, warning] }))
    expect(await slo(folder, ['score'])).toEqual({
      exitCode: 0,
      stdout: 'score 93 of 100\n  b  warning  counts 0.8\n  2 met\n',
      stderr: '',
    })
    expect(JSON.parse((await slo(folder, ['score', '--json', '--min', '90'])).stdout)).toMatchObject({ score: 93, min: 90, exitCode: 0, parts: [{ slo: 'a', worth: 1 }, {}, { worth: 0.8 }] }) // prettier-ignore
    expect((await slo(folder, ['score', 'other/run.json'])).stdout).toBe('score 100 of 100\n  1 met\n')
  })

  test('gates with a minimum', async () => {
    const folder = folderOf(storedText({ verdicts: [met, met, warning] }))
    expect(await slo(folder, ['score', '--min', '94'])).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('below the minimum of 94\n') }) // prettier-ignore
    expect((await slo(folder, ['score', '--min', '93'])).exitCode).toBe(0)
  })

  test('a part of a suite has none, which is no pass', async () => {
    const folder = folderOf(storedText({ verdicts: [met], scope: 'filtered' }))
    expect(await slo(folder, ['score'])).toMatchObject({ exitCode: 0, stdout: 'no score: the run was filtered, and only whole ones have one\n' }) // prettier-ignore
    expect((await slo(folder, ['score', '.slo', '--min', '1'])).exitCode).toBe(3)
    expect((await slo(folderOf(storedText({ verdicts: [] })), ['score'])).stdout).toBe('no score: nothing is promised\n')
    expect((await slo(folder, ['score', 'missing'])).exitCode).toBe(2)
  })
})

describe('slo flaky', () => {
  const point = (metric: Point['metric'], file?: string): Point => ({
    subject: { kind: 'test', name: 'parses', ...(file === undefined ? {} : { file }) },
    metric,
    unit: 'count',
    median: 1,
    samples: 1,
  })
  const sometimes = (number: number) => [
    point('duration', 'a.test.ts'),
    ...(number % 2 === 0 ? [point('retries', 'a.test.ts')] : []),
  ]

  test('lists tests that needed another attempt', async () => {
    const folder = await projectOf(plain, { runs: '......', points: sometimes })
    const { exitCode, stdout } = await slo(folder, ['flaky'])
    expect([exitCode, `\n${stdout}`]).toMatchInlineSnapshot(`
      [
        0,
        "
      rate  95% interval    retried  alternated  runs  last seen            since  test
      50%   18.8% to 81.2%  3        0           6     2026-01-01 50000000         a.test.ts > parses
      ",
      ]
    `)
    const { runs, tests } = JSON.parse((await slo(folder, ['flaky', '--runs', '3', '--json'])).stdout)
    expect([runs, tests]).toMatchObject([3, [{ subject: { name: 'parses' }, runs: 3, retried: 2 }]])
  })

  test('names where it began, and copes without commit and file', async () => {
    const points = (number: number) => [point('duration'), ...(number > 8 ? [point('retries')] : [])]
    const folder = await projectOf(plain, { runs: '.'.repeat(10), points, changes: { commit: undefined } })
    expect((await slo(folder, ['flaky'])).stdout).toMatch(/^20% +5.7% to 51% +2 +0 +10 +2026-01-01 +2026-01-01 +parses$/m)
  })

  test('says so where there is none', async () => {
    const folder = await projectOf(plain, { runs: '..', points: () => [point('duration')] })
    expect((await slo(folder, ['flaky'])).stdout).toBe('no test was flaky in the last 2 runs that are remembered\n')
    expect((await slo(folder, ['flaky', '--runs', '0'])).exitCode).toBe(2)
  })
})
