import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { historyEntry } from '../../src/aggregate/history-entry.ts'
import { openHistory } from '../../src/history/open-history.ts'
import type { Run } from '../../src/model/run.ts'
import { parseReport } from '../../src/report/schema/parse-report.ts'
import { describeVitest, majors, project, runSlo, runVitest } from '../support/consumer.ts'
import { sloConfig, vitestConfig } from '../support/gated.ts'

const waiver = "waiver: { ceiling: '9', reason: 'to be mended', owner: 'ada', expires: '2020-01-31' }"
const slos = (more = '') => `
  level: { sli: sli.metric('level').value, objective: '<= 100', baseline: { maxRegression: '10%', required: true } },
  waived: { sli: sli.metric('level').value, objective: '<= 1000', ${more} },`

/** A project whose one test records what the variable LEVEL says: a figure that does not depend on the machine. */
function files(): Record<string, string> {
  return {
    'vitest.config.ts': vitestConfig(),
    'slo.config.ts': sloConfig(slos()),
    'a.test.ts': `import { slo, test } from 'vitest-slo/test'
test('works', () => { slo.metric.gauge('level', Number(process.env.LEVEL)) })
`,
  }
}

/** The stored run, as it would have been on an earlier day with another level. */
function before(run: Run, number: number, level: number): Run {
  const startedAt = new Date(Date.UTC(2026, 0, 1, 0, number)).toISOString()
  const series = run.series.map((one) => (one.subject.kind === 'metric' ? { ...one, samples: [level] } : one))
  return { ...run, id: `before-${String(number).padStart(2, '0')}`, startedAt, finishedAt: startedAt, scope: 'full', outcome: 'met', exitCode: 0, series, machine: { ...run.machine, fitness: { fit: true, reasons: [] } }, verdicts: run.verdicts.map((verdict) => ({ ...verdict, status: 'met', measured: level, headroom: 0, samples: 1, exact: true })) } // prettier-ignore
}

async function remember(dir: string, changes: Partial<Run['machine']> = {}): Promise<void> {
  const parsed = parseReport(readFileSync(join(dir, '.slo/report.json'), 'utf8'))
  if (!parsed.ok) throw new Error(parsed.reason)
  const store = await openHistory('file:.slo/history.db', dir)
  for (let number = 1; number <= 40; number++) {
    const run = before(parsed.stored, number, 50 + (number % 3))
    await store.append(historyEntry({ ...run, machine: { ...run.machine, ...changes } }, '{}'))
  }
  await store.close()
}

for (const major of majors) {
  describeVitest(major, 'baseline', () => {
    test(
      'learns, finds a planted regression in its second run, and is green again when it is mended or accepted',
      { timeout: 240_000 },
      async () => {
        const dir = project(files(), { major })
        const at = async (level: number) => runVitest(dir, [], { major, env: { LEVEL: String(level) } })
        const learning = await at(50)
        expect([learning.exitCode, learning.stderr]).toEqual([1, expect.stringMatching(/no baseline: learning: 1 of 15 runs/)])

        await remember(dir, { fingerprint: 'another' })
        const [own] = JSON.parse((await runSlo(dir, ['history', 'list', '--limit', '1', '--json'], { major })).stdout) as {
          id: string
        }[]
        await runSlo(dir, ['history', 'forget', own?.id ?? ''], { major })
        expect((await at(50)).stderr).toMatch(
          /no baseline: what is remembered of .* is of another machine \(fingerprint another\)/,
        )
        const others = Array.from({ length: 40 }, (_, i) => `before-${String(i + 1).padStart(2, '0')}`)
        expect((await runSlo(dir, ['history', 'forget', ...others], { major })).exitCode).toBe(0)

        await remember(dir)
        expect((await at(60)).exitCode).toBe(0)
        const regressed = await at(60)
        expect(regressed.exitCode).toBe(1)
        expect(regressed.stderr).toMatch(/SloViolation: level {2}regressed against .*: 60, \+1\d\.\d % /)
        expect(regressed.stderr).toMatch(/baseline +.*, \d+ runs, same machine: median 51 +\+1\d\.\d % \[.*\]\s+regressed/)
        const stored = JSON.parse(readFileSync(join(dir, '.slo/report.json'), 'utf8')) as { verdicts: object[] }
        expect(stored.verdicts[0]).toMatchObject({ slo: 'level', status: 'violated', baseline: { status: 'regressed', median: 51, maxRegression: 0.1 } }) // prettier-ignore

        expect((await at(51)).exitCode).toBe(0)
        expect((await at(60)).exitCode).toBe(1)
        const accepted = await runSlo(dir, ['baseline', 'accept', 'level', '--reason', 'more is kept'], { major })
        expect([accepted.exitCode, accepted.stdout]).toEqual([0, expect.stringContaining('60 instead of')])
        writeFileSync(join(dir, 'slo.config.ts'), sloConfig(slos().replace('required: true', 'required: false').replace("'<= 1000',", `'<= 5', ${waiver}`))) // prettier-ignore
        const expired = await at(60)
        expect([expired.exitCode, expired.stderr]).toEqual([1, expect.stringContaining('its waiver expired on 2020-01-31: ada')])
        expect(expired.stderr).not.toMatch(/SloViolation: level/)
        writeFileSync(join(dir, 'slo.config.ts'), sloConfig(slos().replace('required: true', 'required: false').replace("'<= 1000',", `'<= 5', ${waiver.replace('2020', '2999').replace("'9'", "'90'")}`))) // prettier-ignore
        const waived = await at(60)
        expect([waived.exitCode, waived.stderr]).toEqual([0, expect.stringMatching(/! waived +waived .*<= 5, waived up to 90/)])
      },
    )
  })
}
