import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openHistory } from '../../src/history/open-history.ts'
import type { HistoryEntry } from '../../src/model/history.ts'
import { describeVitest, majors, project, runSlo, runVitest } from '../support/consumer.ts'
import { sloConfig, storedRun, vitestConfig } from '../support/gated.ts'

const slos = `level: { sli: sli.metric('level').value, objective: '<= 5', enforce: 'budget', target: '95%', window: 40 },
  flakes: { sli: sli.run.flakeRate, objective: '<= 40%', warning: '<= 10%' },`

const tests = `import { expect, slo, test } from 'vitest-slo/test'
let tries = 0
test('sets the level', () => slo.metric.gauge('level', 9))
test('passes when tried again', { retry: 2 }, () => { tries++; expect(tries).toBeGreaterThan(1) })
test('passes', () => undefined)`

/** Twenty runs of before, the newest of which had this level. */
async function remember(dir: string, violated: number): Promise<void> {
  const store = await openHistory('file:.slo/history.db', dir)
  for (let number = 1; number <= 20; number++) {
    const at = new Date(Date.UTC(2026, 0, number)).toISOString()
    const fingerprint = { fingerprint: 'a', machineClass: 'local', fit: true }
    const head = { id: `run-${number}`, startedAt: at, finishedAt: at, scope: 'full', outcome: 'met', exitCode: 0, environment: 'development', ...fingerprint } as const // prettier-ignore
    const status = number > 20 - violated ? 'violated' : 'met'
    const entry: HistoryEntry = { head, points: [], verdicts: [{ slo: 'level', status, measured: 9 }], report: '{}' }
    await store.append(entry)
  }
  await store.close()
}

for (const major of majors) {
  describeVitest(major, 'error budgets and flaky tests', () => {
    test('a violation is covered until the budget is spent; every run has a score', { timeout: 240_000 }, async () => {
      const files = { 'vitest.config.ts': vitestConfig(), 'slo.config.ts': sloConfig(slos), 'a.test.ts': tests }
      const dir = project(files, { major })
      await remember(dir, 1)
      const covered = await runVitest(dir, ['--reporter=verbose'], { major })
      expect([covered.exitCode, covered.stderr]).toEqual([0, expect.stringMatching(/budget +level {2}95% of 40 runs: 2 of 2 bad runs spent \(100%\), burning 2x/)]) // prettier-ignore
      expect(covered.stderr).toMatch(/score +80 of 100/)
      const report = storedRun(dir) as unknown as { score: number; verdicts: { slo: string; measured: number }[] }
      expect(report.score).toBe(80)
      expect(report.verdicts).toMatchObject([
        { slo: 'level', status: 'warning', budget: { status: 'within', alone: 'violated', runs: 21, spent: 1 } },
        { slo: 'flakes', status: 'warning', measured: 1 / 3 },
      ])
      expect((await runSlo(dir, ['budget'], { major })).exitCode).toBe(0)

      // The next run is good, and the promise over the window is broken all the same once one more bad run was remembered.
      const spent = await runVitest(dir, [], { major })
      expect([spent.exitCode, spent.stderr]).toEqual([1, expect.stringMatching(/SloViolation: level +error budget 95% of 40 runs: 3 of\s+2 bad runs spent/)]) // prettier-ignore
      expect((await runSlo(dir, ['score', '--min', '50'], { major })).exitCode).toBe(1)
      const told = await runSlo(dir, ['budget', 'level', '--json'], { major })
      expect(told.exitCode).toBe(1)
      expect(JSON.parse(told.stdout)).toMatchObject({ budgets: [{ slo: 'level', spent: 1.5, spentBy: { length: 3 } }] })
      const flaky = await runSlo(dir, ['flaky', '--json'], { major })
      expect(JSON.parse(flaky.stdout)).toMatchObject({
        tests: [{ subject: { name: 'passes when tried again' }, runs: 2, retried: 2 }],
      })

      // What is met now is broken over the window, as long as that lasts.
      writeFileSync(join(dir, 'a.test.ts'), readFileSync(join(dir, 'a.test.ts'), 'utf8').replace("'level', 9", "'level', 1"))
      expect((await runVitest(dir, [], { major })).exitCode).toBe(1)
      expect((await runVitest(dir, ['-t', 'level'], { major })).exitCode).toBe(0)
    })
  })
}
