import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Timeline } from '../../src/model/timeline.ts'
import { largestOf } from '../../src/report/page/time-shape.ts'
import { describeVitest, majors, project } from '../support/consumer.ts'
import { dockerEnv, testDocker } from '../support/docker.ts'
import { gate, gateAgain, pluginConfig, sloConfig } from '../support/gate.ts'
import type { GateRun } from '../support/gate.ts'

/** Holds ever more until it holds 120 MB for a while, and burns time meanwhile. */
const grow = `const held = []
const step = () => { held.push(Buffer.alloc(20e6, 1)); if (held.length < 6) setTimeout(step, 60); else setTimeout(() => {}, 300) }
step()`
const config = sloConfig(`growth: { sli: sli.command('grow').memory, objective: 'peak <= 900MB' }`)
const files = {
  'slo.config.ts': config,
  'grow.cjs': grow,
  'a.test.ts': `import { expect, slo, test } from 'vitest-slo/test'
test('grows', async () => { await slo.command('grow', { run: ['node', 'grow.cjs'], samples: 2 }) }, 60_000)
test('fails', () => expect(1).toBe(2))`,
  'b.test.ts': `import { test } from 'vitest'
test('waits', () => new Promise((done) => setTimeout(done, 400)))`,
}

const ofContainer = {
  'slo.config.ts': sloConfig(`memory: { sli: sli.container('local/redis:7').memory, objective: '<= 900MB' }`),
  'redis.test.ts': `import { test } from 'vitest'
import { GenericContainer } from 'testcontainers'
test('talks to redis', async () => {
  const redis = await new GenericContainer('local/redis:7').withExposedPorts(6379).start()
  await new Promise((done) => setTimeout(done, 1500))
  await redis.stop()
}, 60_000)`,
}

function timelineOf({ dir }: GateRun): Timeline {
  return (JSON.parse(readFileSync(join(dir, '.slo/report.json'), 'utf8')) as { timeline: Timeline }).timeline
}

for (const major of majors) {
  describeVitest(major, 'the run over time', () => {
    test('a command has lines that agree with what was measured of it, and what ran is told with its worker', async () => {
      const run = await gate(major, files)
      const { tracks, spans, duration, leftOut } = timelineOf(run)
      const [whole, grown] = tracks
      expect(tracks.map(({ subject }) => subject.name)).toEqual(['run', 'grow'])
      expect(leftOut).toEqual({ commands: 0, containers: 0, files: 0, tests: 0 })

      const samples = (metric: string): readonly number[] =>
        run.report?.series.find((one) => one.subject.name === 'grow' && one.metric === metric)?.samples ?? []
      const peak = Math.max(...samples('memory'))
      const seen = largestOf(grown!.lines.memory!)!
      // The line is samples: it cannot have seen more, and what was held for 300 ms it must have seen nearly all of.
      expect(seen).toBeLessThanOrEqual(peak * 1.05)
      expect(seen).toBeGreaterThan(peak * 0.6)
      const cpuTime = grown!.lines.cpu!.mean.reduce<number>((sum, cores, place) => sum + (cores ?? 0) * (grown!.edges[place + 1]! - grown!.edges[place]!), 0) // prettier-ignore
      const counted = samples('cpuTime').reduce((sum, one) => sum + one, 0)
      expect(cpuTime).toBeGreaterThan(counted * 0.6)
      expect(cpuTime).toBeLessThan(counted * 1.2)
      expect(grown!.phases.map(({ name }) => name)).toEqual(['sample 1', 'sample 2'])
      expect(grown!.edges.toSorted((a, b) => a - b)).toEqual(grown!.edges)

      expect(largestOf(whole!.lines.memory!)!).toBeGreaterThan(seen)
      expect(whole!.edges.at(-1)).toBeLessThanOrEqual(duration + 1)
      const named = (name: string) => spans.find(({ subject }) => subject.name === name)!
      expect(named('fails')).toMatchObject({ subject: { kind: 'test', file: 'a.test.ts' }, failed: true })
      expect(named('waits').to - named('waits').from).toBeGreaterThan(350)
      const file = named('a.test.ts')
      expect(file.testsFrom).toBeGreaterThanOrEqual(file.from)
      expect(named('grows').worker).toBeGreaterThan(0)
      expect(named('grows').worker).toBe(file.worker)
      // On one clock: the command ran within its test, and that within its file.
      expect(grown!.edges[0]).toBeGreaterThanOrEqual(named('grows').from - 5)
      expect(named('grows').to).toBeLessThanOrEqual(file.to + 5)
      expect(file.to).toBeLessThanOrEqual(duration + 5)
    })

    testDocker('a container has lines whose memory is that which was measured of it', async () => {
      const dir = project({ 'vitest.config.ts': pluginConfig, ...ofContainer }, { major })
      const run = await gateAgain(dir, [], { major, env: dockerEnv })
      const track = timelineOf(run).tracks.find(({ subject }) => subject.kind === 'container')
      const measured = run.report?.series.find(({ subject, metric }) => subject.name === 'local/redis:7' && metric === 'memory')
      const peak = Math.max(...(measured?.samples ?? []))
      expect(track?.subject.name).toBe('local/redis:7')
      expect(track?.edges.length).toBeGreaterThan(4)
      expect(largestOf(track!.lines.memory!)).toBeLessThanOrEqual(peak * 1.01)
      expect(largestOf(track!.lines.memory!)).toBeGreaterThan(peak * 0.3)
      expect(Object.keys(track!.lines)).toEqual(expect.arrayContaining(['cpu', 'memory']))
    })
  })
}
