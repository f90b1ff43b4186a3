import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { describeVitest, majors, project, runVitest } from '../support/consumer.ts'
import { findChromium } from '../support/install-chromium.ts'
import { samplesOf, sloConfig, storedRun, withAndWithout } from '../support/gated.ts'

const chromium = findChromium() ?? '/usr/bin/chromium'
const strict = process.env.CI === 'true' || process.env.VITEST_SLO_NO_SKIP === '1'
const missing = !existsSync(chromium) && !strict

const files = {
  'vitest.config.ts': `import { defineConfig } from 'vitest/config'
import { playwright } from '@vitest/browser-playwright'
import slo from 'vitest-slo'
const provider = playwright({ launchOptions: { executablePath: '${chromium}', args: ['--no-sandbox'] } })
const browser = { enabled: true, headless: true, screenshotFailures: false, provider, instances: [{ browser: 'chromium' }] }
export default defineConfig({ cacheDir: '.vite', plugins: process.env.WITHOUT ? [] : [slo()], test: { browser } })`,
  'slo.config.ts': sloConfig(`
    all: { sli: sli.test('**').duration, objective: '<= 1m' },
    hooked: { sli: sli.test('**short').duration, objective: '<= 250ms' },
    cpu: { sli: sli.test('**waits').cpuTime, objective: '<= 1m', whenUnsupported: 'report' }`),
  'a.test.ts': `import { beforeEach, describe, expect, test, vi } from 'vitest'
test('sees a document', () => { document.body.innerHTML = '<p>x</p>'; expect(document.querySelector('p')?.textContent).toBe('x') })
test('waits', async () => { await new Promise((done) => setTimeout(done, 50)) })
let tries = 0
test('flaky', { retry: 2 }, ({ task }) => { expect(Object.keys(task.meta)).toEqual([]); tries += 1; expect(tries).toBe(2) })
test('spies', () => { vi.spyOn(performance, 'now').mockReturnValue(-1e9) })
describe('hooks', () => { beforeEach(() => new Promise((done) => setTimeout(done, 300))); test('short', () => {}) })`,
}

const measuring = `import { expect, slo, test } from 'vitest-slo/test'
test('measures a function', async () => {
  const run = await slo.measure('wait', () => new Promise((done) => setTimeout(done, 30, 'done')), { samples: 3, warmup: 1 })
  expect(run.value).toBe('done')
  expect(run).toMeetSlo('wait')
  expect(run).toTakeAtMost('1m', 'p95')
  expect(() => expect(run).toTakeAtMost('1ms')).toThrow(/objective <= 1ms/)
})
test('records', ({ slo }) => {
  slo.metric.gauge('level', 3)
  slo.objectives({ duration: '<= 1m' })
  const timer = slo.metric.timer('took')
  expect(timer.stop()).toBeGreaterThanOrEqual(0)
})
test.for(['command', 'artifact', 'tmpdir'])('%s says that it needs Node', (verb) => {
  expect(() => slo[verb]('x', {})).toThrow(/slo.\\w+\\(\\) does not work in a browser/)
})`

const twoBrowsers = `instances: [{ browser: 'chromium', name: 'one' }, { browser: 'chromium', name: 'two' }]`

describe.each(majors.map((major) => [major] as const))('%i', (major) => {
  describeVitest(major, 'a browser', () => {
    const name = 'tells the duration of each attempt; everything else is unsupported and says why'
    test.skipIf(missing)(missing ? `${name} (skipped: ${chromium} is missing)` : name, async () => {
      const shown = await withAndWithout(files, [], { major })
      expect(shown.with.results).toEqual(shown.without.results)
      expect([shown.with.exitCode, shown.without.exitCode]).toEqual([0, 0])
      const report = storedRun(shown.with.dir)
      expect(samplesOf(report, 'flaky', 'duration')).toHaveLength(2)
      expect(samplesOf(report, 'waits', 'duration')?.[0]).toBeGreaterThan(45)
      expect(samplesOf(report, 'spies', 'duration')?.every((sample) => sample >= 0 && sample < 1e6)).toBe(true)
      expect(report?.verdicts.map(({ slo, status }) => [slo, status])).toEqual([
        ['all', 'met'],
        ['hooked', 'met'],
        ['cpu', 'no-data'],
      ])
      expect(report?.verdicts[2]?.reason).toMatch(/a browser tells only the duration/)
    })

    const second = 'loads vitest-slo/test, measures durations there, and tells instances apart'
    test.skipIf(missing)(missing ? `${second} (skipped: ${chromium} is missing)` : second, async () => {
      const dir = project(
        {
          'vitest.config.ts': files['vitest.config.ts'].replace(`instances: [{ browser: 'chromium' }]`, twoBrowsers),
          'slo.config.ts': sloConfig(
            `wait: { sli: sli.measure('wait').duration, objective: 'median <= 1m' }, level: { sli: sli.metric('level').value, objective: 'max <= 5' }`,
          ),
          'a.test.ts': measuring,
        },
        { major },
      )
      const ended = await runVitest(dir, [], { major })
      expect(ended.stdout + ended.stderr).toMatch(/4 met \(4\) +exit 0/)
      const report = storedRun(dir)
      expect(samplesOf(report, 'wait', 'duration')).toHaveLength(6)
      expect(samplesOf(report, 'wait', 'duration')?.every((sample) => sample > 25)).toBe(true)
      const projects = report?.series.flatMap(({ subject, metric }) => (subject.name === 'records' && metric === 'duration' ? [subject.project] : [])) // prettier-ignore
      expect(projects?.toSorted()).toEqual(['one', 'two'])
    })
  })
})
