import { existsSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { consumer, describeVitest, majors, project, runVitest } from '../support/consumer.ts'
import type { Major } from '../support/consumer.ts'
import { run } from '../support/run.ts'

interface StoredRun {
  readonly outcome: string
  readonly exitCode: number
  readonly run: { readonly scope: string }
  readonly verdicts: readonly { readonly slo: string; readonly status: string; readonly reason: string }[]
  readonly series: readonly {
    readonly subject: { readonly kind: string; readonly name: string; readonly file?: string; readonly project?: string }
    readonly metric: string
    readonly samples: readonly number[]
    readonly exact: boolean
  }[]
}

const plugin = `import { defineConfig } from 'vitest/config'
import slo from 'vitest-slo'
export default defineConfig({ plugins: [slo()] })`

/** A configuration of these SLOs. Timings are judged hard: these tests must not depend on how busy the machine is. */
function config(slos: string, more = ''): string {
  return `import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({ fitness: 'ignore', metrics: { level: { type: 'gauge', unit: 'count' } }, ${more} slos: { ${slos} } })`
}

/** A test file that sets the gauge \`level\`. */
const level = (value: number) => `import { slo, test } from 'vitest-slo/test'
test('sets the level', () => slo.metric.gauge('level', ${value}))`

const levelSlo = (bound: string, more = '') => `level: { sli: sli.metric('level').value, objective: '${bound}'${more} }`

async function gate(major: Major, files: Record<string, string>, args: readonly string[] = []) {
  const dir = project({ 'vitest.config.ts': plugin, ...files }, { major })
  const ended = await runVitest(dir, args, { major })
  const file = join(dir, '.slo/report.json')
  const report = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as StoredRun) : undefined
  return { dir, ...ended, text: ended.stdout + ended.stderr, report }
}

