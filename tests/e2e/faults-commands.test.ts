import { describe, expect, test } from 'vitest'
import { describeVitest, majors, runSlo } from '../support/consumer.ts'
import { gate, levelSlo, levelTest, sloConfig } from '../support/gate.ts'
import type { StoredRun } from '../support/gate.ts'
import { survivors, survivorsAfter } from '../support/survivors.ts'

/** A time to sleep that no other process of this machine sleeps: how the processes of a test are found. */
let last = 0
const marker = (): string => `${10_000 + (process.pid % 50_000)}.${++last}`

describe.each(majors.map((major) => [major] as const))('%i', (major) => {
  describeVitest(major, 'commands that misbehave', () => {
    test('as probes: each violates with its own reason, and nothing is left running', async () => {
      const [hangs, ignores, background, session] = [marker(), marker(), marker(), marker()] as const
      const loud = `let left = 100; const block = Buffer.alloc(1_000_000, 65); const write = () => { while (left-- > 0) if (!process.stdout.write(block)) return process.stdout.once('drain', write); console.log('the end') }; write()`
      const probes = {
        absent: { run: ['no-such-program'] },
        'absent in a shell': { run: 'no-such-program' },
        'fails fast': { run: 'echo the template is broken >&2; exit 3' },
        hangs: { run: `sleep ${hangs}`, timeout: '1s' },
        'ignores SIGTERM': { run: `trap '' TERM; while :; do sleep ${ignores}; done`, timeout: '1s' },
        background: { run: `sleep ${background} & exit 0` },
        'new session': { run: `setsid sleep ${session} > /dev/null 2>&1 & exit 0` },
        loud: { run: ['node', '-e', loud], verify: { stdout: 'the end' } },
        'dies of a signal': { run: 'kill -9 $$' },
      }
      const slos = Object.keys(probes).map(
        (name) => `'${name}': { sli: sli.command('${name}').duration, objective: '<= 1h', warning: '<= 30m' }`,
      )
      const files = { 'slo.config.ts': sloConfig(slos.join(), `probes: ${JSON.stringify(probes)},`), 'a.test.ts': levelTest }
      const ended = await gate(major, files)
      const verdicts = Object.fromEntries(
        ended.report?.verdicts.map(({ slo, status, reason }) => [slo, `${status}: ${reason}`]) ?? [],
      )
      expect(verdicts).toMatchObject({
        absent: expect.stringMatching(/^violated: .*there is no program no-such-program/),
        'absent in a shell': expect.stringMatching(/^violated: .*exit code 127 \(the shell found no such program\)/),
        'fails fast': expect.stringMatching(/^violated: .*exit code 3, expected 0/),
        hangs: expect.stringMatching(/^violated: .*did not end within its timeout of 1s/),
        'ignores SIGTERM': expect.stringMatching(/^violated: .*did not end within its timeout of 1s/),
        background: expect.stringMatching(/^met: /),
        'new session': expect.stringMatching(/^met: /),
        loud: expect.stringMatching(/^met: /),
        'dies of a signal': expect.stringMatching(/^violated: .*was ended by SIGKILL/),
      })
      expect(ended.exitCode).toBe(1)
      expect(ended.text).toContain('the template is broken')
      expect(ended.text).toMatch(/SLOs +6 violated \| 3 met \(9\)/)
      expect(survivors(hangs, ignores, background, session)).toEqual([])
    })

    test('two of one name: the fast one does not hide the slow one, also when judged from the report', async () => {
      const probes = { build: { run: 'true', samples: 5 } }
      const body = `import { slo, test } from 'vitest-slo/test'
test('builds', async () => { await slo.command('build', { run: 'sleep 0.5' }) })
for (const [name, time] of [['fast', 1], ['slow', 300]]) test(name, async () => {
  await slo.measure('query', () => new Promise((resolve) => setTimeout(resolve, time)), { samples: name === 'fast' ? 9 : 1 })
})`
      const slos = `build: { sli: sli.command('build').duration, objective: 'median <= 450ms' }, query: { sli: sli.measure('query').duration, objective: 'p50 <= 200ms' }`
      const files = { 'slo.config.ts': sloConfig(slos, `probes: ${JSON.stringify(probes)},`), 'a.test.ts': body }
      const ended = await gate(major, files)
      const check = await runSlo(ended.dir, ['check', '--json'], { major })
      const judgedAgain = (JSON.parse(check.stdout) as StoredRun).verdicts
      for (const verdicts of [ended.report?.verdicts, judgedAgain]) {
        expect(verdicts).toMatchObject([
          {
            slo: 'build',
            status: 'violated',
            reason: expect.stringContaining('in a.test.ts > builds, one of 2 that recorded it'),
          },
          { slo: 'query', status: 'violated', reason: expect.stringContaining('in a.test.ts > slow, one of 2 that recorded it') },
        ])
      }
      expect([ended.exitCode, check.exitCode]).toEqual([1, 1])
    })

    test('in a test: it fails, with or without an SLO, and what timed out is ended before the next test', async () => {
      const hangs = marker()
      const body = `import { execSync } from 'node:child_process'
import { expect, slo, test } from 'vitest-slo/test'
test('exit code', async () => { await slo.command('fails', { run: 'exit 3' }) })
test('verify', async () => { await slo.command('lies', { run: 'true', cwd: 'temporary', verify: ({ files }) => expect(files).toContain('dist/cli.js') }) })
test('timeout of the test', { timeout: 1000 }, async () => { await slo.command('hangs', { run: 'sleep ${hangs}' }) })
test('afterwards', async () => {
  const found = () => execSync('ps -eo args').toString().split('\\n').filter((line) => line.includes('sleep ${hangs}'))
  for (let i = 0; i < 200 && found().length > 0; i++) await new Promise((resolve) => setTimeout(resolve, 25))
  expect(found()).toEqual([])
})
test('unknown SLO', async () => { expect(await slo.measure('work', () => 1)).toMeetSlo('levle') })`
      const ended = await gate(major, { 'slo.config.ts': sloConfig(levelSlo), 'a.test.ts': levelTest, 'b.test.ts': body })
      expect(ended.text).toContain("slo.command('fails'): sample 1 of 1: exit code 3, expected 0")
      expect(ended.text).toMatch(/slo\.command\('lies'\): sample 1 of 1: verify: .*dist\/cli\.js/)
      expect(ended.text).toContain('Test timed out in 1000ms')
      expect(ended.text).toContain("slo.config.ts declares no SLO 'levle'; did you mean 'level'?")
      expect(ended.report).toMatchObject({ outcome: 'met', exitCode: 1, tests: { failed: 4 } })
      expect(ended.exitCode).toBe(1)
      expect(await survivorsAfter(2000, hangs)).toEqual([])
    })
  })
})
