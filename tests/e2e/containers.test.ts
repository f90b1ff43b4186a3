import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { project, describeVitest, majors, runVitest } from '../support/consumer.ts'
import type { Major } from '../support/consumer.ts'
import { dockerEnv, testDocker } from '../support/docker.ts'
import { pluginConfig, sloConfig, storedRun } from '../support/gate.ts'
import type { StoredRun } from '../support/gate.ts'
import { Watching } from '../support/watch.ts'

const redis = `import { expect, test } from 'vitest'
import { GenericContainer } from 'testcontainers'
test('talks to redis', async () => {
  const redis = await new GenericContainer('local/redis:7').withExposedPorts(6379).start()
  const { output } = await redis.exec(['redis-cli', 'ping'])
  expect(output).toContain('PONG')
  await redis.stop()
}, 60_000)`

const slos = (startup: string) => `
  startup: { sli: sli.container('local/redis:7').startup, objective: '${startup}' },
  memory: { sli: sli.container('local/redis:7').memory, objective: '<= 200MB' },
  leaks: { sli: sli.container('local/redis:7').leaked, objective: '<= 0' }`

async function runIn(major: Major, files: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) {
  const dir = project({ 'vitest.config.ts': pluginConfig, ...files }, { major })
  const ended = await runVitest(dir, [], { major, env: { ...dockerEnv, ...env }, timeout: 120_000 })
  return { ...ended, text: ended.stdout + ended.stderr, report: storedRun(dir) }
}

function samples(report: StoredRun | undefined, name: string, metric: string): readonly number[] {
  return (
    report?.series.find((one) => one.subject.kind === 'container' && one.subject.name === name && one.metric === metric)
      ?.samples ?? []
  )
}

function reasons(report: StoredRun | undefined): string {
  return report?.verdicts.map(({ slo, status, reason }) => `${slo} ${status}: ${reason}`).join('\n') ?? 'no report'
}

for (const major of majors) {
  describeVitest(major, 'containers', () => {
    testDocker('one that a test starts is judged without a change to the test', async () => {
      const { exitCode, report } = await runIn(major, { 'redis.test.ts': redis, 'slo.config.ts': sloConfig(slos('<= 10m')) })
      expect(reasons(report)).toMatch(/startup met.*\nmemory met.*\nleaks met/)
      expect(exitCode).toBe(0)
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

    testDocker('a start that takes too long fails the run', async () => {
      const { exitCode, report } = await runIn(major, { 'redis.test.ts': redis, 'slo.config.ts': sloConfig(slos('<= 1ms')) })
      expect(reasons(report)).toMatch(/startup violated/)
      expect(exitCode).toBe(1)
    })

    testDocker('one that a test leaves behind is named, and fails its SLO', async () => {
      const { exitCode, report, text } = await runIn(major, {
        'redis.test.ts': redis.replace('await redis.stop()', ''),
        'slo.config.ts': sloConfig(slos('<= 10m')),
      })
      expect(reasons(report)).toMatch(/leaks violated/)
      expect(text).toMatch(/container [0-9a-f]{12} \(local\/redis:7\) was left behind by redis\.test\.ts > talks to redis/)
      expect(exitCode).toBe(1)
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

    testDocker('a crash at the start and a wait in vain say what happened', async () => {
      const start = (
        command: string,
        more = '',
      ) => `await expect(new GenericContainer('local/busybox:1').withCommand(['sh', '-c', '${command}'])
        .withWaitStrategy(Wait.forLogMessage('ready'))${more}.start()).rejects.toThrow()`
      const { exitCode, report } = await runIn(major, {
        'crash.test.ts': `import { expect, test } from 'vitest'
          import { GenericContainer, Wait } from 'testcontainers'
          test('crashes', async () => { ${start('echo cannot open config; exit 3')} }, 60_000)`,
        'late.test.ts': `import { expect, test } from 'vitest'
          import { GenericContainer, Wait } from 'testcontainers'
          test('waits', async () => { ${start('sleep 60', '.withStartupTimeout(1500)')} }, 60_000)`,
        'slo.config.ts': sloConfig(`startup: { sli: sli.container('local/busybox:1').startup, objective: '<= 10m' }`),
      })
      expect(reasons(report)).toMatch(/startup violated/)
      const said = report?.gaps.map(({ reason }) => reason).join('\n')
      expect(said).toMatch(/it ended with exit code 3 before it was ready/)
      expect(said).toMatch(/it was not ready in time: /)
      expect(exitCode).toBe(1)
    })
  })
}
