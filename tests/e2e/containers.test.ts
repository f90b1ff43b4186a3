import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { project, describeVitest, majors, runSlo, runVitest } from '../support/consumer.ts'
import type { Major } from '../support/consumer.ts'
import { dockerEnv, testDocker } from '../support/docker.ts'
import { pluginConfig, sloConfig, storedRun } from '../support/gate.ts'
import type { StoredRun } from '../support/gate.ts'
import { serveImage } from '../support/image-registry.ts'
import { remoteEngine, secureEngine } from '../support/remote-engine.ts'
import { Watching } from '../support/watch.ts'

const redis = `import { expect, test } from 'vitest'
import { GenericContainer } from 'testcontainers'
test('talks to redis', async () => {
  const redis = await new GenericContainer('local/redis:7').withExposedPorts(6379).start()
  const { output } = await redis.exec(['redis-cli', 'ping'])
  expect(output).toContain('PONG')
  await redis.stop()
}, 60_000)`

const image = 'local/redis:7'
const redisStartup = `startup: { sli: sli.container('${image}').startup, objective: '<= 10m' }`
const started = `new GenericContainer('${image}').withExposedPorts(6379).start()`
const heads = `import { writeFileSync } from 'node:fs'
import { test } from 'vitest'
import { GenericContainer } from 'testcontainers'`

async function runIn(major: Major, files: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) {
  const dir = project({ 'vitest.config.ts': pluginConfig, ...files }, { major })
  const ended = await runVitest(dir, [], { major, env: { ...dockerEnv, ...env }, timeout: 120_000 })
  return { ...ended, dir, text: ended.stdout + ended.stderr, report: storedRun(dir) }
}

function seriesOf(report: StoredRun | undefined, name: string, metric: string) {
  return report?.series.find((one) => one.subject.kind === 'container' && one.subject.name === name && one.metric === metric)
}

function samples(report: StoredRun | undefined, name: string, metric: string): readonly number[] {
  return seriesOf(report, name, metric)?.samples ?? []
}

function reasons(report: StoredRun | undefined): string {
  return report?.verdicts.map(({ slo, status, reason }) => `${slo} ${status}: ${reason}`).join('\n') ?? 'no report'
}

