import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { piecesOf } from '../../site/generate/markdown.ts'
import { describeVitest, project, runSlo } from '../support/consumer.ts'
import { pluginConfig, storedRun } from '../support/gate.ts'
import { entriesUnder, patternOf } from '../support/troubleshooting-page.ts'

/** A project in which everything is wrong that docs/troubleshooting.md tells of a run. */
const wrong = {
  'vitest.config.ts': pluginConfig.replace('plugins: [slo()]', "plugins: [slo()], test: { pool: 'threads' }"),
  'slo.config.ts': `import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({
  fitness: 'ignore',
  profiling: { when: 'never' },
  probes: {
    broken: { run: 'echo "cannot find the template" >&2; exit 3' },
    empty: { run: 'true', verify: { files: ['dist/cli.js'] } },
    slow: { run: 'sleep 20', timeout: '1s' },
    fetching: { run: 'true' },
  },
  slos: {
    renamed: { sli: sli.measure('parse-1k').duration, objective: '<= 1m' },
    bundle: { sli: sli.artifact('dist/**/*.js').gzip, objective: '<= 120KB' },
    skipped: { sli: sli.test('**skips**').duration, objective: '<= 1m' },
    failed: { sli: sli.measure('order').duration, objective: '<= 1m' },
    threads: { sli: sli.file('tests/a.test.ts').memory, objective: 'peak <= 4GiB' },
    traffic: { sli: sli.command('fetching').networkSent, objective: '<= 1MB' },
    broken: { sli: sli.command('broken').duration, objective: '<= 1m' },
    empty: { sli: sli.command('empty').duration, objective: '<= 1m' },
    slow: { sli: sli.command('slow').duration, objective: '<= 1m' },
  },
})
`,
  'tests/a.test.ts': `import { expect, slo, test } from 'vitest-slo/test'
test('parses', async () => { await slo.measure('parse-1K', () => 1) })
test.skip('skips', () => {})
test('orders', async () => { await slo.measure('order', () => 1); expect(1).toBe(2) })
test('meets', async () => { const run = await slo.measure('x', () => 1); expect(run).toMeetSlo('paring') })
test.concurrent('leaks', async () => { await slo.leak('cache', () => 1) })
test.concurrent('beside it', async () => { await new Promise((done) => setTimeout(done, 500)) })
`,
}

/** What the page says to do about each entry: edits of these files. */
const cures: Readonly<Record<string, readonly (readonly [file: keyof typeof wrong, from: string, to: string])[]>> = {
  'Nothing was judged': [],
  'Nothing was recorded for a measure': [['tests/a.test.ts', 'parse-1K', 'parse-1k']],
  'Nothing was recorded for files': [
    ['slo.config.ts', "run: 'true', verify", "run: 'mkdir -p dist; echo 1 > dist/cli.js', verify"],
  ],
  'The test was skipped': [['tests/a.test.ts', 'test.skip(', 'test(']],
  'The test failed': [['tests/a.test.ts', 'toBe(2)', 'toBe(1)']],
  'Memory of a file in threads': [['vitest.config.ts', 'threads', 'forks']],
  'Traffic of a command': [['slo.config.ts', "objective: '<= 1MB'", "objective: '<= 1MB', whenUnsupported: 'report'"]],
  'A command fails': [['slo.config.ts', 'exit 3', 'exit 0']],
  'A command does not do its work': [],
  'A command does not end': [['slo.config.ts', 'sleep 20', 'sleep 0.1']],
  'A matcher that knows no such SLO': [['tests/a.test.ts', "slo.measure('x', () => 1); expect(run).toMeetSlo('paring')", "slo.measure('parse-1k', () => 1); expect(run).toMeetSlo('renamed')"]], // prettier-ignore
  'A leak beside concurrent tests': [['tests/a.test.ts', "test.concurrent('leaks'", "test('leaks'"]],
}

const [unplugged, ...entries] = entriesUnder('In a run')

describeVitest(4, 'what docs/troubleshooting.md tells of a run', () => {
  test('is what the program says, and goes by what the page says to do', async () => {
    expect([unplugged, ...entries].map((entry) => entry?.heading)).toEqual(Object.keys(cures))
    const dir = project(wrong, { major: 4 })
    const said = await runSlo(dir, ['run'], { major: 4 })
    const text = said.stdout + said.stderr
    for (const { heading, message } of entries) expect.soft(text, heading).toMatch(patternOf(message))
    expect(said.exitCode).toBe(1)

    for (const [file, from, to] of Object.values(cures).flat()) {
      const path = join(dir, file)
      expect(readFileSync(path, 'utf8')).toContain(from)
      writeFileSync(path, readFileSync(path, 'utf8').replace(from, to))
    }
    const cured = await runSlo(dir, ['run'], { major: 4 })
    // What cannot be measured is still said, and fails nothing any more.
    for (const { heading, message } of entries.filter((entry) => entry.heading !== 'Traffic of a command'))
      expect.soft(cured.stdout + cured.stderr, heading).not.toMatch(patternOf(message))
    expect(cured.exitCode, cured.stdout + cured.stderr).toBe(0)
  })

  test('a run without the plugin', async () => {
    const bare = { 'vitest.config.ts': pluginConfig.replace('slo()', ''), 'slo.config.ts': wrong['slo.config.ts'], 'a.test.ts': `import { test } from 'vitest'\ntest('a', () => {})` } // prettier-ignore
    const dir = project(bare, { major: 4 })
    const { stderr, exitCode } = await runSlo(dir, ['run'], { major: 4 })
    expect(stderr).toMatch(patternOf(unplugged!.message))
    expect(exitCode).toBe(2)
  })
})

describeVitest(4, 'docs/getting-started.md', () => {
  test('ends as the page says: met, then violated with the line', async () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/getting-started.md'), 'utf8')
    const files = piecesOf(page).flatMap(({ kind, text }) => {
      const [, name, code = ''] = /^```\w+\n\/\/ (\S+)\n([^]*?)```/.exec(text) ?? []
      return kind === 'fence' && name !== undefined ? [[name, code] as const] : []
    })
    expect(files.map(([name]) => name)).toEqual(['src/find-products.js', 'tests/find-products.test.js', 'slo.config.ts', 'src/find-products.js']) // prettier-ignore
    const broken = files[3]![1]
    const dir = project({ 'vitest.config.ts': pluginConfig, ...Object.fromEntries(files.slice(0, 3)) }, { major: 4 })
    expect(await runSlo(dir, ['validate'], { major: 4 })).toMatchObject({ exitCode: 0 })
    const met = await runSlo(dir, ['run'], { major: 4 })
    expect([met.exitCode, storedRun(dir)?.verdicts.map(({ slo, status }) => `${slo} ${status}`)]).toEqual([0, ['search-time met', 'search-memory met']]) // prettier-ignore

    writeFileSync(join(dir, 'src/find-products.js'), broken)
    const { exitCode, stderr } = await runSlo(dir, ['run'], { major: 4 })
    expect(stderr).toMatch(/SloViolation: search-memory {2}max ≈\d+(\.\d+)?MB, objective <= 2MB/)
    expect(stderr).toMatch(/hot path .*\(src\/find-products\.js:3/)
    expect(exitCode).toBe(1)
  })
})
