import { describe, expect, test } from 'vitest'
import { describeVitest, majors, project, runSlo, runVitest } from '../support/consumer.ts'
import { levelSlo, levelTest, samplesOf, sloConfig, storedRun, vitestConfig } from '../support/gated.ts'

const named = (name: string, plugin: boolean) =>
  vitestConfig(`name: '${name}'`).replace('process.env.WITHOUT ? [] : [slo()]', plugin ? '[slo()]' : '[]')

const workspace = (plugins: readonly string[]) => ({
  'slo.config.ts': sloConfig(`${levelSlo('<= 5')}, all: { sli: sli.test('**').duration, objective: '<= 1m' }`),
  'vitest.config.ts': `export default { test: { projects: ['packages/*'] } }`,
  ...Object.fromEntries(
    ['a', 'b', 'c'].map((name) => [`packages/${name}/vitest.config.ts`, named(name, plugins.includes(name))]),
  ),
  'packages/a/a.test.ts': levelTest(1, 'of a'),
  'packages/b/b.test.ts': levelTest(2, 'of b'),
  'packages/c/c.test.ts': `import { test } from 'vitest'\ntest('of c', () => {})`,
})

const withoutB = { 'packages/b/b.test.ts': `import { test } from 'vitest'\ntest('of b', () => {})` }

describe.each(majors.map((major) => [major] as const))('%i', (major) => {
  describeVitest(major, 'a workspace', () => {
    test('with the plugin in one project: gates that one', async () => {
      const dir = project({ ...workspace(['a']), ...withoutB }, { major })
      const ended = await runVitest(dir, [], { major })
      expect(ended.stderr).toMatch(/2 met \(2\) +exit 0/)
      const report = storedRun(dir)
      expect(report?.series.flatMap(({ subject }) => (subject.kind === 'test' ? (subject.project ?? []) : [])).every((name) => name === 'a')).toBe(true) // prettier-ignore
      expect(samplesOf(report, 'of b', 'duration')).toBeUndefined()
      const other = await runVitest(dir, ['--project', 'b'], { major })
      expect([other.exitCode, other.stderr]).toEqual([0, ''])
    })

    test('with the plugin in two projects: one gate over both', async () => {
      const dir = project(workspace(['a', 'b']), { major })
      const ended = await runVitest(dir, [], { major })
      expect(ended.stderr.match(/2 met \(2\) +exit 0/g)).toHaveLength(1)
      expect(samplesOf(storedRun(dir), 'level', 'value')?.toSorted()).toEqual([1, 2])
    })

    test('of file projects with the plugin at the root, in shards: slo check and a merge judge them together', async () => {
      const files = { ...workspace([]), 'vitest.config.ts': vitestConfig(`projects: ['packages/*']`), 'packages/b/b.test.ts': levelTest(9, 'of b') } // prettier-ignore
      const dir = project(files, { major })
      for (const index of [1, 2, 3]) {
        const args = ['--reporter=blob', `--outputFile=blobs/${index}.json`, `--shard=${index}/3`]
        expect(await runVitest(dir, args, { major })).toMatchObject({ exitCode: 0, stderr: expect.stringMatching(/not judged/) })
      }
      const checked = await runSlo(dir, ['check'], { major })
      expect([checked.exitCode, checked.stdout]).toEqual([1, expect.stringMatching(/level[\s\S]*1 violated \| 1 met \(2\) +exit 1/)]) // prettier-ignore
      const merged = await runVitest(dir, ['--merge-reports=blobs'], { major })
      expect([merged.exitCode, merged.stderr]).toEqual([1, expect.stringMatching(/1 violated \| 1 met \(2\) +exit 1/)])
      expect(storedRun(dir)?.run.scope).toBe('merged')
      expect(samplesOf(storedRun(dir), 'level', 'value')?.toSorted()).toEqual([1, 9])
    })
  })
})
