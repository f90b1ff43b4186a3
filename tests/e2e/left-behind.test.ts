import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { groupFolders, groupsIn } from '../../src/measure/process/control-group.ts'
import { isDeserted } from '../../src/measure/process/group-name.ts'
import { describeVitest, project } from '../support/consumer.ts'
import { testDocker } from '../support/docker.ts'
import { pluginConfig, sloConfig } from '../support/gate.ts'
import { startVitest } from '../support/start-vitest.ts'
import { survivors } from '../support/survivors.ts'

// Everything that a run starts and makes, in one test: a named container, a command with an orphan that hides from its parents, a
// temporary folder, and descriptors for all of them.
const file = (marker: string, end: string): string => `import { readdirSync, readlinkSync, writeFileSync } from 'node:fs'
import { afterAll } from 'vitest'
import { slo, test } from 'vitest-slo/test'
import { GenericContainer } from 'testcontainers'
// Without sockets: the client of the engine keeps those of its last requests for a while.
const target = (fd) => { try { return readlinkSync('/proc/self/fd/' + fd) } catch { return 'socket:' } }
const open = () => readdirSync('/proc/self/fd').map(target).filter((path) => !path.startsWith('socket:')).length
let before
const command = () => slo.command('works', { run: 'setsid sleep ${marker} & echo done', cwd: 'temporary' })
test('warms up', { timeout: 60_000 }, async () => {
  await command()
  before = open()
})
test('starts everything', { timeout: 120_000 }, async () => {
  const db = await slo.container('db', new GenericContainer('local/redis:7').withExposedPorts(6379))
  writeFileSync(slo.tmpdir() + '/made', 'here')
  await command()
  writeFileSync('id', db.getId())
  writeFileSync('up', '')
  ${end}
})
afterAll(() => writeFileSync('descriptors', [before, open()].join(' ')))`

const waits = (marker: string): string =>
  `await slo.command('waits', { run: 'setsid sleep ${marker} & sleep ${marker}', cwd: 'temporary', timeout: 60_000 })`

describeVitest(4, 'what is left behind', () => {
  // The four ends of a run, and after each of them all that could stay: containers, processes, control groups, temporary files.
  const ends = [
    ['pass', undefined, ''],
    ['failure', undefined, "throw new Error('as it was meant')"],
    ['Ctrl-C', ['SIGINT', 'group'], waits],
    ['kill -9', ['SIGKILL', 'main'], waits],
  ] as const
  for (const [index, [name, signal, end]] of ends.entries()) {
    testDocker(`by a run that ends by ${name}: no container, process, descriptor or temporary file`, async () => {
      const marker = `${60_000 + (process.pid % 20_000)}.${index + 1}`
      const files = {
        'vitest.config.ts': `process.env.TESTCONTAINERS_RYUK_DISABLED = 'true'\nprocess.env.TMPDIR = import.meta.dirname + '/temporary'\n${pluginConfig}`,
        'a.test.ts': file(marker, typeof end === 'string' ? end : end(marker)),
        'slo.config.ts': sloConfig(`db: { sli: sli.container('db').leaked, objective: '<= 0' }`),
      }
      const dir = project(files, { major: 4 })
      mkdirSync(join(dir, 'temporary'))
      const vitest = await startVitest(dir, 'up', { major: 4 })
      if (signal !== undefined) {
        await expect.poll(() => survivors(marker).length, { timeout: 20_000 }).toBeGreaterThan(1)
        vitest.signal(signal[0], signal[1])
      }
      const { code, text } = await vitest.ended
      expect(code, text).toBe({ pass: 0, failure: 1, 'Ctrl-C': 130, 'kill -9': null }[name])
      const left = () => ({
        containers: containers(readFileSync(join(dir, 'id'), 'utf8')),
        processes: survivors(marker, dir),
        groups: groupFolders().flatMap(groupsIn).filter(isDeserted),
        // testcontainers leaves a lock of its own.
        files: readdirSync(join(dir, 'temporary')).filter((one) => one.startsWith('vitest-slo')),
        journals: existsSync(join(dir, '.slo/containers')) ? readdirSync(join(dir, '.slo/containers')) : [],
      })
      await expect.poll(left, { timeout: 15_000 }).toEqual({ containers: '', processes: [], groups: [], files: [], journals: [] })
      // A process that is gone holds none; the worker that went on after the test has as many as before it.
      if (signal === undefined) {
        const [before = 0, after = 0] = readFileSync(join(dir, 'descriptors'), 'utf8').split(' ').map(Number)
        expect(after).toBeLessThanOrEqual(before)
      }
    })
  }
})

function containers(id: string): string {
  return execFileSync('docker', ['ps', '-aq', '--filter', `id=${id}`], { encoding: 'utf8' }).trim()
}
