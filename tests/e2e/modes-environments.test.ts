import { describe, expect, test } from 'vitest'
import { describeVitest, majors, project, runVitest } from '../support/consumer.ts'
import type { Major } from '../support/consumer.ts'
import { levelSlo, levelTest, samplesOf, sloConfig, storedRun, vitestConfig } from '../support/gated.ts'

const all = `all: { sli: sli.test('**').duration, objective: '<= 1m' }`
const quick = `import { expect, test } from 'vitest'
test('quick', () => { expect(typeof document).toBe(process.env.DOM ?? 'undefined') })
test('waits', async () => { await new Promise((done) => setTimeout(done, 30)) })`

async function gated(major: Major, files: Readonly<Record<string, string>>, args: readonly string[] = []) {
  const dir = project({ 'slo.config.ts': sloConfig(all), ...files }, { major })
  const ended = await runVitest(dir, args, { major, env: { DOM: files['DOM'] } })
  return { dir, ...ended, text: ended.stdout + ended.stderr, report: storedRun(dir) }
}

describe.each(majors.map((major) => [major] as const))('%i', (major) => {
  describeVitest(major, 'what surrounds the tests', () => {
    test.each(['jsdom', 'happy-dom'])('%s, with packages that lie outside of the project', async (environment) => {
      const files = { 'vitest.config.ts': vitestConfig(`environment: '${environment}'`), 'a.test.ts': quick, DOM: 'object' }
      const ended = await gated(major, { ...files, 'b.test.ts': levelTest(3) }, ['--no-isolate'])
      expect(ended.text).toMatch(/1 met \(1\) +exit 0/)
      expect(samplesOf(ended.report, 'level', 'value')).toEqual([3])
      expect(samplesOf(ended.report, 'waits', 'duration')?.[0]).toBeGreaterThan(25)
    })

    test('imports left to Node, in files that share a worker, probes included', async () => {
      const options = `include: ['*.test.js'], experimental: { viteModuleRunner: false }`
      const slos = `${levelSlo('<= 5')}, ok: { sli: sli.command('ok').duration, objective: '<= 1m' }`
      const files = {
        'vitest.config.ts': vitestConfig(options),
        'slo.config.ts': sloConfig(slos, `probes: { ok: { run: 'true' } },`),
        'a.test.js': levelTest(1),
        'b.test.js': levelTest(2),
      }
      const ended = await gated(major, files, ['--no-isolate', '--maxWorkers=1'])
      expect(ended.text).toMatch(/2 met \(2\) +exit 0/)
      expect(samplesOf(ended.report, 'level', 'value')?.toSorted()).toEqual([1, 2])
    })

    test("the user's runner, sequencer, global set-up and set-up files do what they did", async () => {
      const files = {
        'vitest.config.ts': vitestConfig(
          `runner: './runner.ts', sequence: { sequencer: Own }, globalSetup: ['global.ts'], setupFiles: ['set-up.ts'], fileParallelism: false`,
        ).replace('\nexport', `\nimport { BaseSequencer } from 'vitest/node'
class Own extends BaseSequencer { async sort(files) { console.log('own order'); return files.toSorted((a, b) => (a.moduleId < b.moduleId ? 1 : -1)) } }
export`),
        'runner.ts': `import { TestRunner } from 'vitest'
export default class Own extends TestRunner { onBeforeRunTask(test) { console.log('own runner ' + test.name); return super.onBeforeRunTask(test) } }`,
        'global.ts': `export default ({ provide }) => { console.log('own set-up'); provide('mine', 5); return () => { console.log('own tear-down') } }`,
        'set-up.ts': `import { beforeEach, expect, inject } from 'vitest'
beforeEach(async () => { expect(inject('mine')).toBe(5); await new Promise((done) => setTimeout(done, 300)) })`,
        'a.test.ts': `import { test } from 'vitest'\ntest('a', () => {})`,
        'b.test.ts': `import { test } from 'vitest'\ntest('b', () => {})`,
        'slo.config.ts': sloConfig(`all: { sli: sli.test('**').duration, objective: '<= 250ms' }`),
      } // prettier-ignore
      const ended = await gated(major, files)
      expect(ended.exitCode).toBe(0)
      expect(ended.stdout.match(/own [a-z-]+( [ab]$)?/gm)).toEqual(['own set-up', 'own order', 'own runner b', 'own runner a', 'own tear-down']) // prettier-ignore
    })

    test('tests are measured without a hook around them, but where more is asked than their ends', async () => {
      const hooksOf = (count: number) => `expect(TestRunner.getSuiteHooks(task.file).aroundEach).toHaveLength(${count})`
      const files = {
        'vitest.config.ts': vitestConfig(),
        'plain.test.ts': `import { describe, expect, test, TestRunner } from 'vitest'
describe('a', () => { test('plain', { retry: 1 }, ({ task }) => { ${hooksOf(0)}; expect(task.result.retryCount).toBe(1) }) })`,
        'concurrent.test.ts': `import { describe, expect, test, TestRunner } from 'vitest'
describe('a', () => { test.concurrent('concurrent', ({ task }) => { ${hooksOf(1)} }) })`,
        'around.test.ts': `import { slo } from 'vitest-slo/test'
import { aroundEach, describe, expect, test, TestRunner } from 'vitest'
describe('a', () => {
  aroundEach(async (run) => { slo.metric.gauge('level', 4); await run() })
  test('around', ({ task }) => { ${hooksOf(1)} })
})`,
        'slo.config.ts': sloConfig(levelSlo('<= 4')),
      }
      const ended = await gated(major, files)
      expect(ended.text).toMatch(/1 met \(1\) +exit 0/)
      expect(samplesOf(ended.report, 'a > plain', 'duration')).toHaveLength(2)
      expect(samplesOf(ended.report, 'a > concurrent', 'duration')).toHaveLength(1)
      expect(samplesOf(ended.report, 'a > around', 'duration')).toHaveLength(1)
    })

    test("a runner of the user's that keeps its suites to itself has its tests measured all the same", async () => {
      const files = {
        'vitest.config.ts': vitestConfig(`runner: './runner.ts'`),
        'runner.ts': `import { TestRunner } from 'vitest'
export default class Own extends TestRunner {
  async onBeforeRunSuite(suite) {
    if (suite.file === suite) await this.snapshotClient.setup(suite.filepath, this.workerState.config.snapshotOptions)
  }
  onBeforeTryTask(test) { console.log('own try ' + test.name); return super.onBeforeTryTask(test) }
}`,
        'a.test.ts': quick,
        'b.test.ts': levelTest(3),
      }
      const ended = await gated(major, files, ['--no-isolate', '--maxWorkers=1'])
      expect(ended.text).toMatch(/1 met \(1\) +exit 0/)
      expect(ended.stdout.match(/own try .+$/gm)?.toSorted()).toEqual([
        'own try quick',
        'own try sets the level',
        'own try waits',
      ])
      expect(samplesOf(ended.report, 'waits', 'duration')?.[0]).toBeGreaterThan(25)
    })

    test('no timer, file or promise of ours is reported as a leak', async () => {
      const leaking = `import { test } from 'vitest'\ntest('leaks', () => { setTimeout(() => {}, 3000) })`
      const files = { 'vitest.config.ts': vitestConfig('detectAsyncLeaks: true'), 'a.test.ts': quick, 'b.test.ts': levelTest(1) }
      const ended = await gated(major, files)
      expect(ended.text).not.toMatch(/leak/i)
      expect(ended.exitCode).toBe(0)
      const control = await gated(major, { ...files, 'c.test.ts': leaking })
      expect(control.text).toMatch(/1 leak/i)
    })

    test.each(['', `include: ['*.test.js'], experimental: { viteModuleRunner: false },`])(
      'type tests run, and are no part of the promises; %s',
      async (more) => {
        const files = {
          'vitest.config.ts': vitestConfig(`${more} typecheck: { enabled: true, tsconfig: 'tsconfig.json' }`),
          'tsconfig.json': `{ "compilerOptions": { "strict": true, "module": "preserve", "noEmit": true, "skipLibCheck": true, "types": [] }, "include": ["*.test-d.ts"] }`,
          [more === '' ? 'a.test.ts' : 'a.test.js']: quick,
          'types.test-d.ts': `import { expectTypeOf, test } from 'vitest'\ntest('is a number', () => { expectTypeOf(1).toEqualTypeOf<number>() })`,
        }
        const ended = await gated(major, files)
        expect(ended.text).toMatch(/no errors[\s\S]*1 met \(1\) +exit 0/)
        expect(samplesOf(ended.report, 'waits', 'duration')).toHaveLength(1)
        expect(samplesOf(ended.report, 'is a number', 'duration')).toBeUndefined()
      },
    )
  })
})
