import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeVitest, majors, project, runSlo, runVitest } from '../support/consumer.ts'
import { sloConfig, storedRun, vitestConfig } from '../support/gated.ts'

/** A file that takes so many milliseconds and records one value. */
const file = (value: number, takes = 1) => `import { slo, test } from 'vitest-slo/test'
test('sets the level', async () => { await new Promise((done) => setTimeout(done, ${takes})); slo.metric.gauge('level', ${value}) })`

const slos = "level: { sli: sli.metric('level').value, objective: '<= 5' }, build: { sli: sli.command('build').duration, objective: '<= 1m' }" // prettier-ignore
const more = "shards: { plan: 'slo.shards.json' }, probes: { build: { run: ['node', '-e', ''], samples: 2 } },"
const files = {
  'vitest.config.ts': vitestConfig('sequence: process.env.OWN ? { sequencer: class { shard(f) { return f } sort(f) { return f } } } : {}'), // prettier-ignore
  'slo.config.ts': sloConfig(slos, more),
  'slow.test.ts': file(1, 1500),
  ...Object.fromEntries([2, 3, 4, 9].map((value) => [`quick-${value}.test.ts`, file(value, 300)])),
}

interface Planned {
  readonly schema: number
  readonly files: readonly { readonly file: string; readonly duration: number }[]
}

for (const major of majors) {
  describeVitest(major, 'shards balanced by a plan', () => {
    test('hold every file once, and judge as one run; shards of two plans are refused', { timeout: 240_000 }, async () => {
      const dir = project(files, { major })
      const shard = async (index: number) => {
        const blob = ['--reporter=blob', `--outputFile.blob=blobs/${index}.json`, `--shard=${index}/2`]
        return await runVitest(dir, blob, { major })
      }
      const withoutPlan = await shard(1)
      expect(withoutPlan.exitCode).toBe(1)
      expect(withoutPlan.stderr).toContain('shards.plan slo.shards.json was not found')

      await runVitest(dir, [], { major })
      const whole = storedRun(dir)
      expect(await runSlo(dir, ['split', '--shards', '2', '--write'], { major })).toMatchObject({ exitCode: 0 })
      const plan = JSON.parse(readFileSync(join(dir, 'slo.shards.json'), 'utf8')) as Planned
      expect(plan.files.map((one) => one.file)).toEqual(expect.arrayContaining(['slow.test.ts', 'slo.config.ts']))
      // A file that the plan does not know is run all the same, once.
      writeFileSync(join(dir, 'new.test.ts'), file(0))
      for (const index of [1, 2]) expect(await shard(index)).toMatchObject({ exitCode: 0 })
      const parts = [1, 2].map((index) => filesOf(join(dir, `.slo/report-${index}-of-2.json`)))
      expect(parts.flat().toSorted()).toEqual(['new.test.ts', 'quick-2.test.ts', 'quick-3.test.ts', 'quick-4.test.ts', 'quick-9.test.ts', 'slow.test.ts']) // prettier-ignore
      // The slow one takes longer than three of the others.
      expect(parts.find((part) => part.includes('slow.test.ts'))?.length).toBeLessThanOrEqual(3)

      expect(await runVitest(dir, ['--merge-reports=blobs'], { major })).toMatchObject({ exitCode: 1 })
      const merged = storedRun(dir)
      expect(merged).toMatchObject({ run: { scope: 'merged' }, verdicts: [{ slo: 'level', status: 'violated' }, { slo: 'build', status: 'met' }] }) // prettier-ignore
      expect(levels(merged)).toEqual([0, ...levels(whole)])
      rmSync(join(dir, '.slo/report.json'))
      expect(await runSlo(dir, ['check'], { major })).toMatchObject({ exitCode: 1 })

      writeFileSync(
        join(dir, 'slo.shards.json'),
        JSON.stringify({ schema: 1, files: [{ file: 'quick-2.test.ts', duration: 9 }] }),
      )
      await shard(2)
      const refusal = 'the shards were shared out by different plans'
      expect(await runSlo(dir, ['check'], { major })).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(refusal) })
      // Where every file of the first blob is in the second one too, Vitest shows only the second.
      const mixed = await runVitest(dir, ['--merge-reports=blobs'], { major })
      expect([mixed.exitCode, mixed.stdout + mixed.stderr]).toEqual([1, expect.stringMatching(/shared out by different plans|the blob of shard 1\/2 is missing/)]) // prettier-ignore
    })

    if (major === 5)
      test("leave a user's own sequencer alone, and say so", async () => {
        const dir = project(files, { major })
        const { stderr } = await runVitest(dir, ['--shard=1/2'], { major, env: { OWN: '1' } })
        expect(stderr).toContain('shards.plan slo.shards.json is not used: sequence.sequencer of the Vitest config')
        expect(readdirSync(join(dir, '.slo'))).toContain('report-1-of-2.json')
        expect(filesOf(join(dir, '.slo/report-1-of-2.json'))).toHaveLength(5)
      })
  })
}

interface Report {
  readonly series: readonly { readonly subject: { readonly kind: string; readonly name: string }; readonly metric: string }[]
}

function filesOf(report: string): string[] {
  const { series } = JSON.parse(readFileSync(report, 'utf8')) as Report
  return series.filter(({ subject, metric }) => subject.kind === 'file' && metric === 'duration').map(({ subject }) => subject.name) // prettier-ignore
}

function levels(run: ReturnType<typeof storedRun>): number[] {
  return (run?.series.find(({ subject }) => subject.name === 'level')?.samples ?? []).toSorted((a, b) => a - b)
}
