import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { consumer, describeVitest, majors, project, runVitest } from '../support/consumer.ts'
import type { Major } from '../support/consumer.ts'
import { dockerEnv, testDocker } from '../support/docker.ts'
import { pluginConfig, sloConfig, storedRun } from '../support/gate.ts'
import type { StoredRun } from '../support/gate.ts'
import { remoteEngine } from '../support/remote-engine.ts'
import { run } from '../support/run.ts'
import { withScratchEngine } from '../support/scratch-engine.ts'
import { startVitest } from '../support/start-vitest.ts'

const canUnshare = process.getuid?.() === 0 && spawnSync('sh', ['-c', 'unshare -m true']).status === 0
const hasEngine = canUnshare && spawnSync('sh', ['-c', 'command -v dockerd']).status === 0

const killed = 'it is killed in the middle: no data, with the reason; no other engine is touched'

interface Fault {
  /** What the image is called, under a name of its own: one run shows them all. */
  readonly what: string
  readonly image: string
  /** What is called on the container before it is started. */
  readonly set: string
  /** What the test does with the one that runs. */
  readonly use?: string
  readonly slos: Readonly<Record<string, string>>
  /** Status and reason of each SLO. */
  readonly verdicts: readonly RegExp[]
  readonly gap?: RegExp
}

const startup = { startup: `startup, objective: '<= 10m'` }
const took = (bytes: number) => `['node', '-e', 'for (const held = [];;) held.push(Buffer.alloc(${bytes}, 1))']`

// Every test catches what goes wrong, and passes: the gate alone must notice.
const faults: readonly Fault[] = [
  {
    what: 'no-program',
    image: 'local/busybox:1',
    set: `.withCommand(['no-such-program'])`,
    slos: startup,
    verdicts: [/^startup violated: .*the engine could not start it: .*"no-such-program": executable file not found/],
  },
  {
    what: 'crash',
    image: 'local/busybox:1',
    set: `.withCommand(['sh', '-c', 'echo no database; exit 1']).withWaitStrategy(Wait.forLogMessage('ready'))`,
    slos: startup,
    verdicts: [/^startup violated: .*it ended with exit code 1 before it was ready; its last words: no database/],
  },
  {
    what: 'memory-at-start',
    image: 'local/hog:1',
    set: `.withResourcesQuota({ memory: 0.0625 }).withCommand(${took(4e6)}).withWaitStrategy(Wait.forLogMessage('ready'))`,
    slos: startup,
    verdicts: [/^startup violated: .*it was killed out of memory \(limit 67\.1MB\) before it was ready/],
  },
  {
    what: 'memory-while-it-serves',
    image: 'local/hog:1',
    set: `.withResourcesQuota({ memory: 0.0625 }).withExposedPorts(8080).withWaitStrategy(Wait.forLogMessage('listening'))`,
    use: `await fetch(\`http://\${started.getHost()}:\${started.getMappedPort(8080)}/memory?bytes=200000000&hold=0\`).catch(() => undefined)`,
    slos: {
      ...startup,
      kills: `oomKills, objective: '<= 0'`,
      used: `memoryUsed, objective: '<= 90%'`,
      leaks: `leaked, objective: '<= 0'`,
    },
    verdicts: [/^startup met/, /^kills violated: .*1/, /^used violated: .*100%/, /^leaks met/],
  },
  {
    what: 'late',
    image: 'local/busybox:1',
    set: `.withCommand(['sleep', '60']).withWaitStrategy(Wait.forLogMessage('ready')).withStartupTimeout(1500)`,
    slos: startup,
    verdicts: [/^startup violated: .*it was not ready in time: .*1500/],
  },
  {
    what: 'never-to-be-had',
    image: '',
    set: '',
    slos: startup,
    verdicts: [/^startup no-data: container local\/never-to-be-had:1: its image could not be fetched: .{10}/],
  },
  {
    what: 'never-to-be-created',
    image: 'local/busybox:1',
    set: `.withWorkingDir('nowhere')`,
    slos: startup,
    verdicts: [/^startup no-data: container local\/never-to-be-created:1: it could not be created: .*'nowhere' is invalid/],
  },
]

const redisStartup = "startup: { sli: sli.container('local/redis:7').startup, objective: '<= 10m' }"
const started = `new GenericContainer('local/redis:7').withExposedPorts(6379).start()`
const heads = `import { writeFileSync } from 'node:fs'
import { test } from 'vitest'
import { GenericContainer } from 'testcontainers'`

type Tried = Pick<Fault, 'image' | 'set' | 'use' | 'slos'>

