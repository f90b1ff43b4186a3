import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeVitest, majors, project, runVitest } from '../support/consumer.ts'
import type { Major } from '../support/consumer.ts'
import { describeDocker, dockerEnv } from '../support/docker.ts'
import { pluginConfig, storedRun } from '../support/gate.ts'
import { run } from '../support/run.ts'

interface LimitNote {
  readonly kind: string
  readonly limit: string
  readonly measured: number
  readonly culprit?: string
  readonly done?: string
  readonly subject: { readonly kind: string; readonly name: string }
}

const imports = `import { expect, slo, test } from 'vitest-slo/test'
import { GenericContainer, Wait } from 'testcontainers'`

async function runWith(major: Major, limits: object, body: string) {
  const config = `import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({ fitness: 'ignore', limits: ${JSON.stringify(limits)}, slos: { tests: { sli: sli.run.tests, objective: '>= 1' } } })`
  const files = { 'vitest.config.ts': pluginConfig, 'slo.config.ts': config, 'a.test.ts': `${imports}\n${body}` }
  const dir = project(files, { major })
  const ended = await runVitest(dir, [], { major, env: dockerEnv, timeout: 180_000 })
  const report = storedRun(dir) as unknown as { readonly limits: LimitNote[]; readonly tests: object } | undefined
  return { ...ended, dir, text: ended.stdout + ended.stderr, report, notes: report?.limits ?? [] }
}

async function found(id: string): Promise<string> {
  const { stdout } = await run({ command: 'docker', args: ['ps', '-aq', '--filter', `id=${id}`], cwd: '/' })
  return stdout.trim()
}

