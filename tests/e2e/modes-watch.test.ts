import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { consumer, describeVitest, majors, project } from '../support/consumer.ts'
import { levelSlo, levelTest, samplesOf, sloConfig, storedRun, vitestConfig } from '../support/gated.ts'
import { run } from '../support/run.ts'
import { Watching } from '../support/watch.ts'

const files = { 'vitest.config.ts': vitestConfig(), 'slo.config.ts': sloConfig(levelSlo('<= 5')), 'a.test.ts': levelTest(1), 'b.test.ts': levelTest(2) } // prettier-ignore

/** Runs the tests again and again in one Vitest and tells what that left behind after the 5th and after the 55th time. */
const reruns = `import { readdirSync } from 'node:fs'
import { startVitest } from 'vitest/node'
const vitest = await startVitest('test', [], { watch: true, pool: 'threads', isolate: false })
const files = vitest.state.getTestModules().map(({ moduleId }) => moduleId)
const pause = (ms) => new Promise((done) => setTimeout(done, ms))
async function left() {
  await pause(300)
  for (let round = 0; round < 4; round += 1) { globalThis.gc(); await pause(30) }
  const threads = readdirSync('/proc/self/task').length
  return { heap: process.memoryUsage().heapUsed, descriptors: readdirSync('/proc/self/fd').length, threads, listeners: process.listenerCount('exit') }
}
const states = []
for (const count of [5, 50]) {
  for (let index = 0; index < count; index += 1) await vitest.rerunFiles(files)
  states.push(await left())
}
console.error('STATES ' + JSON.stringify(states))
await vitest.close()
process.exit(0)`

interface Left {
  readonly heap: number
  readonly descriptors: number
  readonly threads: number
  readonly listeners: number
}

describe.each(majors.map((major) => [major] as const))('%i', (major) => {
  describeVitest(major, 'watch mode', () => {
    test('judges every rerun over all files, every edit of the config, and goes on', async () => {
      const dir = project(files, { major })
      const edit = (file: string, text: string) => writeFileSync(join(dir, file), text)
      await using vitest = new Watching(dir, ['--watch'], major)
      expect(await vitest.says(/SLOs .*\n/)).toMatch(/1 met \(1\)/)

      edit('a.test.ts', levelTest(9))
      expect(await vitest.says(/SLOs .*\n/)).toMatch(/1 violated \(1\)/)
      expect(samplesOf(storedRun(dir), 'level', 'value')?.toSorted()).toEqual([2, 9])

      edit('slo.config.ts', sloConfig(levelSlo('<= 10')))
      const before = storedRun(dir)?.run.startedAt
      expect(await vitest.says(/SLOs .*\n/)).toMatch(/1 met \(1\) +exit 0/)
      expect(storedRun(dir)?.run.startedAt).toBe(before)

      edit('slo.config.ts', sloConfig(levelSlo('<= 10MB')))
      await vitest.says(/slos\.level\.objective/)
      edit('slo.config.ts', sloConfig(levelSlo('<= 8')))
      await vitest.says(/1 violated \(1\)/)

      edit('a.test.ts', levelTest(3))
      const last = await vitest.says(/SLOs .*\n/)
      expect(last).toMatch(/1 met \(1\) +exit 0/)
      expect(vitest.alive).toBe(true)
    })

    test('leaves nothing behind over 50 reruns', { timeout: 240_000 }, async () => {
      const dir = project({ ...files, 'reruns.mjs': reruns }, { major })
      const { node, env } = consumer(major)
      const ended = await run({ cwd: dir, command: node, args: ['--expose-gc', 'reruns.mjs'], env, timeout: 200_000 })
      const [early, late] = JSON.parse(/^STATES (.*)$/m.exec(ended.stderr)?.[1] ?? '[]') as [Left, Left]
      expect(ended.stderr.match(/SLOs +1 met/g)?.length).toBeGreaterThanOrEqual(55)
      expect({ ...late, heap: 0, threads: 0 }).toEqual({ ...early, heap: 0, threads: 0 })
      expect(late.threads).toBeLessThanOrEqual(early.threads + 1)
      // Vitest alone grows by half a megabyte.
      expect(late.heap - early.heap).toBeLessThan(4e6)
    })
  })

  describeVitest(major, '@vitest/ui', () => {
    test('serves its page, and the run is judged', async () => {
      const dir = project(files, { major })
      await using vitest = new Watching(dir, ['--watch', '--ui', '--open=false', '--api.host=127.0.0.1'], major)
      const started = await vitest.says(/UI started at http:\S+\s/)
      expect(await vitest.says(/SLOs .*\n/)).toMatch(/1 met \(1\)/)
      // Vitest 5 answers the token in the address with a cookie and the address without it.
      const page = await fetch(/http:\S+/.exec(started)?.[0] ?? '', { redirect: 'manual' })
      expect([200, 302, 303]).toContain(page.status)
      expect(storedRun(dir)?.run.scope).toBe('watch')
    })
  })
})
