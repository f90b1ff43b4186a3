import { execFileSync } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { describeVitest, majors, project, runVitest } from '../support/consumer.ts'
import type { Major } from '../support/consumer.ts'
import { sloConfig, storedRun, vitestConfig } from '../support/gated.ts'

/** Nobody measures `never`: a full run must fail, every other one must not. */
const never = `never: { sli: sli.measure('never').duration, objective: '<= 1m' }`
const named = (name: string, tags = '') => `import { test } from 'vitest'\ntest('${name}', { ${tags} }, () => {})`
const files = {
  'vitest.config.ts': vitestConfig(`tags: [{ name: 'fast' }]`),
  'slo.config.ts': sloConfig(never),
  'a.test.ts': named('a', `tags: ['fast']`),
  'b.test.ts': named('b'),
}

async function outcome(dir: string, major: Major, args: readonly string[], env: Record<string, string> = {}) {
  const { exitCode, stderr, stdout } = await runVitest(dir, args, { major, env })
  return { exitCode, scope: storedRun(dir)?.run.scope, text: stdout + stderr }
}

describe.each(majors.map((major) => [major] as const))('%i', (major) => {
  describeVitest(major, 'a part of the suite', () => {
    test('tags, changed files, no test left: reported, never failed', async () => {
      const dir = project({ ...files, '.gitignore': 'node_modules\n.slo\n' }, { major })
      const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: dir })
      git('init', '-q')
      git('add', '-A')
      git('commit', '-qm', 'all')
      const filtered = { exitCode: 0, scope: 'filtered', text: expect.stringContaining('not judged (filtered run)') }
      expect(await outcome(dir, major, ['--tags-filter=fast'])).toEqual(filtered)
      expect(await outcome(dir, major, ['--changed'])).toEqual(filtered)
      appendFileSync(join(dir, 'b.test.ts'), '\n// changed')
      expect(await outcome(dir, major, ['--changed'])).toEqual(filtered)
      expect(await outcome(dir, major, ['nowhere', '--passWithNoTests'])).toEqual(filtered)
      // Vitest's own failure stays one.
      expect(await outcome(dir, major, ['nowhere'])).toEqual({ ...filtered, exitCode: 1 })
    })

    test('-t leaves out a probe: nothing crashed', async () => {
      const hello = `hello: { sli: sli.command('hello').duration, objective: '<= 1m' }`
      const probes = `probes: { hello: { run: ['node', '-e', '0'] } },`
      const dir = project({ ...files, 'slo.config.ts': sloConfig(hello, probes) }, { major })
      const filtered = {
        exitCode: 0,
        scope: 'filtered',
        text: expect.stringContaining('command hello: its probe was filtered out'),
      }
      expect(await outcome(dir, major, ['-t', '^a$'])).toEqual(filtered)
    })

    test('a full run without any test fails, whatever passWithNoTests says', async () => {
      const dir = project(files, { major })
      const failed = { exitCode: 1, scope: 'full', text: expect.stringMatching(/1 no data \(1\) +exit 1/) }
      expect(await outcome(dir, major, ['--exclude=**', '--passWithNoTests'])).toEqual(failed)
      expect(await outcome(dir, major, [])).toEqual(failed)
    })

    test('.only: reported, not failed; a word about it in a comment changes nothing', async () => {
      const only = `import { test } from 'vitest'\ntest.only('a', () => {})\ntest('left out', () => {})`
      const nested = `import { describe, test } from 'vitest'\ndescribe('x', { only: true }, () => { test('a', () => {}) })\ntest('left out', () => {})`
      const comment = `import { test } from 'vitest'\n// test.only would be wrong\ntest.skip('skipped', () => {})\ntest('b', () => {})`
      for (const text of [only, nested]) {
        const ended = await outcome(project({ ...files, 'a.test.ts': text }, { major }), major, [])
        expect(ended).toMatchObject({ exitCode: 0, scope: 'filtered' })
      }
      const full = await outcome(project({ ...files, 'a.test.ts': comment }, { major }), major, [])
      expect(full).toMatchObject({ exitCode: 1, scope: 'full' })
      const forbidden = await outcome(project({ ...files, 'a.test.ts': only }, { major }), major, ['--allowOnly=false'])
      expect(forbidden).toMatchObject({ exitCode: 1, scope: 'full' })
    })

    test('--bail: the run was cut short, and that is what it says', async () => {
      const failing = `import { test } from 'vitest'\ntest('fails', () => { throw new Error('broken') })\ntest('next', () => {})`
      const dir = project({ ...files, 'a.test.ts': failing }, { major })
      const ended = await outcome(dir, major, ['--bail=1', '--maxWorkers=1'])
      expect(ended).toMatchObject({ exitCode: 1, scope: 'interrupted' })
      expect(ended.text).toMatch(/not judged \(interrupted\)/)
      expect(ended.text).not.toMatch(/FAIL +slo\.config\.ts/)
      // With several workers: another file is under way when the first failure ends the run.
      const slow = `import { test } from 'vitest'\nfor (let n = 0; n < 40; n++) test('slow ' + n, () => new Promise((done) => setTimeout(done, 100)))`
      const parallel = project({ ...files, 'a.test.ts': failing, 'b.test.ts': slow, 'c.test.ts': slow }, { major })
      const cut = await outcome(parallel, major, ['--bail=1', '--maxWorkers=2'])
      expect(cut).toMatchObject({ exitCode: 1, scope: 'interrupted', text: expect.stringMatching(/not judged \(interrupted\)/) })
    })
  })
})