for (const major of majors) {
  describeVitest(major, 'limits of containers', () => {
    test('an end that takes too long is waited for no longer, and named', async () => {
      // As testcontainers has it, of a container that its engine never stops.
      const endless = `{ withLabels() { return this }, withReuse() { return this },
  start: async () => ({ getId: () => 'f'.repeat(64), stop: () => new Promise(() => {}) }) }`
      const ended = await runWith(
        major,
        { cleanupTimeout: '1s' },
        `await slo.container('of-the-file', ${endless})
test('starts', async () => void (await slo.container('of-the-test', ${endless})))`,
      )
      const hits = ended.notes.filter(({ kind }) => kind === 'exceeded')
      expect(hits.map(({ limit, subject, done }) => [limit, subject.name, done])).toEqual([
        ['cleanupTimeout', 'of-the-test', 'left as it is'],
        ['cleanupTimeout', 'of-the-file', 'left as it is'],
      ])
      // The end of a container is not in the duration of its test.
      const isDuration = ({ subject, metric }: { subject: { name: string }; metric: string }) =>
        subject.name === 'starts' && metric === 'duration'
      expect(storedRun(ended.dir)?.series.find(isDuration)?.samples[0]).toBeLessThan(1000)
      expect(ended.exitCode).toBe(1)
    })

    describeDocker('with an engine', () => {
      test('kill: a container that holds too much memory is ended, and named with its image and its test', async () => {
        const ended = await runWith(
          major,
          { memory: { max: '1GiB', onExceed: 'kill' }, containers: 1, containerStartup: '10m' },
          `test('grows', async () => {
  const hog = await slo.container('hog', new GenericContainer('local/hog:1').withExposedPorts(8080))
  const url = 'http://' + hog.getHost() + ':' + hog.getMappedPort(8080)
  await expect(fetch(url + '/memory?bytes=1400000000&hold=60000').then((answer) => answer.text())).rejects.toThrow()
}, 120_000)`,
        )
        const [hit, ...others] = ended.notes.filter(({ kind }) => kind === 'exceeded')
        expect(hit).toMatchObject({ limit: 'memory', subject: { kind: 'container', name: 'hog' }, done: 'killed' })
        expect(hit?.measured).toBeGreaterThan(2 ** 30)
        expect(hit?.measured).toBeLessThan(2e9)
        expect(hit?.culprit).toMatch(/^[0-9a-f]{12} \(local\/hog:1\), started by a\.test\.ts > grows$/)
        expect(others).toEqual([])
        // The test itself saw its request end, and the reaper's container is none of the run.
        expect(ended.report?.tests).toMatchObject({ passed: 1, failed: 0 })
        expect(ended.notes.filter(({ kind }) => kind === 'held').map(({ limit }) => limit)).toEqual(['containers', 'containerStartup']) // prettier-ignore
        expect(ended.text).toMatch(/limit exceeded: memory .* of container hog > limit 1GiB, by [0-9a-f]{12} \(local\/hog:1\)/)
        expect(ended.exitCode).toBe(1)
        expect(await found(String(hit?.culprit).slice(0, 12))).toBe('')
      }, 240_000)

      // What the engine does is the same for both.
      if (major === 5)
        test('the end of what all workers share is waited for no longer either, named, and nothing stays', async () => {
          // No engine removes a container within a millisecond.
          const ended = await runWith(
            major,
            { cleanupTimeout: '1ms' },
            `import { writeFileSync } from 'node:fs'
test('shares', async () => {
  const db = await slo.container('db', new GenericContainer('local/redis:7').withExposedPorts(6379), { scope: 'run' })
  writeFileSync('shared', db.getId())
}, 120_000)`,
          )
          expect(ended.notes).toMatchObject([
            { kind: 'exceeded', limit: 'cleanupTimeout', subject: { kind: 'run' }, done: 'left as they are', measured: 1 },
          ])
          expect(ended.notes[0]?.culprit).toMatch(/containers that its workers have shared/)
          expect(ended.report?.tests).toMatchObject({ passed: 1, failed: 0 })
          expect(ended.exitCode).toBe(1)
          const id = readFileSync(join(ended.dir, 'shared'), 'utf8')
          await expect.poll(async () => found(id), { timeout: 20_000 }).toBe('')
        }, 240_000)

      test('two alive together are one too many, two after one another are not', async () => {
        const body = (between: string, end: string): string => `test('starts two', async () => {
  const start = () => new GenericContainer('local/redis:7').withExposedPorts(6379).start()
  const one = await start()
  ${between}
  const two = await start()
  ${end}
  await two.stop()
}, 120_000)`
        const together = await runWith(major, { containers: 1 }, body('', 'await one.stop()'))
        expect(together.notes).toMatchObject([{ kind: 'exceeded', measured: 2, subject: { kind: 'run' } }])
        expect(together.text).toMatch(/containers 2 of the run > limit 1, by [0-9a-f]{12} \(local\/redis:7\), started by a\.test\.ts > starts two/) // prettier-ignore
        expect(together.report?.tests).toMatchObject({ passed: 1 })
        expect(together.exitCode).toBe(1)
        const warned = await runWith(major, { containers: { max: 1, onExceed: 'warn' } }, body('', 'await one.stop()'))
        expect(warned.notes).toMatchObject([{ kind: 'exceeded', measured: 2 }])
        expect(warned.exitCode).toBe(0)
        const apart = await runWith(major, { containers: 1 }, body('await one.stop()', ''))
        expect(apart.notes).toMatchObject([{ kind: 'held' }])
        expect(apart.exitCode).toBe(0)
      }, 400_000)

      test('one that gets ready late is told of while it starts, and ended where that is asked for', async () => {
        const body = `test('waits', async () => {
  const late = await new GenericContainer('local/busybox:1').withCommand(['sh', '-c', 'sleep 4; echo ready; sleep 100'])
    .withWaitStrategy(Wait.forLogMessage('ready')).start()
  await late.stop()
}, 120_000)`
        const late = await runWith(major, { containerStartup: '2s' }, body)
        expect(late.notes).toMatchObject([{ kind: 'exceeded', subject: { kind: 'container', name: 'local/busybox:1' } }])
        expect(late.notes[0]?.measured).toBeGreaterThan(2000)
        expect(late.notes[0]?.culprit).toMatch(/started by a\.test\.ts > waits$/)
        expect(late.report?.tests).toMatchObject({ passed: 1 })
        expect(late.exitCode).toBe(1)
        const killed = await runWith(major, { containerStartup: { max: '2s', onExceed: 'kill' } }, body)
        expect(killed.notes).toMatchObject([{ kind: 'exceeded', done: 'killed' }])
        expect(killed.report?.tests).toMatchObject({ failed: 1 })
        expect(killed.exitCode).toBe(1)
      }, 400_000)
    })
  })
}