describe.each(majors.map((major) => [major] as const))('%i', (major) => {
  describeVitest(major, 'the exit code', () => {
    test.each([
      ['a bound met exactly', '<= 100', 100, 0, 'met'],
      ['a hair over', '<= 100', 101, 1, 'violated'],
      ['a lower bound met exactly', '>= 100', 100, 0, 'met'],
      ['a hair under a lower bound', '>= 100', 99, 1, 'violated'],
      ['zero promised, one seen', '<= 0', 1, 1, 'violated'],
    ])('%s', async (_, bound, value, exitCode, status) => {
      const ended = await gate(major, { 'slo.config.ts': config(levelSlo(bound)), 'a.test.ts': level(value) })
      expect(ended.report?.verdicts).toMatchObject([{ slo: 'level', status }])
      expect(ended.exitCode).toBe(exitCode)
      expect(ended.text).toMatch(exitCode === 0 ? /SLOs +1 met \(1\) +exit 0/ : /SLOs +1 violated \(1\) +exit 1/)
    })

    test('nobody measured: fails, says so, and names the nearest', async () => {
      const renamed = `import { slo, test } from 'vitest-slo/test'
test('measures', async () => { await slo.measure('parse-1K', () => 1) })`
      const slos = `speed: { sli: sli.measure('parse-1k').duration, objective: '<= 5s' }`
      const ended = await gate(major, { 'slo.config.ts': config(slos), 'a.test.ts': renamed })
      expect(ended.exitCode).toBe(1)
      expect(ended.report?.verdicts[0]).toMatchObject({ status: 'no-data', cause: 'not-recorded' })
      expect(ended.report?.verdicts[0]?.reason).toContain('parse-1K')
    })

    test('a filtered run without data is reported and does not fail', async () => {
      const files = { 'slo.config.ts': config(levelSlo('<= 1')), 'a.test.ts': level(9), 'b.test.ts': `import { test } from 'vitest'\ntest('other', () => {})` } // prettier-ignore
      const ended = await gate(major, files, ['b.test.ts'])
      expect(ended.exitCode).toBe(0)
      expect(ended.report).toMatchObject({ run: { scope: 'filtered' }, verdicts: [{ status: 'no-data' }] })
      expect(ended.text).toMatch(/no SLO had data/)
      const byName = await gate(major, files, ['-t', 'other'])
      expect([byName.exitCode, byName.report?.run.scope]).toEqual([0, 'filtered'])
    })

    test('enforce warn reports and does not fail', async () => {
      const ended = await gate(major, { 'slo.config.ts': config(levelSlo('<= 1', `, enforce: 'warn'`)), 'a.test.ts': level(9) })
      expect(ended.exitCode).toBe(0)
      expect(ended.report?.verdicts).toMatchObject([{ status: 'violated', enforce: 'warn' }])
    })

    test('a probe that fails fast fails the run, with what it said', async () => {
      const probes = `probes: { broken: { run: 'echo the template is missing >&2; exit 3' } },`
      const slos = `broken: { sli: sli.command('broken').duration, objective: '<= 1m' }`
      const ended = await gate(major, { 'slo.config.ts': config(slos, probes), 'a.test.ts': level(1) })
      expect(ended.exitCode).toBe(1)
      expect(ended.report?.verdicts).toMatchObject([{ slo: 'broken', status: 'violated' }])
      expect(ended.text).toContain('the template is missing')
    })

    test('probes run once each, beside a suite that has an include and a setup of its own', async () => {
      const vitestConfig = `import { defineConfig } from 'vitest/config'
import slo from 'vitest-slo'
export default defineConfig({ plugins: [slo()], test: { include: ['specs/**'], setupFiles: ['./setup.ts'], retry: 1, testTimeout: 400 } })`
      const files = {
        'vitest.config.ts': vitestConfig,
        'setup.ts': `globalThis.prepared = true`,
        'specs/a.ts': level(1),
        'slo.config.ts': config(`slow: { sli: sli.command('slow').duration, objective: '<= 1m' }`, `probes: { slow: { run: 'echo run >> runs.txt; sleep 0.6', samples: 2 } },`), // prettier-ignore
      }
      const ended = await gate(major, files)
      expect(ended.exitCode).toBe(0)
      expect(readFileSync(join(ended.dir, 'runs.txt'), 'utf8')).toBe('run\nrun\n')
      expect(ended.report?.series.filter(({ subject }) => subject.kind === 'test').map(({ subject }) => subject.file)).toContain(
        'specs/a.ts',
      )
      expect(ended.report?.series.find(({ subject }) => subject.name === 'level')?.samples).toEqual([1])
    })

    test('probes say where they are: a line each in a log, each sample on a terminal', async () => {
      const slos = `quick: { sli: sli.command('quick').duration, objective: '<= 1m' }`
      const files = { 'vitest.config.ts': plugin, 'a.test.ts': level(1), 'slo.config.ts': config(slos, `probes: { quick: { run: 'true', samples: 3, warmup: 1 } },`) } // prettier-ignore
      const dir = project(files, { major })
      const logged = await runVitest(dir, [], { major })
      expect(logged.stderr.match(/ slo {2}probe .*/g)).toEqual([' slo  probe 1 of 1  quick  3 samples after 1 warm-up'])
      const { env } = consumer(major)
      const vitest = join(readlinkSync(join(dir, 'node_modules')), '.bin/vitest')
      const shown = await run({ command: 'script', args: ['-qec', `${vitest} run`, '/dev/null'], cwd: dir, env })
      const steps = shown.stdout.match(/probe 1 of 1 {2}quick {2}[^\r\n]*/g)
      expect(steps).toEqual(['sample 1 of 3 after 1 warm-up', 'sample 2 of 3', 'sample 3 of 3', '3 samples'].map((step) => `probe 1 of 1  quick  ${step}`)) // prettier-ignore
    })

    test('a failed test never counts as measured', async () => {
      const failing = `import { expect, slo, test } from 'vitest-slo/test'
test('measures, then fails', async () => { await slo.measure('work', () => 1); expect(1).toBe(2) })`
      const slos = `work: { sli: sli.measure('work').duration, objective: '<= 1m' }`
      const ended = await gate(major, { 'slo.config.ts': config(slos), 'a.test.ts': failing })
      expect(ended.exitCode).toBe(1)
      expect(ended.report?.verdicts[0]).toMatchObject({ status: 'no-data', cause: 'failed-test' })
    })

    test('a skipped test is named, once a run has shown which it was', async () => {
      const measuring = (skip: string) => `import { slo, test } from 'vitest-slo/test'
test${skip}('connects', async () => { await slo.measure('connect', () => 1) })
test('other', () => {})`
      const slos = `connect: { sli: sli.measure('connect').duration, objective: '<= 1m' }`
      const { dir, exitCode } = await gate(major, { 'slo.config.ts': config(slos), 'a.test.ts': measuring('') })
      expect(exitCode).toBe(0)
      const { writeFileSync } = await import('node:fs')
      writeFileSync(join(dir, 'a.test.ts'), measuring('.skip'))
      const ended = await runVitest(dir, [], { major })
      expect(ended.exitCode).toBe(1)
      expect(ended.stderr).toMatch(/its test was skipped/)
    })

    test('a worker that dies is no pass', async () => {
      const dying = `import { test } from 'vitest'
test('fine', () => {})
test('dies', () => { process.kill(process.pid, 'SIGKILL') })`
      const slos = `all: { sli: sli.test('**').duration, objective: '<= 1m' }`
      const ended = await gate(major, { 'slo.config.ts': config(slos), 'a.test.ts': dying })
      expect(ended.exitCode).toBe(1)
      expect(ended.report?.verdicts[0]?.status).toBe('no-data')
    })
  })

  describeVitest(major, 'a configuration that cannot be used', () => {
    const tests = { 'a.test.ts': level(1) }

    test('is told whole, without a stack, and fails', async () => {
      const slos = `a: { sli: sli.test('**').duration, objective: '<= 1MB' }, b: { sli: sli.test('**').duration, objectiv: '<= 1s' }`
      const ended = await gate(major, { ...tests, 'slo.config.ts': config(slos) })
      expect(ended.exitCode).toBe(1)
      expect(ended.text).toContain('slos.a.objective')
      expect(ended.text).toContain('slos.b')
      expect(ended.text).not.toMatch(/^\s+at .*vitest-slo/m)
    })

    test('does not exist: says what to do', async () => {
      const ended = await gate(major, tests)
      expect(ended.exitCode).toBe(1)
      expect(ended.text).toContain('slo init')
    })

    test('throws: says where', async () => {
      const ended = await gate(major, { ...tests, 'slo.config.ts': `throw new Error('no such preset')` })
      expect(ended.exitCode).toBe(1)
      expect(ended.text).toContain('no such preset')
    })
  })

  describeVitest(major, 'in a test', () => {
    const body = `import { describe } from 'vitest'
import { expect, slo, test } from 'vitest-slo/test'
test('matchers', async () => {
  const run = await slo.measure('work', () => 1, { samples: 3 })
  expect(run).toMeetSlo('work')
  expect(run).toTakeAtMost('1m', 'p95')
  expect(run).toUseAtMost('4GB')
  expect(() => expect(run).toTakeAtMost('1us', 'sum')).toThrow(/sum .*objective <= 1us/)
  expect(() => expect(run).toMeetSlo('wrok')).toThrow(/did you mean 'work'/)
  expect(() => expect(run).toMeetSlo('level')).toThrow(/is about metric level/)
  expect(() => expect(3).toTakeAtMost('1s')).toThrow(/needs what slo.measure/)
})
test('timers overlap', async () => {
  const timers = Array.from({ length: 100 }, () => slo.metric.timer('wait'))
  await new Promise((resolve) => setTimeout(resolve, 5))
  for (const timer of timers) timer.stop()
})
test('objectives of its own', ({ slo }) => slo.objectives({ duration: '<= 1m' }))
test('a command', async () => {
  const run = await slo.command('hello', { run: ['node', '-e', 'console.log("created")'], cwd: () => slo.tmpdir(), samples: 2, verify: ({ stdout }) => expect(stdout).toMatch(/created/) })
  expect(run).toTakeAtMost('1m')
})
describe.concurrent('together', () => {
  for (const name of ['x', 'y', 'z']) test(name, async () => {
    await new Promise((resolve) => setTimeout(resolve, 20))
    await slo.measure('of-' + name, () => new Promise((resolve) => setTimeout(resolve, 10)))
    slo.metric.gauge('level', 1)
  })
})
let tries = 0
test('flaky', { retry: 2 }, () => { tries += 1; expect(tries).toBe(2) })
test('repeated', { repeats: 2 }, () => {})
slo.metric.gauge
`
    const slos = `work: { sli: sli.measure('work').duration, objective: '<= 1m' }, ${levelSlo('<= 1')}, hello: { sli: sli.command('hello').memory, objective: 'peak <= 1GB' }`

    test.each([
      ['forks', []],
      ['forks, shared', ['--no-isolate']],
      ['threads', ['--pool=threads']],
      ['threads, shared', ['--pool=threads', '--no-isolate']],
      ['vmThreads', ['--pool=vmThreads']],
    ] as const)('everything is measured and belongs to its test: %s', async (_, args) => {
      const ended = await gate(major, { 'slo.config.ts': config(slos), 'a.test.ts': body, 'b.test.ts': level(1) }, args)
      expect(ended.text).not.toContain('FAIL')
      expect(ended.exitCode).toBe(0)
      const samples = (kind: string, name: string, metric: string) =>
        ended.report?.series.find((one) => one.subject.kind === kind && one.subject.name === name && one.metric === metric)
          ?.samples
      expect(samples('measure', 'work', 'duration')).toHaveLength(3)
      expect(samples('metric', 'wait', 'distribution')).toHaveLength(100)
      expect(samples('metric', 'level', 'value')).toEqual([1, 1, 1, 1])
      expect(samples('test', 'flaky', 'duration')).toHaveLength(2)
      expect(samples('test', 'repeated', 'duration')).toHaveLength(3)
      expect(samples('command', 'hello', 'duration')).toHaveLength(2)
      for (const name of ['x', 'y', 'z']) expect(samples('measure', `of-${name}`, 'duration')?.[0]).toBeGreaterThanOrEqual(9)
      expect(ended.report?.verdicts.map(({ slo }) => slo)).toContain('a.test.ts > objectives of its own: duration')
      const files = ended.report?.series.filter(({ subject, metric }) => subject.kind === 'file' && metric === 'memory')
      expect(files?.map(({ exact }) => exact)).toEqual(args.includes('--pool=threads' as never) || args.includes('--pool=vmThreads' as never) ? [] : [true, true]) // prettier-ignore
    })

    test('a broken matcher fails the test, and only it says so', async () => {
      const failing = `import { expect, slo, test } from 'vitest-slo/test'
test('too slow', async () => { expect(await slo.measure('work', () => new Promise((r) => setTimeout(r, 5)))).toTakeAtMost('1us') })`
      const ended = await gate(major, { 'slo.config.ts': config(`work: { sli: sli.measure('work').cpuTime, objective: '<= 1m' }`), 'a.test.ts': failing }) // prettier-ignore
      expect(ended.exitCode).toBe(1)
      expect(ended.text).toMatch(/measure work +max .* objective <= 1us/)
    })

    test('samples that cannot fit the timeout name the one to set', async () => {
      const slow = `import { slo, test } from 'vitest-slo/test'
test('long', { timeout: 500 }, async () => { await slo.measure('work', () => new Promise((r) => setTimeout(r, 100)), { samples: 50 }) })`
      const ended = await gate(major, { 'slo.config.ts': config(levelSlo('<= 1')), 'a.test.ts': slow })
      expect(ended.text).toMatch(/50 samples of about [\d.]+ms need .* set \{ timeout: \d+ \}/)
    })

    test('hooks and fixtures are no part of a duration', async () => {
      const hooked = `import { beforeEach, describe, test as base } from 'vitest'
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const test = base.extend({ shared: [async ({}, use) => { await wait(300); await use(1) }, { scope: 'file' }], own: async ({}, use) => { await wait(300); await use(1) } })
test('fixtures', ({ shared, own }) => {})
describe('hooks', () => { beforeEach(() => wait(300)); test('short', () => {}) })`
      const ended = await gate(major, { 'slo.config.ts': config(`all: { sli: sli.test('**').duration, objective: '<= 250ms' }`), 'a.test.ts': hooked }) // prettier-ignore
      expect(ended.exitCode).toBe(0)
    })
  })

  describeVitest(major, 'a workspace', () => {
    const packages = {
      'slo.config.ts': config(levelSlo('<= 1'), `probes: { ok: { run: 'true' } },`),
      'packages/a/vitest.config.ts': `export default { test: { name: 'a' } }`,
      'packages/b/vitest.config.ts': `export default { test: { name: 'b' } }`,
      'packages/a/a.test.ts': level(1),
      'packages/b/b.test.ts': level(9),
    }
    const workspace = (projects: string) => `import { defineConfig } from 'vitest/config'
import slo from 'vitest-slo'
export default defineConfig({ plugins: [slo()], test: { projects: ${projects} } })`

    test.each([
      ['file projects, plugin at the root only', `['packages/*']`],
      ['inline projects', `[{ test: { name: 'a', root: 'packages/a' } }, { test: { name: 'b', root: 'packages/b' } }]`],
      ['inline projects that extend the root', `[{ extends: true, test: { name: 'a', root: 'packages/a' } }, { extends: true, test: { name: 'b', root: 'packages/b' } }]`], // prettier-ignore
    ])('%s: every project is gated', async (_, projects) => {
      const ended = await gate(major, { ...packages, 'vitest.config.ts': workspace(projects) })
      expect(ended.report?.series.find(({ subject }) => subject.name === 'level')?.samples.toSorted()).toEqual([1, 9])
      expect(ended.report?.series.some(({ subject }) => subject.kind === 'command' && subject.name === 'ok')).toBe(true)
      expect(ended.exitCode).toBe(1)
    })

    test('one project of it, filtered', async () => {
      const ended = await gate(major, { ...packages, 'vitest.config.ts': workspace(`['packages/*']`) }, ['--project', 'a'])
      expect(ended.report?.run.scope).toBe('filtered')
      expect(ended.report?.verdicts).toMatchObject([{ status: 'met' }])
      expect(ended.exitCode).toBe(0)
    })
  })

  describeVitest(major, 'shards', () => {
    test('never judge; merged they equal one run', async () => {
      const files = { 'slo.config.ts': config(levelSlo('<= 5')), 'a.test.ts': level(1), 'b.test.ts': level(9) }
      const dir = project({ 'vitest.config.ts': plugin, ...files }, { major })
      for (const index of [1, 2]) {
        const blob = ['--reporter=blob', `--outputFile.blob=blobs/${index}.json`, `--shard=${index}/2`]
        const shard = await runVitest(dir, [...blob, '--reporter=json', '--outputFile.json=out.json'], { major })
        // Only the blob carries it.
        expect(readFileSync(join(dir, 'out.json'), 'utf8')).toMatch(/"meta": ?\{\}/)
        expect(readFileSync(join(dir, 'out.json'), 'utf8')).not.toMatch(/"slo(File)?"/)
        expect([shard.exitCode, shard.stderr]).toEqual([0, expect.stringMatching(/not judged/)])
        expect(existsSync(join(dir, `.slo/report-${index}-of-2.json`))).toBe(true)
      }
      const merged = await runVitest(dir, ['--merge-reports=blobs'], { major })
      expect(merged.exitCode).toBe(1)
      const report = JSON.parse(readFileSync(join(dir, '.slo/report.json'), 'utf8')) as StoredRun
      expect(report).toMatchObject({ run: { scope: 'merged' }, verdicts: [{ slo: 'level', status: 'violated' }] })
      expect(report.series.find(({ subject }) => subject.name === 'level')?.samples.toSorted()).toEqual([1, 9])
    })
  })

  describeVitest(major, 'other reporters', () => {
    const files = { 'slo.config.ts': config(levelSlo('<= 1')), 'a.test.ts': level(9) }

    test('JSON shows the verdict, and nothing of ours in the meta of the tests', async () => {
      const { dir, exitCode } = await gate(major, files, ['--reporter=json', '--outputFile=out.json'])
      const json = JSON.parse(readFileSync(join(dir, 'out.json'), 'utf8')) as {
        testResults: { name: string; assertionResults: { title: string; status: string; meta: object }[] }[]
      }
      expect(exitCode).toBe(1)
      const verdicts = json.testResults.find(({ name }) => name.endsWith('slo.config.ts'))
      expect(verdicts?.assertionResults).toMatchObject([{ title: 'level', status: 'failed' }])
      expect(json.testResults.find(({ name }) => name.endsWith('a.test.ts'))?.assertionResults[0]?.meta).toEqual({})
    })

    test('JUnit shows it', async () => {
      const { dir } = await gate(major, files, ['--reporter=junit', '--outputFile=out.xml'])
      expect(readFileSync(join(dir, 'out.xml'), 'utf8')).toMatch(/<testsuite name="slo.config.ts"[^>]*failures="1"/)
    })

    test('GitHub annotations point at the line of the declaration', async () => {
      const { stdout } = await gate(major, files, ['--reporter=github-actions'])
      expect(stdout).toMatch(/::error file=[^,]*slo\.config\.ts,title=[^,]*level[^,]*,line=2,column=\d+::/)
    })
  })
})
