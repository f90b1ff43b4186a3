import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeVitest, majors, project, runSlo, runVitest } from '../support/consumer.ts'
import { sloConfig, vitestConfig } from '../support/gated.ts'

const slos = "quick: { sli: sli.test('*').duration, objective: '<= 1h' }"

function files(more = ''): Record<string, string> {
  return {
    'vitest.config.ts': vitestConfig(),
    'slo.config.ts': sloConfig(slos, more),
    'a.test.ts': "import { test } from 'vitest'\ntest('does nothing', () => undefined)\n",
  }
}

for (const major of majors) {
  describeVitest(major, 'history', () => {
    test('remembers full and filtered runs, and shows them again', { timeout: 120_000 }, async () => {
      const dir = project(files(), { major })
      const first = await runVitest(dir, [], { major })
      expect([first.exitCode, first.stderr]).toEqual([0, expect.not.stringMatching(/sqlite|experimental/i)])
      expect((await runVitest(dir, ['-t', 'does'], { major })).exitCode).toBe(0)
      const listed = await runSlo(dir, ['history', 'list', '--json'], { major })
      const runs = JSON.parse(listed.stdout) as { scope: string; outcome: string }[]
      expect(runs.map(({ scope, outcome }) => [scope, outcome])).toEqual([['filtered', 'met'], ['full', 'met']]) // prettier-ignore
      expect((await runSlo(dir, ['history', 'show', 'last'], { major })).stdout).toContain('1 met (1)')
    })

    test('that cannot be written fails the run, and says why', { timeout: 120_000 }, async () => {
      const dir = project(files("history: { store: 'file:file/history.db' },"), { major })
      writeFileSync(join(dir, 'file'), 'in the way of a folder')
      const { exitCode, stderr } = await runVitest(dir, [], { major })
      expect(exitCode).toBe(1)
      expect(stderr).toMatch(/history file\/history\.db could not be opened: /)
    })
  })
}
