import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect } from 'vitest'
import { describeVitest, majors, project, runVitest } from '../support/consumer.ts'
import { dockerEnv, testDocker } from '../support/docker.ts'
import { pluginConfig, sloConfig, storedRun } from '../support/gate.ts'
import { startVitest } from '../support/start-vitest.ts'

const image = 'local/redis:7'
const startup = `startup: { sli: sli.container('${image}').startup, objective: '<= 10m' }`
const started = `new GenericContainer('${image}').withExposedPorts(6379).start()`
const heads = `import { writeFileSync } from 'node:fs'
import { test } from 'vitest'
import { GenericContainer } from 'testcontainers'`

const servers: { readonly server: Server; readonly sockets: Set<Socket> }[] = []

afterEach(() => {
  for (const one of servers.splice(0)) closeAll(one)
})

/** A way to the local engine by TCP, as to one on another machine. */
async function remoteEngine(): Promise<{ readonly url: string; readonly cut: () => void }> {
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const engine = connect('/var/run/docker.sock')
    for (const [one, other] of [
      [client, engine],
      [engine, client],
    ] as const) {
      // prettier-ignore
      sockets.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy()).on('close', () => other.destroy())
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  servers.push({ server, sockets })
  const url = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, cut: () => closeAll({ server, sockets }) }
}

function closeAll({ server, sockets }: { readonly server: Server; readonly sockets: Set<Socket> }): void {
  server.close()
  for (const socket of sockets) socket.destroy()
}

function isThere(id: string): boolean {
  return execFileSync('docker', ['ps', '-aq', '--no-trunc'], { encoding: 'utf8' }).includes(id)
}

async function goneAfter(patience: number, id: string): Promise<boolean> {
  const end = performance.now() + patience
  while (isThere(id) && performance.now() < end) await sleep(50)
  return !isThere(id)
}

for (const major of majors) {
  describeVitest(major, 'containers where something goes wrong', () => {
    testDocker('an engine elsewhere: its own statistics, marked as estimates', async () => {
      const { url } = await remoteEngine()
      const test = `${heads}\ntest('waits', async () => { const c = await ${started}; await new Promise((done) => setTimeout(done, 2500)); await c.stop() }, 60_000)`
      const dir = project(
        { 'vitest.config.ts': pluginConfig, 'remote.test.ts': test, 'slo.config.ts': sloConfig(startup) },
        { major },
      )
      const { exitCode } = await runVitest(dir, [], { major, env: { ...dockerEnv, DOCKER_HOST: url } })
      expect(exitCode).toBe(0)
      const memory = storedRun(dir)?.series.find((one) => one.subject.name === image && one.metric === 'memory')
      expect(memory).toMatchObject({ exact: false, source: expect.stringContaining('statistics of the engine') as string })
      expect(memory?.samples[0]).toBeGreaterThan(1e6)
    })

    testDocker('an engine that goes in the middle is no data, with the reason', async () => {
      const { url, cut } = await remoteEngine()
      const test = `${heads}\ntest('waits', async () => { const c = await ${started}; writeFileSync('up', c.getId()); await new Promise((done) => setTimeout(done, 4000)) }, 60_000)`
      const dir = project(
        { 'vitest.config.ts': pluginConfig, 'cut.test.ts': test, 'slo.config.ts': sloConfig(startup) },
        { major },
      )
      const running = runVitest(dir, [], { major, env: { ...dockerEnv, TESTCONTAINERS_RYUK_DISABLED: 'true', DOCKER_HOST: url } })
      while (!existsSync(join(dir, 'up'))) await sleep(20)
      await sleep(1500)
      cut()
      const { exitCode } = await running
      execFileSync('docker', ['rm', '-f', readFileSync(join(dir, 'up'), 'utf8')])
      expect(storedRun(dir)?.verdicts[0]).toMatchObject({ status: 'no-data', cause: 'crashed', reason: expect.stringContaining('the engine stopped answering while it ran') as string }) // prettier-ignore
      expect(exitCode).toBe(1)
    })

    testDocker('killed in the middle, a run leaves no container behind', async () => {
      const test = `${heads}\ntest('waits', async () => { const c = await ${started}; writeFileSync('up', c.getId()); await new Promise((done) => setTimeout(done, 30_000)); await c.stop() }, 60_000)`
      const files = { 'vitest.config.ts': `process.env.TESTCONTAINERS_RYUK_DISABLED = 'true'\n${pluginConfig}`, 'long.test.ts': test, 'slo.config.ts': sloConfig(startup) } // prettier-ignore
      const dir = project(files, { major })
      const run = await startVitest(dir, 'up', { major })
      await sleep(500)
      const id = readFileSync(join(dir, 'up'), 'utf8')
      expect(isThere(id)).toBe(true)
      run.signal('SIGKILL', 'main')
      await run.ended
      expect(await goneAfter(10_000, id)).toBe(true)
      await sleep(200)
      expect(readdirSync(join(dir, '.slo/containers'))).toEqual([])
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
      expect(isThere(ids[0] as string)).toBe(false)
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
          `${startup}, leaks: { sli: sli.container('${image}').leaked, objective: '<= 0', whenUnsupported: 'report' }`,
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
