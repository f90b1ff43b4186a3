import { cpSync, existsSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Profile, ProfileGap, Traffic } from '../../src/model/profile.ts'
import { describeVitest, project, runSlo, runVitest } from '../support/consumer.ts'
import type { RunOptions } from '../support/consumer.ts'
import { vitestConfig } from '../support/gated.ts'
import { nativeProfiler } from '../support/native-profiler.ts'
import { startVitest } from '../support/start-vitest.ts'
import { survivorsAfter } from '../support/survivors.ts'

/** The functions that are planted, with their lines, which are others once the types are gone. */
const work = `interface Options {
  readonly rounds: number
}

/** Stands for what became slow. */
export function planted({ rounds }: Options): number {
  let sum = 0
  for (let at = 0; at < rounds; at++) {
    sum += Math.sqrt(at) * Math.sin(at)
  }
  return sum
}

type List = readonly number[]

export function hoards({ rounds }: Options): number {
  let length = 0
  for (let at = 0; at < rounds; at++) {
    const list: List = Array.from({ length: 100 }, () => at)
    length += list.length
  }
  return length
}

export const calls = (options: Options): number => planted(options) + 1
`

/** The same line of another file, built with its map beside it. */
const tool = `import { writeFileSync } from 'node:fs'
function planted() {
  let sum = 0
  for (let at = 0; at < 1e7; at++) sum += Math.sqrt(at) * Math.sin(at)
  return sum
}
console.log(planted())
writeFileSync('out.bin', Buffer.alloc(300_000))
`

const tests = `import { createServer } from 'node:http'
import { writeFileSync } from 'node:fs'
import { slo, test } from 'vitest-slo/test'
import { calls, hoards } from './work.ts'

test('is (quite) slow', () => void calls({ rounds: 1e7 }))
test('hoards', () => void hoards({ rounds: 1e5 }))
test('measures', { timeout: 60_000 }, async () => {
  await slo.measure('work', () => calls({ rounds: 2e6 }), { samples: 5, warmup: 2 })
})
test('starts a tool', { timeout: 60_000 }, async () => {
  await slo.command('tool', { run: ['node', 'tool.mjs'], samples: 2 })
  await slo.command('writer', { run: ['node', 'tool.mjs'] })
})
test('writes', () => {
  writeFileSync('big.bin', Buffer.alloc(2_000_000, 1))
  writeFileSync('small.bin', Buffer.alloc(10_000, 1))
})
test('talks', async () => {
  const server = createServer((request, response) => response.end('x'.repeat(400_000))).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  await (await fetch('http://localhost:' + server.address().port)).text()
  server.close()
  server.closeAllConnections()
})
`

const slos = `
  slow: { sli: sli.test('is (quite) slow').duration, objective: '<= 1us' },
  hoards: { sli: sli.test('hoards').allocated, objective: '<= 1B' },
  measured: { sli: sli.measure('work').duration, objective: '<= 1us' },
  tool: { sli: sli.command('tool').duration, objective: '<= 1us' },
  probe: { sli: sli.command('probe').duration, objective: '<= 1us' },`

const moves = `
  writes: { sli: sli.test('writes').diskWrite, objective: '<= 1B', whenUnsupported: 'report' },
  talks: { sli: sli.test('talks').networkSent, objective: '<= 1B' },
  writer: { sli: sli.command('writer').diskWrite, objective: '<= 1B' },`

/** One test that is slow, and its promise: what is about one profile only needs no more. */
const slowTest = `import { test } from 'vitest'
import { calls } from './work.ts'
test('is (quite) slow', () => void calls({ rounds: 1e7 }))`
const slowSlo = "slow: { sli: sli.test('is (quite) slow').duration, objective: '<= 1us' }"

const sloConfig = (profiling: string, promises = slos) => `import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({ fitness: 'ignore', profiling: ${profiling}, probes: { probe: { run: 'node tool.mjs' } }, slos: { ${promises} } })`

const files = { 'work.ts': work, 'tool.mjs': tool, 'a.test.ts': tests, 'vitest.config.ts': vitestConfig() }

interface Report {
  readonly profiles: readonly Profile[]
  readonly notProfiled?: readonly ProfileGap[]
  readonly exitCode: number
  readonly overhead: { readonly profilingMs?: number }
}

function reportOf(dir: string): Report {
  return JSON.parse(readFileSync(join(dir, '.slo/report.json'), 'utf8')) as Report
}

async function profiled(sources: Readonly<Record<string, string>>, args: readonly string[], options: RunOptions) {
  const dir = project(sources, options)
  const ended = await runVitest(dir, args, { timeout: 175_000, ...options })
  return { dir, ...ended, report: reportOf(dir) }
}

