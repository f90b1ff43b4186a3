import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { describeVitest, majors, project } from '../support/consumer.ts'
import { gateAgain, levelTest, pluginConfig, sloConfig, storedRun } from '../support/gate.ts'
import { startVitest } from '../support/start-vitest.ts'
import { survivors } from '../support/survivors.ts'

const source = 'export const answer = 42\n'
/** Milliseconds: what the janitor promises, and what this machine may be late. */
const [promised, slack] = [2000, 3000]

let last = 0
const marker = (): string => `${70_000 + (process.pid % 50_000)}.${++last}`

/** A command that says it has begun and then sleeps, also in a session of its own and deaf to SIGTERM. */
const endless = (name: string) => `echo > started; (trap '' TERM; setsid sleep ${name}) & sleep ${name}`

/** Everything put back, and nothing left of the journal. */
function isTidy(dir: string): boolean {
  const isEdited = readFileSync(join(dir, 'src/index.ts'), 'utf8') !== source
  return !isEdited && existsSync(join(dir, 'dist/old.js')) && namesIn(join(dir, '.slo/undo')).length === 0
}

/** None where there is no such folder, which may go at any moment. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

async function milliseconds(until: () => boolean): Promise<number> {
  const began = performance.now()
  while (!until() && performance.now() - began < promised + slack) await sleep(20)
  return performance.now() - began
}

describe.each(majors.map((major) => [major] as const))('%i', (major) => {
  describeVitest(major, 'a run that is cut off', () => {
    const signals = [
      ['SIGINT', 'group', 130],
      ['SIGINT', 'main', 130],
      ['SIGTERM', 'main', 143],
      ['SIGKILL', 'main', undefined],
      ['SIGKILL', 'group', undefined],
    ] as const

    // How signals reach the processes is a matter of the system; one of each kind shows that the other Vitest passes them on too.
    test.each(major === 4 ? signals : [signals[1], signals[3]])(
      '%s to the %s in the middle of a probe',
      async (signal, target, code) => {
        const name = marker()
        const prepare = { edit: 'src/index.ts', remove: ['dist'] }
        // Those that follow must not begin any more.
        const probes = { endless: { run: endless(name), samples: 9, prepare }, next: { run: 'echo > next', samples: 9, prepare } }
        const slos = `endless: { sli: sli.command('endless').duration, objective: '<= 1h' }`
        const files = { 'src/index.ts': source, 'dist/old.js': 'old', 'a.test.ts': levelTest, 'vitest.config.ts': pluginConfig }
        const dir = project({ ...files, 'slo.config.ts': sloConfig(slos, `probes: ${JSON.stringify(probes)},`) }, { major })
        const started = await startVitest(dir, 'started', { major })
        expect(isTidy(dir)).toBe(false)
        started.signal(signal, target)
        const ended = await started.ended
        expect(await milliseconds(() => isTidy(dir) && survivors(name, dir).length === 0)).toBeLessThan(promised + slack)
        expect(isTidy(dir)).toBe(true)
        expect(survivors(name, dir)).toEqual([])
        expect(existsSync(join(dir, 'next'))).toBe(false)
        // Nobody may take it for a pass.
        expect(ended).toMatchObject(code === undefined ? { signal: 'SIGKILL' } : { code })
        expect(storedRun(dir)).toBeUndefined()
        expect(ended.text).not.toMatch(/ met /)
      },
    )

    // What reaches only `slo run`, which is then gone without a word or passes it on, and what closes the terminal of all.
    const ofRun = [
      ['SIGKILL', 'main', { signal: 'SIGKILL' }, false],
      ['SIGTERM', 'main', { code: 2 }, false],
      ['SIGHUP', 'main', { code: 2 }, false],
      ['SIGHUP', 'group', { code: 2 }, false],
      ['SIGKILL', 'main', { signal: 'SIGKILL' }, true],
    ] as const
    test.each(major === 4 ? ofRun : [ofRun[0], ofRun[4]])(
      'slo run: %s to the %s, %j, in a terminal that goes with it: %s',
      async (signal, target, end, terminal) => {
        const name = marker()
        const probes = { endless: { run: endless(name), prepare: { edit: 'src/index.ts', remove: ['dist'] } } }
        const slos = `endless: { sli: sli.command('endless').duration, objective: '<= 1h' }`
        const files = { 'src/index.ts': source, 'dist/old.js': 'old', 'a.test.ts': levelTest, 'vitest.config.ts': pluginConfig }
        const dir = project({ ...files, 'slo.config.ts': sloConfig(slos, `probes: ${JSON.stringify(probes)},`) }, { major })
        const started = await startVitest(dir, 'started', { major, bin: 'slo', terminal })
        expect(isTidy(dir)).toBe(false)
        started.signal(signal, target)
        expect(await started.ended).toMatchObject(end)
        expect(await milliseconds(() => isTidy(dir) && survivors(name, dir).length === 0)).toBeLessThan(promised + slack)
        expect(isTidy(dir)).toBe(true)
        expect(survivors(name, dir)).toEqual([])
        expect(storedRun(dir)).toBeUndefined()
      },
    )

    test('SIGINT in the middle of a test, with a command in it', async () => {
      const name = marker()
      const body = `import { writeFileSync } from 'node:fs'
import { slo, test } from 'vitest-slo/test'
test('endless', { timeout: 0 }, async () => { await slo.command('endless', { run: ${JSON.stringify(endless(name))}, prepare: { edit: 'src/index.ts' } }) })`
      const files = { 'src/index.ts': source, 'dist/old.js': 'old', 'a.test.ts': body, 'vitest.config.ts': pluginConfig }
      const slos = `endless: { sli: sli.command('endless').duration, objective: '<= 1h' }`
      const dir = project({ ...files, 'slo.config.ts': sloConfig(slos) }, { major })
      const started = await startVitest(dir, 'started', { major })
      started.signal('SIGINT', 'main')
      expect(await started.ended).toMatchObject({ code: 130 })
      expect(await milliseconds(() => isTidy(dir) && survivors(name, dir).length === 0)).toBeLessThan(promised + slack)
      expect(survivors(name, dir)).toEqual([])
    })

    test('kill -9 in the middle of the report: the report of before is whole, and the next run works', async () => {
      const slos = `level: { sli: sli.metric('level').value, objective: '<= 5' }`
      // Stands still when the report is written and about to be moved to its place.
      const hook = `const fs = require('node:fs')
const { renameSync } = fs
fs.renameSync = (from, to) => { if (String(to).endsWith('report.json')) { fs.writeFileSync('writing', ''); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000) } renameSync(from, to) }
require('node:module').syncBuiltinESMExports()`
      const files = { 'a.test.ts': levelTest, 'slo.config.ts': sloConfig(slos), 'hook.cjs': hook }
      const dir = project({ ...files, 'vitest.config.ts': pluginConfig }, { major })
      const before = await gateAgain(dir, [], { major })
      expect(before.exitCode).toBe(0)
      const config = `import './hook.cjs'\n${pluginConfig}`
      const { writeFileSync, readFileSync: read } = await import('node:fs')
      writeFileSync(join(dir, 'vitest.config.ts'), config)
      const started = await startVitest(dir, 'writing', { major })
      started.signal('SIGKILL', 'group')
      await started.ended
      expect(storedRun(dir)).toEqual(before.report)
      writeFileSync(join(dir, 'vitest.config.ts'), pluginConfig)
      const after = await gateAgain(dir, [], { major })
      expect(after.exitCode).toBe(0)
      expect(read(join(dir, '.slo/report.json'), 'utf8')).not.toBe(JSON.stringify(before.report))
    })
  })
})
