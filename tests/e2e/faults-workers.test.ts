import { describe, expect, test } from 'vitest'
import { describeVitest, majors } from '../support/consumer.ts'
import { gate, gateAgain, levelTest, pluginConfig, sloConfig } from '../support/gate.ts'
import { survivorsAfter } from '../support/survivors.ts'

const head = `import { slo, test } from 'vitest-slo/test'\n`
const measured = (name: string) => `${name}: { sli: sli.measure('${name}').duration, objective: '<= 1h' }`
const work = (name: string) => `test('measures ${name}', async () => { await slo.measure('${name}', () => 1) })\n`

describe.each(majors.map((major) => [major] as const))('%i', (major) => {
  describeVitest(major, 'what is lost inside a test that passes', () => {
    test('work that threw, a timer that never stopped, values of a test that failed: none is a pass', async () => {
      const ended = await gate(major, {
        'a.test.ts': `import { expect, slo, test } from 'vitest-slo/test'
test('fine', async () => { await slo.measure('work', () => 1); slo.metric.timer('wait').stop(); slo.metric.gauge('level', 1) })
test('swallows its error', async () => { await slo.measure('work', () => { throw new Error('boom') }).catch(() => {}) })
test('forgets its timer', () => { slo.metric.timer('wait') })
test('fails', () => { slo.metric.gauge('level', 1); expect(1).toBe(2) })
test('denies', async () => { expect(await slo.measure('nothing', () => 1, { samples: 0 })).not.toTakeAtMost('1s') })`,
        'vitest.config.ts': pluginConfig,
        'slo.config.ts': `import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({
  fitness: 'ignore',
  metrics: { level: { type: 'gauge', unit: 'count' }, wait: { type: 'timer', unit: 'ms' } },
  slos: { ${measured('work')}, wait: { sli: sli.metric('wait').distribution, objective: '<= 1h' }, level: { sli: sli.metric('level').value, objective: '<= 5' } },
})`,
      })
      expect(ended.report?.verdicts).toMatchObject([
        { slo: 'work', status: 'violated', reason: expect.stringContaining('1 of 2 samples failed: it threw: boom') },
        { slo: 'wait', status: 'violated', reason: expect.stringContaining('a timer was started and never stopped') },
        { slo: 'level', status: 'no-data', cause: 'failed-test' },
      ])
      expect(ended.report?.tests).toMatchObject({ failed: 2 })
      expect(ended.exitCode).toBe(1)
    })
  })

  describeVitest(major, 'workers that end early', () => {
    const files = {
      'vitest.config.ts': `import { defineConfig } from 'vitest/config'
import slo from 'vitest-slo'
export default defineConfig({ plugins: [slo()], test: { execArgv: ['--max-old-space-size=64'] } })`,
      'fine.test.ts': head + work('fine'),
      'heap.test.ts': `${head}${work('heap')}test('fills the heap', () => { const all = []; for (;;) all.push(new Array(100_000).fill(Math.random())) })`,
      'exit.test.ts': `${head}${work('exit')}test('leaves with success', () => { process.exit(0) })`,
      'vanish.test.ts': `${head}${work('vanish')}test('leaves behind the back of Vitest', () => { process.reallyExit(0) })`,
      'suite.test.ts': `${head}import { beforeAll } from 'vitest'\nbeforeAll(() => { throw new Error('no database') })\n${work('suite')}`,
      'slo.config.ts': sloConfig(`
        all: { sli: sli.test('**').duration, objective: '<= 1h' },
        files: { sli: sli.file('**').duration, objective: '<= 1h' },
        ${['fine', 'heap', 'vanish', 'suite'].map(measured).join()}`),
    }

    test('out of memory, process.exit, a failed set-up: no data where it was lost, also when Vitest is told to ignore errors', async () => {
      const ended = await gate(major, files)
      const verdicts = Object.fromEntries(ended.report?.verdicts.map(({ slo, ...verdict }) => [slo, verdict]) ?? [])
      expect(verdicts).toMatchObject({
        all: { status: 'no-data', cause: 'crashed', reason: expect.stringContaining('its worker ended early') },
        files: {
          status: 'no-data',
          cause: 'crashed',
          reason: expect.stringContaining('its worker ended before the file was done'),
        },
        fine: { status: 'met' },
        heap: { status: 'no-data', cause: 'not-recorded' },
        vanish: { status: 'no-data', cause: 'not-recorded' },
        suite: { status: 'no-data' },
      })
      expect(ended.exitCode).toBe(1)
      expect(ended.report).toMatchObject({ exitCode: 1, outcome: 'no-data' })
      const ignored = await gateAgain(ended.dir, ['--dangerouslyIgnoreUnhandledErrors'], { major })
      expect([ignored.exitCode, ignored.report?.exitCode]).toEqual([1, 1])
      expect(await survivorsAfter(2000, ended.dir)).toEqual([])
    })

    const exits = {
      'a reporter in the middle of the run': `reporters: ['default', { onTestModuleEnd: () => process.exit(0) }]`,
      'a global set-up': `globalSetup: ['./exit.ts']`,
      'a teardown': `globalSetup: ['./teardown.ts']`,
      'an exit code that is set': `globalSetup: ['./code.ts']`,
    }
    test.each(Object.entries(exits))('success claimed by %s is none', async (_, option) => {
      const slos = `level: { sli: sli.metric('level').value, objective: '<= 0' }`
      const ended = await gate(major, {
        'vitest.config.ts': `import { defineConfig } from 'vitest/config'
import slo from 'vitest-slo'
export default defineConfig({ plugins: [slo()], test: { ${option} } })`,
        'exit.ts': `export default () => process.exit(0)`,
        'teardown.ts': `export default () => () => process.exit(0)`,
        'code.ts': `export default () => () => { process.exitCode = 0 }`,
        'a.test.ts': levelTest,
        'slo.config.ts': sloConfig(slos),
      })
      expect(ended.exitCode).toBe(1)
      expect(ended.text).toMatch(/not judged: the run was cut off|✗ violated +level|SloViolation: level/)
    })

    test('in threads', async () => {
      const { 'exit.test.ts': exit, 'fine.test.ts': fine, 'slo.config.ts': config } = files
      const ended = await gate(major, { 'exit.test.ts': exit, 'fine.test.ts': fine, 'slo.config.ts': config }, ['--pool=threads'])
      expect(ended.exitCode).toBe(1)
      expect(ended.report?.verdicts.find(({ slo }) => slo === 'all')?.status).toBe('no-data')
    })
  })
})