const hot = ({ profiles }: Report, name: string): unknown[] =>
  profiles
    .filter(({ subject }) => subject.name === name)
    .map(({ kind, hotPath: [first] }) => [kind, first?.function, first?.file, first?.line])

/** Started with the file, so that it compiles while other tests run. */
const native = nativeProfiler()
native.catch(() => undefined)

// Both pools and both Vitests, crosswise; how they go together is shown by a single profile each.
const [whole, single] = [
  [
    [4, 'forks'],
    [5, 'threads'],
  ],
  [
    [4, 'threads'],
    [5, 'forks'],
  ],
] as const

for (const [major, pool] of single) {
  describeVitest(major, 'a profile', () => {
    test(`of a violation names the planted line (${pool})`, async () => {
      const sources = {
        ...files,
        'a.test.ts': slowTest,
        'slo.config.ts': sloConfig('{}', slowSlo).replace(/probes: .*?} },/, ''),
      }
      const { report } = await profiled(sources, ['--pool', pool], { major })
      expect(hot(report, 'is (quite) slow')).toEqual([['cpu', 'planted', 'work.ts', 6]])
    })
  })
}

for (const [major, pool] of whole) {
  describeVitest(major, 'profiles', () => {
    test(`of a violation name the planted line, the file and the host (${pool})`, async () => {
      const sources = { ...files, 'slo.config.ts': sloConfig("{ timeout: '50s', most: 9 }", slos + moves) }
      const { dir, report, stderr, exitCode } = await profiled(sources, ['--pool', pool], { major })
      expect(hot(report, 'is (quite) slow')).toEqual([['cpu', 'planted', 'work.ts', 6]])
      expect(hot(report, 'hoards')).toEqual([['heap', 'hoards', 'work.ts', 16]])
      expect(hot(report, 'work')).toEqual([['cpu', 'planted', 'work.ts', 6]])
      expect(hot(report, 'tool')).toEqual([['cpu', 'planted', 'tool.mjs', 2]])
      expect(hot(report, 'probe')).toEqual([['cpu', 'planted', 'tool.mjs', 2]])
      expect(report.notProfiled).toBeUndefined()
      expect(report.profiles.find(({ subject }) => subject.name === 'work')?.samples).toBe(5)
      expect(report.overhead.profilingMs).toBeGreaterThan(0)
      expect(stderr).toMatch(/ slo {2}profiling 1 of \d /)
      expect(stderr).toMatch(
        /hot path +planted \(work\.ts:6, most in line 9\) +\d.*m?s self\n +profile +\.slo\/profiles\/test-is-quite-slow-/,
      )
      expect(readFileSync(join(dir, '.slo/report.html'), 'utf8')).toMatch(/hot path .*planted/)
      expect(exitCode).toBe(1)
      // The bytes of a test that shares its process are not known: nothing is violated there.
      if (pool === 'forks')
        expect(movedMost(dir, report, 'writes')).toMatchObject({ name: 'big.bin', written: 2_000_000, operations: 1 })
      expect(movedMost(dir, report, 'writer')).toMatchObject({ name: 'out.bin', written: 300_000 })
      if (pool === 'forks') expect(hot(report, 'writes')).toEqual([['disk', 'big.bin', 'a.test.ts', 16]])
      expect(hot(report, 'writer')).toEqual([['disk', 'out.bin', 'tool.mjs', 8]])
      expect(stderr).toContain('out.bin (opened in tool.mjs:8)')
      // The server and its client move the same bytes.
      expect([20, 22]).toContain(hot(report, 'talks').flat()[3])
      const talks = movedMost(dir, report, 'talks')
      expect(talks?.name).toMatch(/^localhost:\d+$|^clients of this process$/)
      expect(Math.max(talks!.read, talks!.written)).toBeGreaterThan(400_000)
      for (const traffic of [talks, movedMost(dir, report, 'writer')]) expect(traffic?.time).toBeGreaterThan(0)
      // Chrome DevTools and speedscope go by these keys.
      for (const { file, kind } of report.profiles.filter((one) => one.kind === 'cpu' || one.kind === 'heap')) {
        const stored = JSON.parse(readFileSync(join(dir, file), 'utf8')) as Readonly<Record<string, unknown[]>>
        expect(file).toMatch(kind === 'cpu' ? /\.cpuprofile$/ : /\.heapprofile$/)
        if (kind === 'cpu') expect(stored['timeDeltas']?.length).toBe(stored['samples']?.length)
        else
          expect(stored).toMatchObject({
            head: { callFrame: { functionName: '(root)' } },
            samples: expect.any(Array) as unknown[],
          })
      }
    })
  })
}

