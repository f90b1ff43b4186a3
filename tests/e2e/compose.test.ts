import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { describeVitest, project, runVitest } from '../support/consumer.ts'
import { dockerEnv, testDocker } from '../support/docker.ts'
import { pluginConfig, sloConfig, storedRun } from '../support/gate.ts'
import type { StoredRun } from '../support/gate.ts'

const services = `version: '3'
services:
  db: { image: 'local/redis:7', ports: ['6379'] }
  job: { image: 'local/busybox:1', command: ['sh', '-c', 'trap "exit 0" TERM; i=0; while [ $$i -lt 200000 ]; do i=$$((i+1)); done; echo ready; while :; do sleep 0.05; done'] }
`

const up = (name: string, rest: string): string => `import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { DockerComposeEnvironment, Wait } from 'testcontainers'
const compose = new DockerComposeEnvironment(process.cwd(), 'services.yml')
  .withProjectName('${name}').withClientOptions({ executable: { standalone: true } })
${rest}`

// In two files at once: one ends what it has started, the other leaves it behind.
const filesOf = (name: string) => ({
  'vitest.config.ts': pluginConfig,
  'services.yml': services,
  'both.test.ts': up(
    `${name}-both`,
    `test('talks to both', async () => {
  const environment = await compose.withWaitStrategy('${name}-both_job_1', Wait.forLogMessage('ready')).up()
  const job = environment.getContainer('${name}-both_job_1')
  const { output } = await job.exec(['sh', '-c', 'cat /sys/fs/cgroup/cpuacct/cpuacct.usage || sed -n "s/^usage_usec //p" /sys/fs/cgroup/cpu.stat'])
  writeFileSync('cpu', output)
  expect((await environment.getContainer('${name}-both_db_1').exec(['redis-cli', 'ping'])).output).toContain('PONG')
  await environment.down()
}, 90_000)`,
  ),
  'left.test.ts': up(`${name}-left`, `test('forgets it', async () => void (await compose.up(['db'])), 90_000)`),
  'slo.config.ts': sloConfig(`
    startup: { sli: sli.container('local/redis:7').startup, objective: '<= 10m' },
    ready: { sli: sli.container('local/busybox:1').readyTime, objective: '<= 1ms' },
    job: { sli: sli.container('local/busybox:1').leaked, objective: '<= 0' },
    leaks: { sli: sli.container('local/redis:7').leaked, objective: '<= 0' }`),
})

const hasCompose = spawnSync('docker-compose', ['version']).status === 0
const testCompose = hasCompose
  ? testDocker
  : (name: string, body: () => Promise<void>) => test.skip(`${name} (skipped: there is no docker-compose)`, body)

describeVitest(5, 'containers of a compose file', () => {
  testCompose('each is known from its creation on, and with the test that started it', async () => {
    const name = `slo${process.pid}`
    onTestFinished(() => remove(`${name}-left`))
    const dir = project(filesOf(name), { major: 5 })
    const { stdout, stderr } = await runVitest(dir, [], { major: 5, env: dockerEnv })
    const report = storedRun(dir)
    expect(report?.tests, stdout + stderr).toMatchObject({ passed: 2, failed: 0 })
    expect(report?.verdicts.map(({ slo, status }) => `${slo} ${status}`)).toEqual(['startup met', 'ready violated', 'job met', 'leaks violated']) // prettier-ignore
    expect(stdout + stderr).toMatch(/container [0-9a-f]{12} \(local\/redis:7\) was left behind by left\.test\.ts > forgets it/)
    expect(startersOf(report, 'local/redis:7')).toEqual(['both.test.ts > talks to both', 'left.test.ts > forgets it'])
    expect(startersOf(report, 'local/busybox:1')).toEqual(['both.test.ts > talks to both'])
    const cpuTime = seriesOf(report, 'local/busybox:1', 'cpuTime')?.samples[0]
    // By the kernel's own files, in ns or us, at a moment shortly before its end.
    const told = Number(readFileSync(join(dir, 'cpu'), 'utf8'))
    const spent = told > 1e7 ? told / 1e6 : told / 1e3
    expect(cpuTime).toBeGreaterThanOrEqual(spent)
    expect(cpuTime).toBeLessThan(spent * 1.5 + 200)
  })
})

function seriesOf(report: StoredRun | undefined, name: string, metric: string) {
  return report?.series.find((one) => one.subject.name === name && one.metric === metric)
}

/** The tests that started the containers of this name. */
function startersOf(report: StoredRun | undefined, name: string): string[] {
  const { origin, recordings = [{ origin }] } = seriesOf(report, name, 'startup') ?? {}
  return recordings.map((one) => `${one.origin?.file} > ${one.origin?.test}`).toSorted()
}

function remove(name: string): void {
  const filter = ['-q', '--filter', `label=com.docker.compose.project=${name}`]
  const [containers, networks] = [
    ['ps', '-a'],
    ['network', 'ls'],
  ].map((list) => docker(...list, ...filter))
  if (containers?.length) docker('rm', '-f', ...containers)
  if (networks?.length) docker('network', 'rm', ...networks)
}

function docker(...args: readonly string[]): string[] {
  return execFileSync('docker', args, { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line !== '')
}
