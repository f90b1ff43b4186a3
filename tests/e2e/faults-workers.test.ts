import { describe, expect, test } from 'vitest'
import { describeVitest, majors } from '../support/consumer.ts'
import { gate, gateAgain, sloConfig } from '../support/gate.ts'
import { survivorsAfter } from '../support/survivors.ts'

const head = `import { slo, test } from 'vitest-slo/test'\n`
const work = (name: string) => `test('measures ${name}', async () => { await slo.measure('${name}', () => 1) })\n`

describe.each(majors.map((major) => [major] as const))('%i', (major) => {
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
        ${['fine', 'heap', 'vanish', 'suite'].map((name) => `${name}: { sli: sli.measure('${name}').duration, objective: '<= 1h' }`).join()}`),
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

    test('in threads', async () => {
      const { 'exit.test.ts': exit, 'fine.test.ts': fine, 'slo.config.ts': config } = files
      const ended = await gate(major, { 'exit.test.ts': exit, 'fine.test.ts': fine, 'slo.config.ts': config }, ['--pool=threads'])
      expect(ended.exitCode).toBe(1)
      expect(ended.report?.verdicts.find(({ slo }) => slo === 'all')?.status).toBe('no-data')
    })
  })
})