describeVitest(4, 'profiles and what they are compared with', () => {
  test('what is met is kept, and the next violation says what it was before; nobody who wants none gets one', async () => {
    const met = `${slowSlo}, hoards: { sli: sli.test('hoards').allocated, objective: '<= 1B' }`
      .replaceAll('1us', '1h')
      .replaceAll('1B', '1GB')
    const config = (profiling: string, promises: string) => sloConfig(profiling, promises).replace(/probes: .*?} },/, '')
    const dir = project({ ...files, 'slo.config.ts': config("{ when: 'never' }", slowSlo) }, { major: 4 })
    const never = await runVitest(dir, [], { major: 4, timeout: 120_000 })
    expect(reportOf(dir)).toMatchObject({ profiles: [], exitCode: 1 })
    expect(reportOf(dir).overhead.profilingMs).toBeUndefined()
    expect(never.stderr).not.toMatch(/slo {2}profiling|hot path|profile {3}|after the run/)
    expect(existsSync(join(dir, '.slo/profiles'))).toBe(false)
    writeFileSync(join(dir, 'slo.config.ts'), config("{ when: 'always' }", met))
    expect((await runVitest(dir, [], { major: 4, timeout: 120_000 })).exitCode).toBe(0)
    const good = readdirSync(join(dir, '.slo/profiles/good'))
    expect(good).toHaveLength(2)
    // Compared on demand; what is compared with is not replaced by it.
    const contents = () => good.map((name) => readFileSync(join(dir, '.slo/profiles/good', name), 'utf8'))
    const before = contents()
    const asked = await runSlo(dir, ['profile', 'slow', '--cpu', '--diff', 'good', '--json'], { major: 4 })
    expect(JSON.parse(asked.stdout)).toMatchObject({
      exitCode: 0,
      profiles: [
        {
          comparedWith: expect.stringMatching(/^\.slo\/profiles\/good\/.*\.cpuprofile$/) as string,
          hotPath: [{ before: expect.any(Number) as number }],
          changes: expect.any(Array) as unknown[],
        },
      ],
    })
    expect(contents()).toEqual(before)
    writeFileSync(
      join(dir, 'slo.config.ts'),
      config('{ most: 1 }', `${slowSlo}, more: { sli: sli.test('hoards').duration, objective: '<= 1h' }`),
    )
    writeFileSync(join(dir, 'a.test.ts'), tests.replace('rounds: 1e7', 'rounds: 4e7'))
    const { stderr } = await runVitest(dir, [], { major: 4, timeout: 120_000 })
    const [profile] = reportOf(dir).profiles
    expect(profile?.comparedWith).toMatch(/^\.slo\/profiles\/good\/test-is-quite-slow-/)
    const [first] = profile?.hotPath ?? []
    expect(first).toMatchObject({ function: 'planted' })
    expect(first!.self / first!.before!).toBeGreaterThan(2)
    expect(stderr).toMatch(/hot path .* self, was \d/)
    // What is remembered is the report with the cause in it.
    const { stdout } = await runSlo(dir, ['history', 'show', 'last', '--json'], { major: 4 })
    expect((JSON.parse(stdout) as Report).profiles.length).toBeGreaterThan(0)
  })
})

describeVitest(4, 'the native profiler', () => {
  test('is used where it is installed, in workers and in Node children; the inspector where it does not load', async () => {
    const promises = `${slowSlo}, tool: { sli: sli.command('tool').duration, objective: '<= 1us' }`
    const dir = project({ ...files, 'slo.config.ts': sloConfig('{}', promises).replace(/probes: .*?} },/, '') }, { major: 4 })
    // The packages of the project itself are shared with other tests: those of this one stand before them.
    const shared = readlinkSync(join(dir, 'node_modules'))
    const own = join(dir, 'native/node_modules')
    cpSync(await native, own, { recursive: true })
    rmSync(join(own, '.bin'), { recursive: true, force: true })
    for (const name of readdirSync(shared)) if (!existsSync(join(own, name))) symlinkSync(join(shared, name), join(own, name))
    rmSync(join(dir, 'node_modules'))
    symlinkSync(own, join(dir, 'node_modules'))
    const sources = async () => {
      expect((await runVitest(dir, [], { major: 4, timeout: 120_000 })).exitCode).toBe(1)
      const { profiles } = reportOf(dir)
      expect(profiles.map(({ hotPath: [first] }) => [first?.function, first?.line])).toEqual(
        expect.arrayContaining([
          ['planted', 6],
          ['planted', 2],
        ]),
      )
      return profiles.map(({ source }) => source)
    }
    expect(await sources()).toEqual(['v8-profiler-next', 'v8-profiler-next'])
    rmSync(join(own, 'v8-profiler-next/build'), { recursive: true })
    expect(await sources()).toEqual(['node:inspector', 'node:inspector'])
  })
})

