import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeVitest, majors, project, runSlo } from '../support/consumer.ts'
import { gateAgain, pluginConfig, sloConfig } from '../support/gate.ts'

const files = {
  'vitest.config.ts': pluginConfig,
  'slo.config.ts': sloConfig("level: { sli: sli.metric('level').value, objective: '<= 200' }"),
  'a.test.ts': `import { slo, test } from 'vitest-slo/test'
test('sets the level', () => slo.metric.gauge('level', Number(process.env.LEVEL)))
test('waits', () => new Promise((resolve) => setTimeout(resolve, 1500)))
`,
}

/** Runs before the given one, from the oldest on, an hour apart: its report with other figures. */
function seed(dir: string, report: object, levels: readonly number[]): void {
  const { run, series, verdicts, ...rest } = report as { run: { id: string }; series: Sampled[]; verdicts: Judged[] }
  mkdirSync(join(dir, 'seeds'))
  for (const [index, level] of levels.entries()) {
    const at = new Date(Date.UTC(2026, 0, 1, index)).toISOString()
    const seeded = {
      ...rest,
      run: { ...run, id: `seed-${index}`, startedAt: at, finishedAt: at, commit: `${index}`.padStart(8, 'c') },
      verdicts: verdicts.map((verdict) => ({ ...verdict, measured: level, headroom: 200 - level })),
      series: series.map((one) => (one.metric === 'value' ? { ...one, samples: [level] } : one)),
    }
    writeFileSync(join(dir, `seeds/report-${index}.json`), JSON.stringify(seeded))
  }
}

function git(dir: string, args: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: dir })
}

/** A test that waits half a second for each of these, one after the other. */
function waiting(items: string): string {
  return `import { test } from 'vitest'
test('waits', async () => {
  for (const item of ${items}) await new Promise((resolve) => setTimeout(resolve, 500 * item))
})
`
}

interface Sampled {
  readonly metric: string
}

interface Judged {
  readonly slo: string
}

for (const major of majors) {
  describeVitest(major, 'trends', () => {
    test('a run tells where its figures are going, and slo trend shows it', { timeout: 120_000 }, async () => {
      const dir = project(files, { major })
      const first = await gateAgain(dir, [], { major, env: { LEVEL: '100' } })
      expect([first.exitCode, first.report?.insights]).toEqual([0, [expect.objectContaining({ kind: 'waiting', subject: expect.objectContaining({ name: 'waits' }) })]]) // prettier-ignore
      seed(
        dir,
        first.report as object,
        Array.from({ length: 30 }, (_, index) => 100 + 2 * index + (index % 3)),
      )
      expect((await runSlo(dir, ['history', 'import', 'seeds'], { major })).stdout).toBe('30 added\n')
      await runSlo(dir, ['history', 'forget', (first.report as unknown as { run: { id: string } }).run.id], { major })

      const run = await gateAgain(dir, [], { major, env: { LEVEL: '162' } })
      expect(run.exitCode).toBe(0)
      expect(run.report?.insights).toMatchObject([{ kind: 'trend', slo: 'level', direction: 'rising', runs: 31 }, { kind: 'waiting' }]) // prettier-ignore
      expect(run.text).toMatch(/note +level is rising: \+2 a run/)
      expect(run.text).toMatch(/waits for 9\d/)

      const { stdout } = await runSlo(dir, ['trend', 'level', '--json'], { major })
      expect(JSON.parse(stdout)).toMatchObject({ runs: 31, trends: [{ direction: 'rising', forecast: { kind: 'breach' } }] })
      const shown = await runSlo(dir, ['trend', 'level'], { major })
      expect([shown.exitCode, shown.stdout]).toEqual([0, expect.stringMatching(/•[^]*breaks +in \d+ runs/)])
    })

    if (major === 5)
      test('a comparison shows what advice promised and what it brought', { timeout: 180_000 }, async () => {
        const slos = "waits: { sli: sli.test('waits').duration, objective: '<= 1h' }"
        const dir = project(
          { ...files, 'slo.config.ts': sloConfig(slos), 'a.test.ts': waiting('[1, 1, 1]'), '.gitignore': 'node_modules\n.slo\n' },
          { major },
        )
        for (const args of [
          ['init', '--quiet'],
          ['add', '.'],
          ['commit', '--quiet', '--message', 'one'],
        ])
          git(dir, args)
        writeFileSync(join(dir, 'a.test.ts'), waiting('[1]'))
        const { stdout } = await runSlo(dir, ['compare', 'HEAD', '--pairs', '2', '--no-build'], { major, timeout: 170_000 })
        expect(stdout).toMatch(
          /advice {2}waiting is gone: duration of test a\.test\.ts > waits, promised -9\d\.\d % at most, measured -6\d\.\d %/,
        )
      })
  })
}
