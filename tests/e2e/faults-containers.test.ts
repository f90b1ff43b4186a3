import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { consumer, describeVitest, majors, project, runVitest } from '../support/consumer.ts'
import type { Major } from '../support/consumer.ts'
import { dockerEnv, testDocker } from '../support/docker.ts'
import { pluginConfig, sloConfig, storedRun } from '../support/gate.ts'
import type { StoredRun } from '../support/gate.ts'
import { run } from '../support/run.ts'
import { withScratchEngine } from '../support/scratch-engine.ts'

const canUnshare = process.getuid?.() === 0 && spawnSync('sh', ['-c', 'unshare -m true']).status === 0
const hasEngine = canUnshare && spawnSync('sh', ['-c', 'command -v dockerd']).status === 0

const killed = 'it is killed in the middle: no data, with the reason; no other engine is touched'

interface Fault {
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
    what: 'its program does not exist',
    image: 'local/busybox:1',
    set: `.withCommand(['no-such-program'])`,
    slos: startup,
    verdicts: [/^startup violated: .*could not start it: .*no-such-program/],
    gap: /the engine could not start it: .*"no-such-program": executable file not found/,
  },
  {
    what: 'it ends with exit code 1 before it is ready',
    image: 'local/busybox:1',
    set: `.withCommand(['sh', '-c', 'echo no database; exit 1']).withWaitStrategy(Wait.forLogMessage('ready'))`,
    slos: startup,
    verdicts: [/^startup violated: .*it ended with exit code 1 before it was ready; its last words: no database/],
    gap: /it ended with exit code 1 before it was ready; its last words: no database/,
  },
  {
    what: 'it is killed out of memory before it is ready',
    image: 'local/hog:1',
    set: `.withResourcesQuota({ memory: 0.0625 }).withCommand(${took(4e6)}).withWaitStrategy(Wait.forLogMessage('ready'))`,
    slos: startup,
    verdicts: [/^startup violated: .*it was killed out of memory \(limit 67\.1MB\) before it was ready/],
    gap: /it was killed out of memory \(limit 67\.1MB\) before it was ready/,
  },
  {
    what: 'it is killed out of memory while it serves',
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
    what: 'it is not ready in time',
    image: 'local/busybox:1',
    set: `.withCommand(['sleep', '60']).withWaitStrategy(Wait.forLogMessage('ready')).withStartupTimeout(1500)`,
    slos: startup,
    verdicts: [/^startup violated: .*it was not ready in time/],
    gap: /it was not ready in time: .*1500/,
  },
  {
    what: 'its image is nowhere',
    image: 'local/nowhere:1',
    set: '',
    slos: startup,
    verdicts: [/^startup no-data: container local\/nowhere:1: its image could not be fetched: .{10}/],
  },
]

function testFile({ image, set, use = '' }: Pick<Fault, 'image' | 'set' | 'use'>): string {
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

function filesOf(fault: Pick<Fault, 'image' | 'set' | 'use' | 'slos'>): Readonly<Record<string, string>> {
  const slos = Object.entries(fault.slos).map(([name, rest]) => `${name}: { sli: sli.container('${fault.image}').${rest} }`)
  return { 'vitest.config.ts': pluginConfig, 'a.test.ts': testFile(fault), 'slo.config.ts': sloConfig(slos.join(', ')) }
}

function verdictsOf(report: StoredRun | undefined): string[] {
  return report?.verdicts.map(({ slo, status, reason }) => `${slo} ${status}: ${reason}`) ?? []
}

function gapsOf(report: StoredRun | undefined): string {
  return report?.gaps.map(({ reason }) => reason).join('\n') ?? ''
}

describe.each(majors.map((major) => [major] as const))('%i', (major) => {
  describeVitest(major, 'a container that fails', () => {
    // Where a fault comes from is a matter of the engine; one of each kind shows that the other Vitest tells the same.
    for (const fault of major === 4 ? faults : [faults[0]!, faults[3]!]) {
      testDocker(fault.what, async () => {
        const dir = project(filesOf(fault), { major })
        const { exitCode, stdout, stderr } = await runVitest(dir, [], { major, env: dockerEnv })
        const report = storedRun(dir)
        expect(report?.tests, stdout + stderr).toMatchObject({ passed: 1, failed: 0 })
        expect(verdictsOf(report)).toEqual(fault.verdicts.map((one) => expect.stringMatching(one)))
        expect(gapsOf(report)).toMatch(fault.gap ?? /^/)
        expect(exitCode).toBe(1)
      })
    }
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
