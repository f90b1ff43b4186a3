import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { describeVitest, majors } from '../support/consumer.ts'
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
  })
})