for (const major of majors) {
  describeVitest(major, 'containers', () => {
    testDocker('those that tests start are judged without a change to the tests; one that is left behind is named', async () => {
      const { exitCode, report, text } = await runIn(major, {
        'redis.test.ts': redis,
        'left.test.ts': `import { test } from 'vitest'
import { GenericContainer } from 'testcontainers'
test('forgets it', async () => void (await new GenericContainer('local/busybox:1').withCommand(['sleep', '100']).start()), 60_000)`,
        'slo.config.ts': sloConfig(`
  startup: { sli: sli.container('local/redis:7').startup, objective: '<= 10m' },
  fast: { sli: sli.container('local/redis:7').startup, objective: '<= 1ms' },
  memory: { sli: sli.container('local/redis:7').memory, objective: '<= 200MB' },
  leaks: { sli: sli.container('local/redis:7').leaked, objective: '<= 0' },
  left: { sli: sli.container('local/busybox:1').leaked, objective: '<= 0' }`),
      })
      expect(reasons(report)).toMatch(/startup met.*\nfast violated.*\nmemory met.*\nleaks met.*\nleft violated/)
      expect(text).toMatch(/container [0-9a-f]{12} \(local\/busybox:1\) was left behind by left\.test\.ts > forgets it/)
      expect(text).not.toMatch(/redis:7\) was left behind/)
      expect(exitCode).toBe(1)
      const of = (metric: string) => samples(report, 'local/redis:7', metric)
      expect(of('startup')).toHaveLength(1)
      const phases = ['createTime', 'startTime', 'readyTime'].map((phase) => of(phase)[0] as number)
      expect(phases.every((phase) => phase > 0)).toBe(true)
      expect(phases.reduce((sum, phase) => sum + phase, 0)).toBeCloseTo(of('startup')[0] as number, 3)
      expect(of('memory')[0]).toBeGreaterThan(1e6)
      expect(of('cpuTime')[0]).toBeGreaterThan(0)
      expect(of('networkReceived')).toHaveLength(1)
      expect([of('oomKills'), of('restarts'), of('leaked')]).toEqual([[0], [0], [0]])
    })

    testDocker('named by slo.container, it ends with its test', async () => {
      const { exitCode, report, stderr } = await runIn(major, {
        'named.test.ts': `import { expect, slo, test } from 'vitest-slo/test'
          import { GenericContainer } from 'testcontainers'
          test('asks the service', async () => {
            const api = await slo.container('api', new GenericContainer('local/redis:7').withExposedPorts(6379))
            expect((await api.exec(['redis-cli', 'ping'])).output).toContain('PONG')
          }, 60_000)`,
        'slo.config.ts': sloConfig(`startup: { sli: sli.container('api').startup, objective: '<= 10m' }, leaks: { sli: sli.container('api').leaked, objective: '<= 0' }`), // prettier-ignore
      })
      expect(reasons(report)).toMatch(/startup met.*\nleaks met/)
      expect(stderr).not.toContain('left behind')
      expect(exitCode).toBe(0)
    })

    testDocker('what it does after it was told to stop counts', async () => {
      const { exitCode, report, dir } = await runIn(major, {
        'last.test.ts': `import { test } from 'vitest'
import { mkdirSync } from 'node:fs'
import { GenericContainer, Wait } from 'testcontainers'
const last = 'dd if=/dev/zero of=/out/data bs=1M count=8 conv=fsync 2>/dev/null; i=0; while [ $i -lt 400000 ]; do i=$((i+1)); done; times > /out/times; exit 0'
test('ends', async () => {
  mkdirSync('out')
  const worker = await new GenericContainer('local/busybox:1').withBindMounts([{ source: process.cwd() + '/out', target: '/out' }])
    .withCommand(['sh', '-c', \`trap '\${last}' TERM; echo ready; while :; do sleep 0.05; done\`])
    .withWaitStrategy(Wait.forLogMessage('ready')).start()
  await worker.stop({ timeout: 30_000 })
}, 60_000)`,
        'slo.config.ts': sloConfig(`cpu: { sli: sli.container('local/busybox:1').cpuTime, objective: '<= 1ms' }`),
      })
      expect(reasons(report)).toMatch(/cpu violated/)
      expect(exitCode).toBe(1)
      // By its own account: user and system of the shell, then of what it has waited for.
      const told = readFileSync(join(dir, 'out/times'), 'utf8').matchAll(/(\d+)m([\d.]+)s/g)
      const spent = [...told].reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1000, 0)
      const cpuTime = seriesOf(report, 'local/busybox:1', 'cpuTime')
      expect(spent).toBeGreaterThan(200)
      expect(cpuTime?.samples[0]).toBeGreaterThan(spent * 0.9)
      // What makes a container before its first program begins is in its group, too.
      expect(cpuTime?.samples[0]).toBeLessThan(spent + 200)
      // On a busy machine the reading after its end may come too late, and then says so.
      expect(cpuTime?.source).toMatch(/^counters of the control group(, without its very last moments)?$/)
      expect(cpuTime?.exact).toBe(cpuTime?.source === 'counters of the control group')
      expect(samples(report, 'local/busybox:1', 'diskWrite')[0]).toBeGreaterThanOrEqual(8 * 2 ** 20)
    })

    // What the engine does is the same for both; the newer testcontainers asks it.
    const onlyNew = major === 5 ? testDocker : () => undefined
    onlyNew('an image that is fetched, a restart, a quota, and one that is kept for later runs', async () => {
      const served = await serveImage('local/busybox:1', 300)
      const unknown = served.replace(':one', ':two')
      const file = (body: string) => `import { GenericContainer, Wait } from 'testcontainers'
import { test } from 'vitest'
const busy = 'echo ready; trap "exit 0" TERM; while :; do sleep 0.05; done'
const start = (image) => new GenericContainer(image).withCommand(['sh', '-c', busy]).withWaitStrategy(Wait.forLogMessage('ready'))
test('starts one', async () => { ${body} }, 60_000)`
      const files = {
        'fetched.test.ts': file(`await (await start('${served}').start()).stop()`),
        'unknown.test.ts': file(`await start('${unknown}').start().catch(() => undefined)`),
        'again.test.ts': file(`// testcontainers itself may miss a log line that comes at once after a restart.
          const one = await start('local/node:20').withWaitStrategy(Wait.forSuccessfulCommand('true')).start(); await one.restart(); await one.stop()`),
        'quota.test.ts': file(`const one = await start('local/hog:1').withResourcesQuota({ cpu: 0.1 })
          .withCommand(['node', '-e', 'for (const end = Date.now() + 1000; Date.now() < end; ); console.log("ready"); setInterval(() => {}, 1000)']).start(); await one.stop()`),
        'kept.test.ts': file(`await start('local/redis:7').withReuse().start()`),
        'slo.config.ts': sloConfig(`
          fetched: { sli: sli.container('${served}').pullTime, objective: '>= 300ms' },
          unknown: { sli: sli.container('${unknown}').startup, objective: '<= 10m' },
          again: { sli: sli.container('local/node:20').restarts, objective: '<= 0' },
          quota: { sli: sli.container('local/hog:1').throttled, objective: '<= 1ms' },
          kept: { sli: sli.container('local/redis:7').leaked, objective: '<= 0' }`),
      }
      const { dir, report } = await runIn(major, files)
      const kept = execFileSync('docker', ['ps', '-q', '--filter', 'ancestor=local/redis:7', '--filter', 'label=org.testcontainers.container-hash'], { encoding: 'utf8' }).trim() // prettier-ignore
      onTestFinished(() => void execFileSync('docker', ['rm', '-f', kept]))
      expect(kept).toMatch(/^[0-9a-f]{12}$/)
      expect(reasons(report)).toMatch(
        /fetched met.*\nunknown no-data: .*its image could not be fetched: .*manifest unknown.*\nagain violated.*\nquota violated.*\nkept no-data/,
      )
      const [pull = 0, startup = 0] = ['pullTime', 'startup'].map((metric) => samples(report, served, metric)[0])
      expect(startup).toBeGreaterThan(pull)
      expect(samples(report, 'local/node:20', 'restarts')).toEqual([1])
      // One process that has a tenth of a core for its second of work.
      expect(samples(report, 'local/hog:1', 'throttled')[0]).toBeGreaterThan(300)
      await runVitest(dir, ['kept'], { major, env: dockerEnv })
      const again = storedRun(dir)
      expect(samples(again, 'local/redis:7', 'memory')[0]).toBeGreaterThan(0)
      expect(samples(again, 'local/redis:7', 'startup')).toEqual([])
    })

    testDocker('in shards each tells of its own; merged, and by slo check, they are judged together', async () => {
      const files = {
        'one.test.ts': redis,
        'two.test.ts': redis.replace('await redis.stop()', ''),
        'slo.config.ts': sloConfig(`
          startup: { sli: sli.container('local/redis:7').startup, objective: '<= 10m' },
          leaks: { sli: sli.container('local/redis:7').leaked, objective: '<= 0' }`),
      }
      const dir = project({ 'vitest.config.ts': pluginConfig, ...files }, { major })
      for (const index of [1, 2]) {
        const args = ['--reporter=blob', `--outputFile=blobs/${index}.json`, `--shard=${index}/2`]
        expect(await runVitest(dir, args, { major, env: dockerEnv })).toMatchObject({ exitCode: 0 })
      }
      const checked = await runSlo(dir, ['check'], { major })
      expect([checked.exitCode, checked.stdout]).toEqual([1, expect.stringMatching(/1 violated \| 1 met \(2\) +exit 1/)])
      const merged = await runVitest(dir, ['--merge-reports=blobs'], { major })
      expect(merged.exitCode).toBe(1)
      const report = storedRun(dir)
      expect(reasons(report)).toMatch(/startup met.*\nleaks violated/)
      expect(samples(report, 'local/redis:7', 'startup')).toHaveLength(2)
      expect(samples(report, 'local/redis:7', 'leaked').toSorted((one, other) => one - other)).toEqual([0, 1])
    })

    testDocker('in watch mode a rerun tells of its own containers, and of no earlier ones', async () => {
      const test = (text: string): string => `process.env.RYUK_CONTAINER_IMAGE = 'local/ryuk:1'
const { GenericContainer } = await import('testcontainers')
const { test } = await import('vitest')
test('${text}', async () => {
  const redis = await new GenericContainer('local/redis:7').withExposedPorts(6379).start()
  await redis.stop()
}, 60_000)`
      const config = sloConfig(`startup: { sli: sli.container('local/redis:7').startup, objective: '<= 10m' }`)
      const dir = project({ 'vitest.config.ts': pluginConfig, 'a.test.ts': test('first'), 'slo.config.ts': config }, { major })
      await using vitest = new Watching(dir, ['--watch'], major)
      for (const name of ['second', 'third']) {
        expect(await vitest.says(/SLOs .*\n/)).toMatch(/1 met \(1\)/)
        expect(samples(storedRun(dir), 'local/redis:7', 'startup')).toHaveLength(1)
        writeFileSync(join(dir, 'a.test.ts'), test(name))
      }
    })

    testDocker('an engine elsewhere: its own statistics, marked as estimates', async () => {
      const { url, certificates } = major === 5 ? await secureEngine() : { ...(await remoteEngine()), certificates: undefined }
      const secure: Record<string, string> =
        certificates === undefined ? {} : { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: certificates }
      const file = `${heads}\ntest('waits', async () => { const c = await ${started}; await new Promise((done) => setTimeout(done, 2500)); await c.stop() }, 60_000)`
      const { exitCode, report } = await runIn(
        major,
        { 'remote.test.ts': file, 'slo.config.ts': sloConfig(redisStartup) },
        { ...secure, DOCKER_HOST: url },
      )
      expect(reasons(report)).toMatch(/^startup met/)
      expect(exitCode).toBe(0)
      const memory = seriesOf(report, image, 'memory')
      expect(memory).toMatchObject({ exact: false, source: expect.stringContaining('statistics of the engine') as string })
      expect(memory?.samples[0]).toBeGreaterThan(1e6)
    })

    testDocker('of scope run there is one for all workers, which ends with the run', async () => {
      const file = `import { appendFileSync } from 'node:fs'
        import { slo, test } from 'vitest-slo/test'
        import { GenericContainer } from 'testcontainers'
        test('shares', async () => {
          const db = await slo.container('db', new GenericContainer('${image}').withExposedPorts(6379), { scope: 'run' })
          appendFileSync('ids', db.getId() + '\\n')
        }, 60_000)`
      const slos = `startup: { sli: sli.container('db').startup, objective: '<= 10m' }, leaks: { sli: sli.container('db').leaked, objective: '<= 0' }`
      const dir = project({ 'vitest.config.ts': pluginConfig, 'one.test.ts': file, 'two.test.ts': file, 'slo.config.ts': sloConfig(slos) }, { major }) // prettier-ignore
      const { exitCode } = await runVitest(dir, ['--maxWorkers', '2'], { major, env: dockerEnv })
      const ids = readFileSync(join(dir, 'ids'), 'utf8').trim().split('\n')
      expect(ids).toHaveLength(2)
      expect(new Set(ids).size).toBe(1)
      expect(execFileSync('docker', ['ps', '-aq', '--no-trunc'], { encoding: 'utf8' })).not.toContain(ids[0])
      expect(storedRun(dir)?.series.find((one) => one.subject.name === 'db' && one.metric === 'startup')?.samples).toHaveLength(1)
      expect(exitCode).toBe(0)
    })

    testDocker('of a global set-up: judged, and looked for after its teardown', async () => {
      const files = {
        'vitest.config.ts': pluginConfig.replace('plugins: [slo()]', "plugins: [slo()], test: { globalSetup: ['./set-up.ts'] }"),
        'set-up.ts': `import { GenericContainer } from 'testcontainers'
          import { writeFileSync } from 'node:fs'
          export default async () => { const c = await ${started}; writeFileSync('up', c.getId()); return async () => { if (!process.env.LEAVE) await c.stop() } }`,
        'a.test.ts': `import { test } from 'vitest'\ntest('waits', () => new Promise((done) => setTimeout(done, 600)))`,
        'slo.config.ts': sloConfig(
          `${redisStartup}, leaks: { sli: sli.container('${image}').leaked, objective: '<= 0', whenUnsupported: 'report' }`,
        ),
      }
      const dir = project(files, { major })
      const env = { ...dockerEnv, TESTCONTAINERS_RYUK_DISABLED: 'true' }
      const clean = await runVitest(dir, [], { major, env })
      expect(storedRun(dir)?.verdicts.map(({ status }) => status)).toEqual(['met', 'no-data'])
      expect(clean.exitCode).toBe(0)
      const leaking = await runVitest(dir, [], { major, env: { ...env, LEAVE: '1' } })
      execFileSync('docker', ['rm', '-f', readFileSync(join(dir, 'up'), 'utf8')])
      expect(leaking.stderr).toMatch(/\(local\/redis:7\) was left behind by a global set-up/)
      expect(leaking.exitCode).toBe(1)
    })
  })
}
