import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeVitest, majors, project, runSlo } from '../support/consumer.ts'
import { sloConfig, vitestConfig } from '../support/gated.ts'

/** Work that allocates as many megabytes as it is told to: a figure that no neighbour disturbs. */
const work = (megabytes: number) => `export function work() {
  let kept
  for (let i = 0; i < ${megabytes}; i += 1) kept = Array.from({ length: 131072 }, (_, n) => n + i)
  return kept
}
`

const files = {
  'vitest.config.ts': vitestConfig(),
  'slo.config.ts': sloConfig("work: { sli: sli.measure('work').allocated, objective: '<= 1GB' }, size: { sli: sli.artifact('src/*.js').size, objective: '<= 1MB' }"), // prettier-ignore
  'src/work.js': work(30),
  'work.test.ts': "import { slo, test } from 'vitest-slo/test'\nimport { work } from './src/work.js'\ntest('works', { timeout: 60_000 }, () => slo.measure('work', () => work(), { samples: 3 }))\n", // prettier-ignore
  '.gitignore': 'node_modules\n.slo\n',
}

function git(dir: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd: dir, encoding: 'utf8' })
}

/** Of a folder for temporary files of its own: other comparisons may be going on. */
const leftover = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('slo-compare-'))

for (const major of majors) {
  describeVitest(major, 'slo compare', () => {
    // Ten pairs are twenty runs of the suite: once is enough.
    if (major === 4)
      test(
        'finds a planted regression in changes that are not committed, and touches nothing',
        { timeout: 300_000 },
        async () => {
          const dir = project(files, { major })
          const TMPDIR = mkdtempSync(join(tmpdir(), 'slo-compare-test-'))
          git(dir, 'init', '--quiet')
          git(dir, 'add', '.')
          git(dir, 'commit', '--quiet', '--message', 'one')
          writeFileSync(join(dir, 'src/work.js'), work(40))
          const before = [git(dir, 'status', '--porcelain'), git(dir, 'worktree', 'list'), git(dir, 'stash', 'list')]
          const { exitCode, stdout, stderr } = await runSlo(dir, ['compare', 'HEAD', '--pairs', '10'], {
            major,
            timeout: 280_000,
            env: { TMPDIR },
          })
          expect(stderr).toContain('of 10 at most')
          expect(stdout).toMatch(/✗ worse +allocated of measure work .*\+(2\d|3\d|4\d)\.\d %/)
          expect(stdout).toMatch(/✓ same +size of artifact src\/\*\.js/)
          expect(exitCode).toBe(1)
          expect([git(dir, 'status', '--porcelain'), git(dir, 'worktree', 'list'), git(dir, 'stash', 'list')]).toEqual(before)
          expect(leftover(TMPDIR)).toEqual([])
          rmSync(TMPDIR, { recursive: true })
          expect((await runSlo(dir, ['history', 'list'], { major })).stdout).toContain('no such run')
        },
      )

    test('an SLO of which the two have no figure in common is no data, and that fails', { timeout: 120_000 }, async () => {
      const slos = "size: { sli: sli.artifact('src/*.js').size, objective: '<= 1MB' }, gone: { sli: sli.measure('gone').duration, objective: '<= 1s' }" // prettier-ignore
      const dir = project({ ...files, 'slo.config.ts': sloConfig(slos) }, { major })
      git(dir, 'init', '--quiet')
      git(dir, 'add', '.')
      git(dir, 'commit', '--quiet', '--message', 'one')
      const { exitCode, stdout } = await runSlo(dir, ['compare', 'HEAD'], { major, timeout: 110_000 })
      expect(stdout).toMatch(/✓ same +size of artifact/)
      expect(stdout).toContain('? no data    gone: no figure that both of them measure')
      expect(exitCode).toBe(3)
      expect(await runSlo(dir, ['compare', 'HEAD', '--pairs', '0'], { major })).toMatchObject({ exitCode: 2 })
    })

    test('refuses what is no revision, and what is no SLO', async () => {
      const dir = project(files, { major })
      git(dir, 'init', '--quiet')
      expect(await runSlo(dir, ['compare', 'nowhere'], { major })).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('nowhere is no revision') }) // prettier-ignore
      expect(await runSlo(dir, ['compare', 'HEAD', '--slo', 'x'], { major })).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('declares no SLO x') }) // prettier-ignore
    })
  })
}
