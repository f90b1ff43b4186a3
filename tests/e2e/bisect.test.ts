import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeVitest, project, runSlo } from '../support/consumer.ts'
import { sloConfig, vitestConfig } from '../support/gated.ts'

const files = {
  'package.json': JSON.stringify({ name: 'project', private: true, type: 'module', scripts: { build: 'node build.js' } }),
  'build.js': "import { cpSync } from 'node:fs'\ncpSync('src', 'dist', { recursive: true })\n",
  'vitest.config.ts': vitestConfig(),
  'slo.config.ts': sloConfig("size: { sli: sli.artifact('dist/*.js').size, objective: '<= 1MB' }"),
  'src/work.js': text(1000),
  'some.test.ts': "import { test } from 'vitest'\ntest('some', () => {})\n",
  '.gitignore': 'node_modules\n.slo\ndist\n',
}

function text(bytes: number): string {
  return 'x'.repeat(bytes)
}

function git(dir: string, ...args: readonly string[]): string {
  const who = ['-c', 'user.name=Ada', '-c', 'user.email=a@example.org']
  return execFileSync('git', [...who, ...args], { cwd: dir, encoding: 'utf8' }).trim()
}

/** A folder for temporary files of its own: other comparisons may be going on. */
const temporary = () => mkdtempSync(join(tmpdir(), 'slo-bisect-test-'))
const leftover = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('slo-compare-'))

// Bytes of a build are the same every time, so that two pairs decide; what varies is decided in the unit tests.
describeVitest(4, 'slo bisect', () => {
  test('finds the commit, past one that does not build, and touches nothing', { timeout: 240_000 }, async () => {
    const dir = project(files, { major: 4 })
    const commits = [
      ['starts', {}],
      ['does not build', { 'build.js': 'throw new Error("broken")' }],
      ['builds again', { 'build.js': files['build.js'] }],
      ['grows a lot', { 'src/work.js': text(1400) }],
    ] as const
    git(dir, 'init', '--quiet')
    for (const [message, changes] of commits) {
      for (const [file, content] of Object.entries(changes)) writeFileSync(join(dir, file), content)
      git(dir, 'add', '.')
      git(dir, 'commit', '--quiet', '--message', message)
    }
    writeFileSync(join(dir, 'src/work.js'), 'not committed')
    const state = () => [git(dir, 'status', '--porcelain'), git(dir, 'rev-parse', 'HEAD'), git(dir, 'worktree', 'list')]
    const before = state()

    const args = ['bisect', 'HEAD~3', 'HEAD', '--slo', 'size']
    const TMPDIR = temporary()
    const { exitCode, stdout, stderr } = await runSlo(dir, args, { major: 4, timeout: 230_000, env: { TMPDIR } })
    expect(stderr).toMatch(/does not build +skipped \(npm run build ended with exit code 1/)
    expect(stdout).toContain(`worse since   ${git(dir, 'rev-parse', 'HEAD')}`)
    expect(stdout).toMatch(/Ada +grows a lot/)
    expect(stdout).toMatch(/size of artifact dist\/\*\.js +1KB before it, 1\.4KB with it +\+40\.0 %/)
    expect([exitCode, state(), leftover(TMPDIR)]).toEqual([0, before, []])
    rmSync(TMPDIR, { recursive: true })

    expect(await runSlo(dir, ['bisect', 'HEAD', 'HEAD~1', '--slo', 'size'], { major: 4 })).toMatchObject({ exitCode: 2 })
  })
})

describeVitest(5, 'slo noise', () => {
  test('says which change could be found here', { timeout: 120_000 }, async () => {
    const dir = project(files, { major: 5 })
    git(dir, 'init', '--quiet')
    git(dir, 'add', '.')
    git(dir, 'commit', '--quiet', '--message', 'all')
    const TMPDIR = temporary()
    const { exitCode, stdout } = await runSlo(dir, ['noise', '--pairs', '2'], { major: 5, timeout: 110_000, env: { TMPDIR } })
    expect(stdout).toMatch(/size of artifact dist\/\*\.js +1KB +0\.0 % +any change +any change +any change +same/)
    expect([exitCode, leftover(TMPDIR)]).toEqual([0, []])
    rmSync(TMPDIR, { recursive: true })
    expect(await runSlo(dir, ['noise', '--pairs', '1'], { major: 5 })).toMatchObject({ exitCode: 2 })
  })
})