function testFile({ image, set, use = '' }: Tried): string {
  return `import { existsSync, writeFileSync } from 'node:fs'
import { test } from 'vitest'
import { GenericContainer, Wait } from 'testcontainers'
const sleep = (ms) => new Promise((done) => setTimeout(done, ms))
test('goes on, whatever happens', async () => {
  try {
    const started = await new GenericContainer('${image}')${set}.start()
    ${use}
    await started.stop()
  } catch (error) {
    console.log(String(error))
  }
}, 60_000)`
}

function slosOf({ image, slos }: Pick<Tried, 'image' | 'slos'>, prefix = ''): string {
  const each = Object.entries(slos).map(([name, rest]) => `'${prefix}${name}': { sli: sli.container('${image}').${rest} }`)
  return each.join(', ')
}

function filesOf(tried: Tried): Readonly<Record<string, string>> {
  return { 'vitest.config.ts': pluginConfig, 'a.test.ts': testFile(tried), 'slo.config.ts': sloConfig(slosOf(tried)) }
}

/** All of them in one run, each with an image of its own name. */
function allFiles(): Readonly<Record<string, string>> {
  const named = faults.map((fault) => ({ ...fault, image: imageOf(fault) }))
  const tests = named.map((fault) => [`${fault.what}.test.ts`, testFile(fault)])
  const unnamed = `import { slo, test } from 'vitest-slo/test'
import { GenericContainer } from 'testcontainers'
test('goes on', () => slo.container('db', new GenericContainer('local/nowhere:1')).catch(() => undefined), 60_000)`
  const slos = [
    ...named.map((fault) => slosOf(fault, `${fault.what} `)),
    `'named startup': { sli: sli.container('db').startup, objective: '<= 10m' }`,
  ]
  return { 'vitest.config.ts': pluginConfig, ...Object.fromEntries(tests), 'named.test.ts': unnamed, 'slo.config.ts': sloConfig(slos.join(', ')) } // prettier-ignore
}

function imageOf({ what }: Pick<Fault, 'what'>): string {
  return `local/${what}:1`
}

function tagImages(): void {
  for (const fault of faults) if (fault.image !== '') docker('tag', fault.image, imageOf(fault))
}

function docker(...args: readonly string[]): string {
  return execFileSync('docker', args, { encoding: 'utf8' })
}

function verdictsOf(report: StoredRun | undefined): string[] {
  return report?.verdicts.map(({ slo, status, reason }) => `${slo} ${status}: ${reason}`) ?? []
}