describeVitest(4, 'what goes wrong in the pass that profiles', () => {
  const only = (body: string, name = 'slow') =>
    `import { test } from 'vitest'\nimport { existsSync, rmSync, writeFileSync } from 'node:fs'\ntest('${name}', async () => { ${body} })`
  const slow = "slow: { sli: sli.test('slow').duration, objective: '<= 1us' }"

  test('changes neither verdict nor exit code, and is said in a line each', async () => {
    const wrong = {
      fails: ["if (existsSync('fails')) throw new Error('not twice'); writeFileSync('fails', '')", /profile +\.slo/],
      dies: [
        "if (existsSync('dies')) process.kill(process.pid, 'SIGKILL'); writeFileSync('dies', '')",
        /profile +none: run alone it failed: /,
      ],
      hangs: [
        "if (existsSync('hangs')) await new Promise(() => setInterval(() => {}, 1000)); writeFileSync('hangs', '')",
        /profile +none: it took longer than 8s \(profiling\.timeout\)/,
      ],
      goes: ["rmSync('goes.test.ts')", /profile +none: run alone it failed: Vitest finds no test file goes\.test\.ts any more/],
    } as const
    const each = Object.entries(wrong)
    const promises = each.map(([name]) => `${name}: { sli: sli.test('${name}').duration, objective: '<= 1us' }`).join(', ')
    const sources = {
      ...Object.fromEntries(each.map(([name, [body]]) => [`${name}.test.ts`, only(body, name)])),
      'vitest.config.ts': vitestConfig(),
      'slo.config.ts': sloConfig("{ timeout: '8s' }", promises).replace(/probes: .*?} },/, ''),
    }
    const { stderr, report, exitCode } = await profiled(sources, [], { major: 4 })
    for (const [, [, says]] of each) expect(stderr).toMatch(says)
    expect(stderr.match(/profile +none: run alone it failed: /g)).toHaveLength(2)
    expect(stderr.match(/profile +\.slo/g)).toHaveLength(1)
    expect(stderr).toMatch(/SLOs {2}4 violated \(4\)/)
    expect([report.exitCode, exitCode]).toEqual([1, 1])
  })

  test.each([
    ['SIGINT', 'group'],
    ['SIGKILL', 'main'],
  ] as const)('%s to the %s in its middle: the report and the history stay, and nothing is left', async (signal, target) => {
    const name = `${75_000 + (process.pid % 20_000)}.${signal.length}`
    const body = `if (existsSync('ran')) { spawn('sleep', ['${name}']); writeFileSync('again', ''); await new Promise((done) => setTimeout(done, 60_000)) }
      writeFileSync('ran', '')`
    const sources = {
      'a.test.ts': `import { spawn } from 'node:child_process'\n${only(body)}`,
      'vitest.config.ts': vitestConfig(),
      'slo.config.ts': sloConfig("{ timeout: '50s' }", slow).replace(/probes: .*?} },/, ''),
    }
    const dir = project(sources, { major: 4 })
    const vitest = await startVitest(dir, 'again', { major: 4 })
    vitest.signal(signal, target)
    await vitest.ended
    expect(await survivorsAfter(8000, name, dir)).toEqual([])
    expect(reportOf(dir)).toMatchObject({ exitCode: 1, verdicts: [{ slo: 'slow', status: 'violated' }] })
    const { stdout } = await runSlo(dir, ['history', 'show', 'last', '--json'], { major: 4 })
    expect(JSON.parse(stdout)).toMatchObject({ exitCode: 1, verdicts: [{ slo: 'slow' }] })
    expect(readdirSync(join(dir, '.slo')).filter((file) => file.endsWith('.tmp'))).toEqual([])
  })
})

/** What moved most bytes in the profile of a subject. */
function movedMost(dir: string, { profiles }: Report, name: string): Traffic | undefined {
  const profile = profiles.find(({ subject }) => subject.name === name)
  const { traffic } = JSON.parse(readFileSync(join(dir, profile!.file), 'utf8')) as { readonly traffic: readonly Traffic[] }
  const [most] = traffic.toSorted((a, b) => b.read + b.written - a.read - a.written)
  return most && { ...most, name: most.name.replace(`${dir}/`, '') }
}
