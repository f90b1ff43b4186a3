import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { describeVitest, majors, runSlo } from '../support/consumer.ts'
import { gate, gateAgain } from '../support/gate.ts'
import type { StoredRun } from '../support/gate.ts'
import { survivorsAfter } from '../support/survivors.ts'

/** A number that is in the command line of a test's processes and of no others. */
let last = 0
const marker = (): string => `${70_000 + (process.pid % 20_000)}.${++last}`

/** A configuration of limits, with one SLO that is met. */
function limitConfig(limits: object, slos = ''): string {
  return `import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({ fitness: 'ignore', limits: ${JSON.stringify(limits)}, slos: { tests: { sli: sli.run.tests, objective: '>= 1' }, ${slos} } })`
}

/** Holds so many MiB for so many seconds, if nobody ends it: \`node hog.mjs 2048 30\`. */
const hog = `const [, , size, seconds] = process.argv
const held = []
const grow = () => {
  if (held.length * 32 >= Number(size)) return setTimeout(() => process.exit(0), Number(seconds) * 1000)
  held.push(Buffer.alloc(32 * 1024 * 1024, 1))
  setImmediate(grow)
}
grow()`

const inOrder = `import { defineConfig } from 'vitest/config'
import slo from 'vitest-slo'
export default defineConfig({ plugins: [slo()], test: { fileParallelism: false } })`

/** What the stored run says of its limits. */
function notes({ report }: { readonly report: StoredRun | undefined }): readonly LimitNote[] {
  return (report as unknown as { limits: LimitNote[] } | undefined)?.limits ?? []
}

interface LimitNote {
  readonly kind: string
  readonly limit: string
  readonly measured: number
  readonly onExceed: string
  readonly culprit?: string
  readonly running: readonly string[]
  readonly done?: string
  readonly subject: { readonly kind: string; readonly name: string; readonly file?: string }
}

function leftNotes(dir: string): string[] {
  return readdirSync(join(dir, '.slo')).filter((name) => name.startsWith('running-'))
}