describe.each(majors.map((major) => [major] as const))('%i', (major) => {
  describeVitest(major, 'a container that fails', () => {
    testDocker('each in its own way: its verdict says how', async () => {
      tagImages()
      const dir = project(allFiles(), { major })
      const { exitCode, stdout, stderr } = await runVitest(dir, [], { major, env: dockerEnv })
      docker('rmi', ...faults.filter(({ image }) => image !== '').map(imageOf))
      const report = storedRun(dir)
      expect(report?.tests, stdout + stderr).toMatchObject({ passed: faults.length + 1, failed: 0 })
      const told = verdictsOf(report)
      for (const { what, verdicts } of faults) {
        const own = told.filter((text) => text.startsWith(`${what} `)).map((text) => text.slice(what.length + 1))
        expect(own, what).toEqual(verdicts.map((one) => expect.stringMatching(one)))
      }
      expect(told.at(-1)).toMatch(/^named startup no-data: container db: it could not be started: ./)
      expect(exitCode).toBe(1)
    })
  })

  describeVitest(major, 'an engine that fails', () => {
    test.skipIf(!canUnshare)('there is none (needs root): says where it was looked for', async () => {
      const dir = project(filesOf({ image: 'local/busybox:1', set: '', slos: startup }), { major })
      const ended = await withoutSockets(dir, major, { DOCKER_HOST: 'unix:///nonexistent' })
      expect(verdictsOf(storedRun(dir))).toEqual([
        expect.stringMatching(/^startup no-data: .*no container engine answers: .*\/nonexistent/),
      ])
      expect(ended.stdout + ended.stderr).toMatch(/no container engine answers: .*\/nonexistent/)
      expect(ended.exitCode).toBe(1)
    })

    if (major === 5)
      testDocker('it goes in the middle: no data, with the reason', async () => {
        const { url, cut } = await remoteEngine()
        const file = `${heads}\ntest('waits', async () => { const c = await ${started}; writeFileSync('up', c.getId()); await new Promise((done) => setTimeout(done, 4000)) }, 60_000)`
        const dir = project(
          { 'vitest.config.ts': pluginConfig, 'cut.test.ts': file, 'slo.config.ts': sloConfig(redisStartup) },
          { major },
        )
        const running = runVitest(dir, [], {
          major,
          env: { ...dockerEnv, TESTCONTAINERS_RYUK_DISABLED: 'true', DOCKER_HOST: url },
        })
        while (!existsSync(join(dir, 'up'))) await sleep(20)
        await sleep(1500)
        cut()
        const { exitCode } = await running
        execFileSync('docker', ['rm', '-f', readFileSync(join(dir, 'up'), 'utf8')])
        expect(storedRun(dir)?.verdicts[0]).toMatchObject({ status: 'no-data', cause: 'crashed', reason: expect.stringContaining('the engine stopped answering while it ran') as string }) // prettier-ignore
        expect(exitCode).toBe(1)
      })

    testDocker('killed in the middle, a run leaves no container behind', async () => {
      const file = `${heads}\ntest('waits', async () => { const c = await ${started}; writeFileSync('up', c.getId()); await new Promise((done) => setTimeout(done, 30_000)); await c.stop() }, 60_000)`
      const files = { 'vitest.config.ts': `process.env.TESTCONTAINERS_RYUK_DISABLED = 'true'\n${pluginConfig}`, 'long.test.ts': file, 'slo.config.ts': sloConfig(redisStartup) } // prettier-ignore
      const dir = project(files, { major })
      const vitest = await startVitest(dir, 'up', { major })
      await sleep(500)
      const id = readFileSync(join(dir, 'up'), 'utf8')
      expect(isThere(id)).toBe(true)
      vitest.signal('SIGKILL', 'main')
      await vitest.ended
      expect(await goneAfter(10_000, id)).toBe(true)
      await sleep(200)
      expect(readdirSync(join(dir, '.slo/containers'))).toEqual([])
    })

    if (major === 4 && hasEngine) testDocker(killed, () => killEngine(major))
    else if (major === 4) test.skip(`${killed} (skipped: needs root and dockerd)`, () => undefined)
  })
})

/** Runs Vitest on a machine on which no engine has a socket. */
async function withoutSockets(dir: string, major: Major, more: Readonly<Record<string, string>>) {
  const script = 'mount -t tmpfs none /run && exec node_modules/.bin/vitest run'
  return await run({ command: 'unshare', args: ['-m', 'sh', '-c', script], cwd: dir, env: { ...consumer(major).env, ...more } })
}

async function killEngine(major: Major): Promise<void> {
  const bridge = '/sys/class/net/docker0/ifindex'
  const before = existsSync(bridge) ? readFileSync(bridge, 'utf8') : undefined
  await withScratchEngine(['local/busybox:1'], async ({ url, pid }) => {
    const fault = {
      image: 'local/busybox:1',
      set: `.withCommand(['sh', '-c', 'echo ready; sleep 600']).withWaitStrategy(Wait.forLogMessage('ready'))`,
      use: `writeFileSync('up', ''); while (!existsSync('gone')) await sleep(20); await sleep(1000)`,
      slos: { memory: `memory, objective: '<= 1GiB'`, leaks: `leaked, objective: '<= 0'` },
    }
    const dir = project(filesOf(fault), { major })
    const env = { TESTCONTAINERS_RYUK_DISABLED: 'true', DOCKER_HOST: url }
    const ending = runVitest(dir, [], { major, env })
    await appears(join(dir, 'up'), 60_000)
    await sleep(500)
    process.kill(pid, 'SIGKILL')
    writeFileSync(join(dir, 'gone'), '')
    const { exitCode } = await ending
    const why = /no-data: .*the engine stopped answering while it ran: .*docker\.sock/
    expect(verdictsOf(storedRun(dir))).toEqual([expect.stringMatching(why), expect.stringMatching(why)])
    expect(exitCode).toBe(1)
  })
  expect(existsSync(bridge) ? readFileSync(bridge, 'utf8') : undefined).toBe(before)
}

async function appears(path: string, patience: number): Promise<void> {
  const giveUp = performance.now() + patience
  while (!existsSync(path) && performance.now() < giveUp) await sleep(20)
}

function isThere(id: string): boolean {
  return execFileSync('docker', ['ps', '-aq', '--no-trunc'], { encoding: 'utf8' }).includes(id)
}

async function goneAfter(patience: number, id: string): Promise<boolean> {
  const end = performance.now() + patience
  while (isThere(id) && performance.now() < end) await sleep(50)
  return !isThere(id)
}
