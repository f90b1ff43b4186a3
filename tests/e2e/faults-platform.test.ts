import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { consumer, describeVitest, majors, project } from '../support/consumer.ts'
import type { Major } from '../support/consumer.ts'
import { gateAgain, levelTest, pluginConfig, sloConfig, storedRun } from '../support/gate.ts'
import { run } from '../support/run.ts'

const isRoot = process.getuid?.() === 0
const canUnshare = isRoot && spawnSync('sh', ['-c', 'unshare -m true']).status === 0
const canChangeUser = isRoot && spawnSync('sh', ['-c', 'setpriv --reuid=65534 --regid=65534 --clear-groups true']).status === 0
const group = `/sys/fs/cgroup/cpu/vitest-slo-${process.pid}`

const busy = `const end = process.hrtime.bigint() + 700_000_000n; while (process.hrtime.bigint() < end);`
const probes = { busy: { run: ['node', '-e', `require('node:worker_threads'); ${busy}`] } }
const files = {
  'vitest.config.ts': pluginConfig,
  'a.test.ts': levelTest,
  'slo.config.ts': sloConfig(
    `duration: { sli: sli.test('**').duration, objective: '<= 1h' },
     'run duration': { sli: sli.run.duration, objective: '<= 1h' },
     'file memory': { sli: sli.file('**').memory, objective: 'peak <= 100GiB' },
     'test memory': { sli: sli.test('**').memory, objective: '<= 100GiB' },
     'command memory': { sli: sli.command('busy').memory, objective: 'peak <= 100GiB' },
     'command cpu': { sli: sli.command('busy').cpuTime, objective: '<= 1h' },
     'run memory': { sli: sli.run.memory, objective: 'peak <= 100GiB' },
     'run processes': { sli: sli.run.processes, objective: '<= 1000' }`,
    `probes: ${JSON.stringify(probes)},`,
  ),
}

/** Runs Vitest by way of another program that changes its surroundings. */
async function through(command: readonly string[], dir: string, major: Major) {
  const { env } = consumer(major)
  const [program = '', ...args] = command
  const ended = await run({ command: program, args, cwd: dir, env })
  return { ...ended, text: ended.stdout + ended.stderr, report: storedRun(dir) }
}

type Report = ReturnType<typeof storedRun>

function verdictsOf(report: Report): Record<string, string> {
  return Object.fromEntries(report?.verdicts.map(({ slo, status, cause }) => [slo, cause ?? status]) ?? [])
}

/** Figures that cannot be 0: what is unknown must be missing instead. */
function zeros(report: Report) {
  const positive = new Set(['duration', 'memory', 'processes'])
  return report?.series.filter(({ subject, metric, samples }) => {
    const growth = subject.kind === 'test' && metric === 'memory'
    return positive.has(metric) && !growth && samples.some((sample) => sample <= 0)
  })
}

describe.each(majors.map((major) => [major] as const))('%i', (major) => {
  describeVitest(major, 'a system that shows less than usual', () => {
    test.skipIf(!canUnshare)(
      'no /proc (needs root): the tests pass, and what cannot be read is unsupported, never 0',
      async () => {
        const dir = project(files, { major })
        const script = 'mount -t tmpfs none /proc && exec node_modules/.bin/vitest run'
        const ended = await through(['unshare', '-m', 'sh', '-c', script], dir, major)
        expect(verdictsOf(ended.report)).toEqual({
          duration: 'met',
          'run duration': 'met',
          'file memory': 'unsupported',
          'test memory': 'unsupported',
          'command memory': 'unsupported',
          'command cpu': 'unsupported',
          'run memory': 'unsupported',
          'run processes': 'unsupported',
        })
        expect(ended.report?.tests).toMatchObject({ failed: 0 })
        expect(zeros(ended.report)).toEqual([])
        expect(ended.stdout).not.toContain('pidusage')
        expect(ended.exitCode).toBe(1)
      },
    )

    test.skipIf(!canChangeUser)('a user without rights (needs root): every figure is there and none is wrong', async () => {
      const dir = project(files, { major })
      const { dir: installed, node } = consumer(major)
      // The folders of these tests are for their owner alone.
      for (const folder of [dirname(dirname(dir)), dirname(dir), dirname(installed), installed, dirname(dirname(dirname(node)))]) chmodSync(folder, 0o755) // prettier-ignore
      chmodSync(dir, 0o777)
      const as = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', 'env', `HOME=${dir}`]
      const ended = await through([...as, 'node_modules/.bin/vitest', 'run', '--configLoader=runner'], dir, major)
      expect(ended.text).not.toContain('EACCES')
      expect(new Set(Object.values(verdictsOf(ended.report)))).toEqual(new Set(['met']))
      expect(zeros(ended.report)).toEqual([])
      expect(ended.exitCode).toBe(0)
    })

    test('a clock that is set back and forth: no duration is wrong', async () => {
      // In every process, by an hour at each look at it, back and forth.
      const clock = `const { now } = Date
let looks = 0
const jumping = () => now() + (looks++ % 2 === 0 ? -3_600_000 : 3_600_000)
Date.now = jumping
globalThis.Date = new Proxy(Date, { construct: (target, args) => new target(...(args.length === 0 ? [jumping()] : args)) })`
      const dir = project({ ...files, 'clock.cjs': clock }, { major })
      const ended = await gateAgain(dir, [], { major, env: { NODE_OPTIONS: `--require ${join(dir, 'clock.cjs')}` } })
      expect(new Set(Object.values(verdictsOf(ended.report)))).toEqual(new Set(['met']))
      const durations = ended.report?.series.filter(({ metric }) => metric === 'duration').flatMap(({ samples }) => samples) ?? []
      expect(durations.filter((duration) => duration <= 0 || duration > 600_000)).toEqual([])
      expect(ended.exitCode).toBe(0)
    })

    const canLimit = isRoot && makeGroup()
    test.skipIf(!canLimit)('a control group of one CPU (needs a writable cgroup v1)', async () => {
      const dir = project(files, { major })
      mkdirSync(group)
      try {
        writeFileSync(join(group, 'cpu.cfs_period_us'), '100000')
        writeFileSync(join(group, 'cpu.cfs_quota_us'), '100000')
        const ended = await through(
          ['sh', '-c', `echo $$ > ${group}/cgroup.procs; exec node_modules/.bin/vitest run`],
          dir,
          major,
        )
        const stored = JSON.parse(readFileSync(join(dir, '.slo/report.json'), 'utf8')) as { run: { machine: { cores: number } } }
        expect(stored.run.machine.cores).toBe(1)
        // One thread that is always busy: the whole of the one CPU, and not half of two.
        const share = ended.report?.series.find(({ subject, metric }) => subject.kind === 'command' && metric === 'cpu')
          ?.samples[0]
        const time = ended.report?.series.find(({ subject, metric }) => subject.kind === 'command' && metric === 'cpuTime')
          ?.samples[0]
        const duration = ended.report?.series.find(({ subject, metric }) => subject.kind === 'command' && metric === 'duration')?.samples[0] // prettier-ignore
        expect(share! / (time! / duration!)).toBeCloseTo(1, 1)
        expect(ended.exitCode).toBe(0)
      } finally {
        rmdirSync(group)
      }
    })
  })
})

function makeGroup(): boolean {
  try {
    mkdirSync(group)
    rmdirSync(group)
    return true
  } catch {
    return false
  }
}