describe.each(majors.map((major) => [major] as const))('%i', (major) => {
  describeVitest(major, 'limits', () => {
    test('kill: what allocates 2 GiB under a limit of 1 GiB is dead, with all of its own, and is named', async () => {
      const [one, two] = [marker(), marker()]
      const ended = await gate(major, {
        'vitest.config.ts': inOrder,
        'slo.config.ts': limitConfig(
          { memory: { max: '1GiB', onExceed: 'kill' }, testTime: { max: '60s', onExceed: 'kill' } },
          `gen: { sli: sli.command('gen').memory, objective: '<= 900MiB' }`,
        ),
        'hog.mjs': hog,
        'child.test.ts': `import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
test('allocates in a child', { timeout: 60_000 }, async () => {
  const child = spawn('sh', ['-c', 'sleep ${one} & node hog.mjs 2048 30 --token abc123; true'])
  expect(await new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal)))).toBe('SIGKILL')
})
test('goes on', () => undefined)`,
        'command.test.ts': `import { slo, test } from 'vitest-slo/test'
test('generates', { timeout: 60_000 }, async () => { await slo.command('gen', { run: 'sleep ${two} & node hog.mjs 2048 30' }) })`,
        'worker.test.ts': `import { test } from 'vitest'
test('allocates itself', { timeout: 60_000 }, async () => {
  const held = []
  for (let i = 0; i < 64; i++) { held.push(Buffer.alloc(32 * 1024 * 1024, 1)); await new Promise((resolve) => setTimeout(resolve, 30)) }
})`,
      })
      const [child, command, worker] = ['child', 'command', 'worker'].map((file) =>
        notes(ended).find(({ running }) => running[0]?.startsWith(`${file}.test.ts`)),
      )
      const gib = 2 ** 30
      expect(child).toMatchObject({ kind: 'exceeded', limit: 'memory', onExceed: 'kill', running: ['child.test.ts > allocates in a child'] }) // prettier-ignore
      expect(child?.culprit).toMatch(/^`node hog\.mjs 2048 30 --token \*\*\*` \(pid \d+, [\d.]+[MG]B\)$/)
      expect(child?.done).toMatch(/^killed with \d+ more of its tree$/)
      expect(command?.culprit).toMatch(/^`node hog\.mjs 2048 30`/)
      expect(command?.running).toEqual(['command.test.ts > generates'])
      expect(worker?.culprit).toMatch(/^the worker `.*` \(pid/)
      expect(worker?.running).toEqual(['worker.test.ts > allocates itself'])
      for (const note of [child, command, worker]) {
        expect(note?.measured).toBeGreaterThan(gib)
        expect(note?.measured).toBeLessThan(1.9 * gib)
      }
      // The sample that was ended says why, and violates.
      expect(ended.report?.verdicts.find(({ slo }) => slo === 'gen')).toMatchObject({
        status: 'violated',
        reason: expect.stringMatching(/memory .* > limit 1GiB, by `node hog\.mjs 2048 30`/),
      })
      expect(ended.report).toMatchObject({ outcome: 'violated', exitCode: 1 })
      expect(ended.exitCode).toBe(1)
      expect(ended.text).toContain('slo  limit exceeded: memory')
      expect(ended.text).toMatch(/SLOs {2}1 limit exceeded \|/)
      expect(ended.text).not.toContain('abc123')
      expect(await survivorsAfter(1000, one, two, 'hog.mjs 2048')).toEqual([])
      expect(leftNotes(ended.dir)).toEqual([])
    })

    test('fail and warn: the run goes on to its end, and every reporter shows what was crossed', async () => {
      const files = {
        'slo.config.ts': limitConfig({
          memory: '600MiB',
          processes: { max: 2, onExceed: 'warn' },
          cpu: { max: '1%', sustained: '500ms' },
          disk: '8MiB',
        }),
        'hog.mjs': hog,
        'a.test.ts': `import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
const ended = (...words) => new Promise((resolve) => spawn(words[0], words.slice(1)).once('exit', resolve))
test.concurrent('allocates', async () => { expect(await ended('node', 'hog.mjs', '640', '0.4')).toBe(0) })
test.concurrent('writes', async () => { expect(await ended('dd', 'if=/dev/zero', 'of=big.bin', 'bs=1M', 'count=32', 'conv=fsync')).toBe(0) })`,
      }
      const config = inOrder.replace('fileParallelism', 'testTimeout: 60_000, fileParallelism')
      const args = ['--reporter=default', '--reporter=json', '--outputFile.json=results.json']
      const ended = await gate(major, { 'vitest.config.ts': config, ...files }, args)
      const byName = new Map(notes(ended).map(({ limit }) => [limit, notes(ended).filter((note) => note.limit === limit)]))
      expect(Object.fromEntries([...byName].map(([name, all]) => [name, all.map(({ onExceed }) => onExceed)]))).toMatchObject({
        memory: ['fail'],
        processes: ['warn'],
        cpu: ['fail'],
        disk: ['fail'],
      })
      expect(byName.get('memory')?.[0]?.culprit).toMatch(/^`node hog\.mjs 640 0\.4`/)
      expect(byName.get('memory')?.[0]?.done).toBeUndefined()
      const results = JSON.parse(readFileSync(join(ended.dir, 'results.json'), 'utf8')) as JsonResults
      const states = Object.fromEntries(
        results.testResults.flatMap((file) => file.assertionResults.map(({ fullName, status }) => [fullName, status])),
      )
      expect(states).toMatchObject({
        allocates: 'passed',
        writes: 'passed',
        'limit memory': 'failed',
        'limit cpu': 'failed',
        'limit disk': 'failed',
      })
      expect(states['limit processes']).not.toBe('passed')
      expect(ended.exitCode).toBe(1)
      // Judged again from the report, the limits stay what they were; in a part of the suite they are as hard.
      const check = await runSlo(ended.dir, ['check'], { major })
      expect(check.exitCode).toBe(1)
      expect(check.stdout).toMatch(/\d limits exceeded/)
      const part = await gateAgain(ended.dir, ['-t', 'allocates'], { major })
      expect([part.report?.run.scope, part.exitCode]).toEqual(['filtered', 1])
      expect(part.text).toMatch(/SLOs {2}\d limits? exceeded/)
    })

    test('fail: a test that takes too long is cut short, as by a time-out', async () => {
      const files = {
        'slo.config.ts': limitConfig({ testTime: '1s' }),
        'a.test.ts': `import { afterEach, expect, test } from 'vitest'
let cleaned = 0
afterEach(() => { cleaned++ })
test('waits for ever', { timeout: 60_000 }, async () => { await new Promise(() => undefined) })
test('blocks', { timeout: 60_000 }, () => { const end = performance.now() + 1400; while (performance.now() < end); })
test('retries', { timeout: 60_000, retry: 1 }, async ({ task }) => {
  if (task.result?.retryCount === 0) await new Promise((resolve) => setTimeout(resolve, 5000))
})
test('the hooks of all of them have run', () => expect(cleaned).toBe(4))`,
      }
      const ended = await gate(major, files)
      expect(notes(ended).map(({ subject }) => `${subject.file}: ${subject.name}`)).toEqual(
        expect.arrayContaining(['a.test.ts: waits for ever', 'a.test.ts: blocks', 'a.test.ts: retries']),
      )
      expect(ended.text).toMatch(/LimitExceeded: testTime .* of test a\.test\.ts > waits for ever > limit 1s/)
      // Its hooks have run, and a retry is free to be faster.
      expect(ended.report?.tests).toMatchObject({ passed: 2, failed: 2 })
      expect(ended.exitCode).toBe(1)
    })

    test('held: the run passes, and says what was held', async () => {
      const limits = {
        memory: { max: '20GiB', onExceed: 'kill' },
        processes: 5000,
        testTime: '60s',
        cpu: { max: '99.9%', sustained: '1h' },
      }
      const body = `import { expect, test } from 'vitest'
import { slo } from 'vitest-slo/test'
test('works', async () => { await slo.command('echo', { run: 'echo done' }) })`
      const switches = `switches: { sli: sli.command('echo').contextSwitches, objective: '>= 1', whenUnsupported: 'report' }`
      const ended = await gate(major, { 'slo.config.ts': limitConfig(limits, switches), 'a.test.ts': body })
      expect(ended.exitCode).toBe(0)
      // Counted because somebody asks for them, where a control group can be made.
      const counted = ended.report?.verdicts.find(({ slo }) => slo === 'switches')
      if (process.getuid?.() === 0) expect(counted).toMatchObject({ status: 'met' })
      expect(notes(ended).map(({ kind, limit }) => `${limit} ${kind}`)).toEqual(['cpu held', 'memory held', 'processes held', 'testTime held']) // prettier-ignore
      expect(ended.text).toMatch(/limits +held: cpu 99.9%, memory 20GiB, processes 5000, testTime 60s/)
      expect(leftNotes(ended.dir)).toEqual([])
    })

    test('kill: a test that blocks its worker for ever goes with it, and the others run', async () => {
      const child = marker()
      const files = {
        'slo.config.ts': limitConfig({ testTime: { max: '1s', onExceed: 'kill' } }),
        'a.test.ts': `import { spawn } from 'node:child_process'
import { test } from 'vitest'
test('never ends', { timeout: 300_000 }, () => { spawn('sleep', ['${child}']); while (true); })`,
        'b.test.ts': `import { spawn } from 'node:child_process'
import { test } from 'vitest'
test('waits for a child', { timeout: 300_000 }, () => new Promise((resolve) => spawn('sleep', ['${child}']).once('exit', resolve)))
test('goes on', () => undefined)`,
      }
      const ended = await gate(major, { 'vitest.config.ts': inOrder, ...files })
      expect(notes(ended).map(({ limit, subject, done }) => [limit, subject.file, subject.name, done])).toEqual(
        expect.arrayContaining([
          ['testTime', 'a.test.ts', 'never ends', 'its worker was killed'],
          ['testTime', 'b.test.ts', 'waits for a child', 'its child process killed'],
        ]),
      )
      expect(ended.exitCode).toBe(1)
      expect(ended.text).toMatch(/✓ goes on|goes on.*✓|1 passed/)
      expect(await survivorsAfter(2000, child)).toEqual([])
    })

    test('threads, probes and shards are limited as well', async () => {
      const files = {
        'vitest.config.ts': inOrder.replace('fileParallelism', `pool: 'threads', fileParallelism`),
        'slo.config.ts': limitConfig({ memory: { max: '1GiB', onExceed: 'kill' } }).replace(
          'slos:',
          `probes: { grows: { run: 'node hog.mjs 2048 30' } }, slos:`,
        ),
        'hog.mjs': hog,
        'a.test.ts': `import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
test('allocates', { timeout: 60_000 }, async () => {
  const child = spawn('node', ['hog.mjs', '2048', '30'])
  expect(await new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal)))).toBe('SIGKILL')
})`,
      }
      const shard = await gate(major, files, ['--shard=1/1', '--reporter=blob', '--reporter=default'])
      expect(shard.exitCode).toBe(1)
      const merged = await gateAgain(shard.dir, ['--merge-reports'], { major })
      expect(merged.exitCode).toBe(1)
      expect(
        notes(merged)
          .flatMap(({ running }) => running)
          .toSorted(),
      ).toEqual(['a.test.ts > allocates', 'slo.config.ts > grows'])
      expect(merged.text).toMatch(/probe grows: sample 1 of 1: memory .* > limit 1GiB/)
      expect(existsSync(join(shard.dir, '.slo/report-1-of-1.json'))).toBe(true)
    })
  })
})

interface JsonResults {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[]
  }[]
}
