import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { consumer, describeVitest, majors, project, runSlo } from '../support/consumer.ts'
import { gate, gateAgain, levelSlo, levelTest, pluginConfig, sloConfig } from '../support/gate.ts'
import { run } from '../support/run.ts'

const files = { 'vitest.config.ts': pluginConfig, 'slo.config.ts': sloConfig(levelSlo), 'a.test.ts': levelTest }
const canMount = process.getuid?.() === 0 && spawnSync('sh', ['-c', 'unshare -m true']).status === 0

/** `vitest run` inside a shell that first does something to its surroundings. */
async function shelled(dir: string, before: string, major: (typeof majors)[number]) {
  const { env } = consumer(major)
  const ended = await run({ command: 'sh', args: ['-c', `${before} && exec node_modules/.bin/vitest run`], cwd: dir, env })
  return { ...ended, text: ended.stdout + ended.stderr }
}

describe.each(majors.map((major) => [major] as const))('%i', (major) => {
  describeVitest(major, 'a report that cannot be written', () => {
    test('fails the run, shows the verdict all the same, and the green report of before is no longer trusted', async () => {
      const dir = project(files, { major })
      expect((await gateAgain(dir, [], { major })).exitCode).toBe(0)
      expect((await runSlo(dir, ['check'], { major })).exitCode).toBe(0)
      const before = readFileSync(join(dir, '.slo/report.json'), 'utf8')
      // Files of 6 KiB at most: the write of the report is cut off in its middle.
      const ended = await shelled(dir, 'ulimit -f 12', major)
      expect(ended.exitCode).toBe(1)
      expect(ended.text).toMatch(/\.slo\/report\.json could not be written: EFBIG/)
      expect(ended.text).toMatch(/SLOs +1 met \(1\)/)
      expect(readFileSync(join(dir, '.slo/report.json'), 'utf8')).toBe(before)
      const check = await runSlo(dir, ['check'], { major })
      expect([check.exitCode, check.stdout]).toEqual([2, ''])
      expect(check.stderr).toMatch(/unfinished\.json says that a run began and did not finish/)
    })

    test('a file where the folder should be', async () => {
      const dir = project({ ...files, '.slo': 'not a folder' }, { major })
      const ended = await shelled(dir, 'true', major)
      expect(ended.exitCode).toBe(1)
      expect(ended.text).toMatch(/\.slo\/report\.json could not be written/)
    })

    test.skipIf(!canMount)('full and read-only file systems (needs root)', async () => {
      const dir = project(files, { major })
      mkdirSync(join(dir, '.slo'))
      const inNamespace = async (options: string) => {
        const { env } = consumer(major)
        const script = `mount -t tmpfs -o ${options} none .slo && node_modules/.bin/vitest run; code=$?; ls -l .slo; exit $code`
        const ended = await run({ command: 'sh', args: ['-c', 'exec unshare -m sh -c "$0"', script], cwd: dir, env })
        return { ...ended, text: ended.stdout + ended.stderr }
      }
      const full = await inNamespace('size=8k')
      expect(full.exitCode).toBe(1)
      expect(full.text).toMatch(/could not be written: ENOSPC/)
      expect(full.text).not.toContain('.tmp')
      const readOnly = await inNamespace('ro')
      expect(readOnly.exitCode).toBe(1)
      expect(readOnly.text).toMatch(/\.slo\/report\.json could not be written: EROFS/)
    })

    test('a command that removes the folder: its sample fails, and what it was to edit is as before', async () => {
      const probes = `probes: { cleans: { run: 'rm -rf .slo', samples: 2, prepare: { edit: 'index.ts', remove: ['dist'] } } },`
      const slos = `cleans: { sli: sli.command('cleans').duration, objective: '<= 1m' }`
      const dir = project({ ...files, 'slo.config.ts': sloConfig(slos, probes), 'index.ts': 'export {}\n', 'dist/a.js': '' }, { major }) // prettier-ignore
      const ended = await gateAgain(dir, [], { major })
      expect(ended.exitCode).toBe(1)
      expect(ended.report?.verdicts).toMatchObject([{ status: 'violated', reason: expect.stringMatching(/\.slo\/undo vanished with dist.* the command must leave \.slo alone/) }]) // prettier-ignore
      expect(readFileSync(join(dir, 'index.ts'), 'utf8')).toBe('export {}\n')
    })
  })

  // What follows does not depend on Vitest beyond its being there.
  if (major === majors[0])
    describeVitest(major, 'a report that cannot be trusted', () => {
      test('is refused by slo check, each with its reason', async () => {
        const dir = project(files, { major })
        await gateAgain(dir, [], { major })
        const file = join(dir, '.slo/report.json')
        const good = readFileSync(file, 'utf8')
        const refusals: [string, (() => void) | string, RegExp][] = [
          ['truncated', good.slice(0, good.length / 2), /breaks off or is damaged/],
          ['empty', '', /is empty: the run that should have written it did not finish/],
          [
            'newer',
            good.replace('"schema": 1', '"schema": 2'),
            /newer vitest-slo \(schema 2, this one reads 1\); update vitest-slo/,
          ],
          ['foreign', '[]', /no report of vitest-slo/],
          ['missing fields', '{ "schema": 1 }', /has invalid fields/],
          ['a folder', () => (rmSync(file), mkdirSync(file)), /holds no report/],
          ['gone', () => rmSync(file, { recursive: true }), /holds no report\*\.json: run your tests with slo run first/],
        ]
        for (const [, content, reason] of refusals) {
          if (typeof content === 'string') writeFileSync(file, content)
          else content()
          const ended = await runSlo(dir, ['check'], { major })
          expect([ended.exitCode, ended.stdout, ended.stderr]).toEqual([2, '', expect.stringMatching(reason)])
          expect(ended.stderr).not.toMatch(/^\s+at /m)
        }
      })

      test('is no hindrance to the next run', async () => {
        const dir = project({ ...files, '.slo/report.json': '{ "schema": 1, "verd' }, { major })
        const ended = await gateAgain(dir, [], { major })
        expect([ended.exitCode, ended.report?.outcome]).toEqual([0, 'met'])
      })
    })

  describeVitest(major, 'a merge', () => {
    test('of which the blob of a shard was lost: fails, and names the shard', async () => {
      const high = levelTest.replace(`'level', 1`, `'level', 9`)
      const dir = project({ ...files, 'b.test.ts': high }, { major })
      for (const index of [1, 2])
        await gateAgain(dir, ['--reporter=blob', `--outputFile=blobs/${index}.json`, `--shard=${index}/2`], { major })
      expect((await gateAgain(dir, ['--merge-reports=blobs'], { major })).text).toMatch(/SLOs +1 violated \(1\)/)
      for (const [lost, kept] of [
        [1, 2],
        [2, 1],
      ] as const) {
        mkdirSync(join(dir, `only-${kept}`))
        writeFileSync(join(dir, `only-${kept}/${kept}.json`), readFileSync(join(dir, `blobs/${kept}.json`)))
        const ended = await gateAgain(dir, [`--merge-reports=only-${kept}`], { major })
        expect(ended.exitCode).toBe(1)
        expect(ended.text).toContain(`the blob of shard ${lost}/2 is missing`)
      }
      expect((await runSlo(dir, ['check', '.slo/report.json'], { major })).exitCode).toBe(2)
    })
  })

  if (major === majors[0])
    describeVitest(major, 'a configuration', () => {
      test.each([
        ['empty', '', 'the file has no default export'],
        ['without SLOs', 'export default { slos: {} }', 'slos is empty'],
        ['that throws no error', `throw 'nothing'`, 'could not be loaded: it threw'],
        ['that is null', 'export default null', 'the default export, null, is of the wrong type'],
      ])('%s: nothing runs, one message, also on the command line', async (_, text, message) => {
        const dir = project({ ...files, 'slo.config.ts': text }, { major })
        const ended = await gateAgain(dir, [], { major })
        expect(ended.exitCode).toBe(1)
        expect(ended.text).toContain(message)
        expect(ended.text).not.toContain('a.test.ts')
        expect(ended.text).not.toMatch(/^\s+at .*vitest-slo/m)
        const validated = await runSlo(dir, ['validate'], { major })
        expect([validated.exitCode, validated.stderr]).toEqual([2, expect.stringContaining(message)])
      })
    })

  describeVitest(major, 'nothing to run', () => {
    test('vitest list lists the tests and the probes, and judges nothing', async () => {
      const probes = sloConfig(levelSlo, `probes: { ok: { run: 'true' } },`)
      const dir = project({ ...files, 'slo.config.ts': probes }, { major })
      const { env } = consumer(major)
      const listed = await run({ command: join(dir, 'node_modules/.bin/vitest'), args: ['list'], cwd: dir, env })
      expect(listed).toMatchObject({ exitCode: 0, stderr: '', stdout: expect.stringContaining('a.test.ts > sets the level') })
      expect(listed.stdout).toContain('slo.config.ts > ok')
      const elsewhere = await run({
        command: join(dir, 'node_modules/.bin/vitest'),
        args: ['--root', '.', 'list'],
        cwd: dir,
        env,
      })
      expect(elsewhere).toMatchObject({ exitCode: 0, stderr: '' })
      // Vitest lists projects in the order in which they are ready.
      expect(elsewhere.stdout.split('\n').toSorted()).toEqual(listed.stdout.split('\n').toSorted())
    })

    test.each([[[]], [['--passWithNoTests']]])('no test at all, with %j: the SLOs have no data, and that fails', async (args) => {
      const { 'a.test.ts': _, ...rest } = files
      const ended = await gate(major, rest, args)
      expect(ended.exitCode).toBe(1)
      expect(ended.report).toMatchObject({
        exitCode: 3,
        outcome: 'no-data',
        verdicts: [{ status: 'no-data', cause: 'not-recorded' }],
      })
      expect(ended.text).toMatch(/SLOs +1 no data \(1\)/)
    })

    test('a file that cannot be imported fails the stored run too: what it would have measured is unknown', async () => {
      const dir = project({ ...files, 'b.test.ts': `import './missing.ts'` }, { major })
      const ended = await gateAgain(dir, [], { major })
      expect(ended.exitCode).toBe(1)
      expect(ended.report).toMatchObject({ exitCode: 1, verdicts: [{ status: 'met' }] })
      expect((await runSlo(dir, ['check'], { major })).exitCode).toBe(1)
      writeFileSync(
        join(dir, 'b.test.ts'),
        `import { test } from 'vitest'
test('late', async () => { setTimeout(() => { throw new Error('late') }); await new Promise((resolve) => setTimeout(resolve, 50)) })`,
      )
      expect((await gateAgain(dir, [], { major })).report).toMatchObject({ exitCode: 1 })
      expect((await runSlo(dir, ['check'], { major })).exitCode).toBe(1)
    })
  })
})
