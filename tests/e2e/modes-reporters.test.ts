import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { describeVitest, majors, project, runVitest } from '../support/consumer.ts'
import { fileResults, levelSlo, levelTest, sloConfig, vitestConfig, withAndWithout } from '../support/gated.ts'
import { suite } from '../support/suite.ts'

const violated = { 'vitest.config.ts': vitestConfig(), 'slo.config.ts': sloConfig(levelSlo('<= 1')), 'a.test.ts': levelTest(9) }

/** Notes every event that a reporter hears of, and what it can read then. */
const ownReporter = `import { appendFileSync } from 'node:fs'
const say = (...parts) => appendFileSync('events.txt', parts.join(' ') + '\\n')
const shown = (entity) => JSON.stringify(entity.meta())
export default class Own {
  onTestModuleCollected(module) { say('collected', module.relativeModuleId, shown(module)) }
  onTestCaseReady(test) { say('ready', test.fullName) }
  onTestCaseResult(test) { const { retryCount, repeatCount, flaky } = test.diagnostic() ?? {}; say('result', test.fullName, test.result().state, shown(test), retryCount, repeatCount, flaky) }
  onTestSuiteResult(one) { say('suite', one.fullName, one.state()) }
  onHookStart({ name, entity }) { say('hook', name, entity.fullName ?? entity.relativeModuleId) }
  onHookEnd({ name, entity }) { say('hook end', name, entity.fullName ?? entity.relativeModuleId) }
  onTestModuleEnd(module) { say('end', module.relativeModuleId, module.state(), shown(module)) }
  onUserConsoleLog({ type, content }) { say('log', type, content.length) }
}`

describe.each(majors.map((major) => [major] as const))('%i', (major) => {
  describeVitest(major, 'reporters', () => {
    test("the user's own hears the same events, in a suite with failures, retries and hooks", async () => {
      const all = sloConfig(`all: { sli: sli.test('**').duration, objective: '<= 1m' }`)
      const files = { ...suite, 'vitest.config.ts': vitestConfig(), 'slo.config.ts': all, 'own.ts': ownReporter }
      const shown = await withAndWithout(files, ['--reporter=./own.ts', '--maxWorkers=1'], { major })
      // In order, except for what Vitest hands over in batches of a tenth of a second.
      const events = (dir: string) => readFileSync(join(dir, 'events.txt'), 'utf8').split('\n').toSorted()
      expect(events(shown.with.dir)).toEqual(events(shown.without.dir))
      expect(events(shown.with.dir).length).toBeGreaterThan(200)
    })

    test('many at once: each shows the violation', async () => {
      const dir = project(violated, { major })
      const plain = ['default', 'verbose', 'dot', 'tree', 'tap', 'tap-flat', 'github-actions'].map((name) => `--reporter=${name}`)
      const written = ['json', 'junit'].flatMap((name) => [`--reporter=${name}`, `--outputFile.${name}=out.${name}`])
      const ended = await runVitest(dir, [...plain, ...written, '--reporter=html', '--outputFile.html=html/index.html'], {
        major,
      })
      expect(ended.exitCode).toBe(1)
      expect(ended.stdout).toMatch(/not ok \d+ - level/)
      expect(ended.stdout).toMatch(/::error file=[^,]*slo\.config\.ts/)
      expect(ended.stderr).toMatch(/SloViolation: level/)
      expect(JSON.parse(readFileSync(join(dir, 'out.json'), 'utf8'))).toMatchObject({ success: false, numFailedTests: 1 })
      expect(readFileSync(join(dir, 'out.junit'), 'utf8')).toMatch(/<testsuite name="slo.config.ts"[^>]*failures="1"/)
      expect(
        readdirSync(dir, { recursive: true })
          .map(String)
          .filter((name) => name.endsWith('index.html')),
      ).not.toEqual([])
      expect(ended.stderr.trimEnd()).toMatch(/SLOs +1 violated \(1\) +exit 1$/)
    })

    test('standard output belongs to them: nothing of ours is in it', async () => {
      const dir = project({ ...violated, 'slo.config.ts': sloConfig(levelSlo('<= 10')) }, { major })
      const tap = await runVitest(dir, ['--reporter=tap-flat'], { major })
      expect(tap.stdout.split('\n').filter((line) => !/^(TAP version 13|1\.\.2|ok \d+ - .*|)$/.test(line))).toEqual([])
      const silent = await runVitest(dir, ['--reporter=json', '--outputFile=out.json'], { major })
      expect(silent.stdout.replace(/^JSON report written to .*$/m, '').trim()).toBe('')
      expect(fileResults(join(dir, 'out.json'))).toMatchObject([{ assertionResults: [{ status: 'passed', meta: {} }] }])
    })
  })

  describeVitest(major, '@vitest/coverage-istanbul', () => {
    test('the same to the byte', async () => {
      const coverage = `coverage: { provider: 'istanbul', enabled: true, reportOnFailure: true, reporter: ['json', 'lcov', 'text'], include: ['src/**'] }`
      const files = { ...suite, 'vitest.config.ts': vitestConfig(coverage), 'slo.config.ts': sloConfig(levelSlo('<= 1')) }
      const shown = await withAndWithout(files, [], { major })
      for (const name of ['coverage-final.json', 'lcov.info']) {
        // Which hash a file has depends on its path, which differs between the two folders.
        const read = ({ dir }: { readonly dir: string }) => readFileSync(join(dir, 'coverage', name), 'utf8').replaceAll(dir, '').replaceAll(/"hash":"\w+"/g, '') // prettier-ignore
        expect(read(shown.with)).toBe(read(shown.without))
        expect(read(shown.with)).toContain('src/sum.ts')
      }
      expect(shown.with.results).toEqual(shown.without.results)
    })
  })

  describeVitest(major, '@vitest/coverage-v8', () => {
    test.each(['forks', 'threads', 'vmThreads'])('the same to the byte in %s', async (pool) => {
      const coverage = `coverage: { provider: 'v8', enabled: true, reportOnFailure: true, reporter: ['json', 'lcov', 'text'], include: ['src/**'] }`
      const files = { ...suite, 'vitest.config.ts': vitestConfig(coverage), 'slo.config.ts': sloConfig(levelSlo('<= 1')) }
      const shown = await withAndWithout(files, [`--pool=${pool}`], { major })
      for (const name of ['coverage-final.json', 'lcov.info']) {
        const read = ({ dir }: { readonly dir: string }) => readFileSync(join(dir, 'coverage', name), 'utf8').replaceAll(dir, '')
        expect(read(shown.with)).toBe(read(shown.without))
        expect(read(shown.with)).toContain('src/sum.ts')
      }
      expect(shown.with.stdout).toMatch(/sum\.ts +\|/)
    })
  })
})
