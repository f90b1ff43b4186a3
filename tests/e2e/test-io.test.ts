import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeVitest, majors, project, runVitest } from '../support/consumer.ts'
import type { Major } from '../support/consumer.ts'

const bounds = {
  written: { metric: 'diskWrite', objective: '<= 5MB', name: 'writes' },
  sent: { metric: 'networkSent', objective: '<= 60KB', name: 'talks' },
  received: { metric: 'networkReceived', objective: '<= 1KB', name: 'talks' },
  silent: { metric: 'networkSent', objective: '<= 0B', name: 'writes' },
}

const files = {
  'vitest.config.mjs': `
    import slo from 'vitest-slo'
    export default { plugins: [slo()], test: { include: ['*.test.mjs'] } }`,
  'slo.config.mjs': `
    import { defineConfig, sli } from 'vitest-slo/config'
    const slos = Object.fromEntries(Object.entries(${JSON.stringify(bounds)}).map(([slo, { metric, objective, name }]) =>
      [slo, { sli: sli.test({ name })[metric], objective, whenUnsupported: 'report' }]))
    export default defineConfig({ slos })`,
  'io.test.mjs': `
    import { createServer } from 'node:http'
    import { writeFileSync } from 'node:fs'
    import { expect, test } from 'vitest'
    test('writes', () => writeFileSync('out.bin', Buffer.alloc(4_000_000, 1)))
    test('talks', async () => {
      const server = createServer((request, response) => response.end('x'.repeat(50_000))).listen(0)
      await new Promise((resolve) => server.once('listening', resolve))
      const answer = await fetch('http://127.0.0.1:' + server.address().port)
      expect(await answer.text()).toHaveLength(50_000)
      server.close()
      server.closeAllConnections()
    })`,
}

interface Verdict {
  readonly slo: string
  readonly status: string
  readonly measured?: number
  readonly reason: string
}

async function verdicts(major: Major, pool: string): Promise<Map<string, Verdict>> {
  const dir = project(files, { major })
  await runVitest(dir, ['--pool', pool], { major })
  const report = JSON.parse(readFileSync(join(dir, '.slo/report.json'), 'utf8')) as { readonly verdicts: readonly Verdict[] }
  return new Map(report.verdicts.map((verdict) => [verdict.slo, verdict]))
}

for (const major of majors) {
  describeVitest(major, 'disk and network of a test', () => {
    test('in a process of its own both are known', async () => {
      const judged = await verdicts(major, 'forks')
      expect(judged.get('written')).toMatchObject({ status: 'met' })
      expect(judged.get('written')?.measured).toBeGreaterThanOrEqual(4_000_000)
      expect(judged.get('sent')).toMatchObject({ status: 'met' })
      expect(judged.get('sent')?.measured).toBeGreaterThan(50_000)
      expect(judged.get('received')).toMatchObject({ status: 'violated' })
      expect(judged.get('silent')).toMatchObject({ status: 'met', measured: 0 })
    })

    test('in threads the disk is unsupported, never 0', async () => {
      const judged = await verdicts(major, 'threads')
      expect(judged.get('written')).toMatchObject({ status: 'no-data', reason: expect.stringContaining('use pool forks') })
      expect(judged.get('sent')?.measured).toBeGreaterThan(50_000)
      expect(judged.get('silent')).toMatchObject({ status: 'met', measured: 0 })
    })
  })
}
