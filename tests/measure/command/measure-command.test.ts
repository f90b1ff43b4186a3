import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { session } from '../../../src/measure/command/command-session.ts'
import { measureCommand } from '../../../src/measure/command/measure-command.ts'
import type { CommandContext, CommandOptions, CommandRun } from '../../../src/measure/command/measure-command.ts'
import { project } from './fixtures/project.ts'

function measured(options: CommandOptions, context: Partial<CommandContext> = {}): Promise<CommandRun> {
  return measureCommand('example', options, { root: context.root ?? project(), reportsDir: '.slo', interval: 100, ...context })
}

function failureOf({ gaps }: CommandRun): string | undefined {
  return gaps.find(({ kind }) => kind === 'failed-sample')?.reason
}

describe('samples', () => {
  test('gives series in canonical units, each with where it comes from', async () => {
    const run = await measured({ run: ['node', '-e', 'setTimeout(() => {}, 200)'], samples: 3 })
    expect(run).toMatchObject({ name: 'example', subject: { kind: 'command', name: 'example' }, samples: 3, notes: [] })
    expect(run.series.map(({ metric, unit }) => [metric, unit])).toEqual([
      ['duration', 'ms'],
      ['cpuTime', 'ms'],
      ['cpu', 'ratio'],
      ['memory', 'bytes'],
      ['diskRead', 'bytes'],
      ['diskWrite', 'bytes'],
      ['processes', 'count'],
    ])
    const [duration, cpuTime, cpu, memory] = run.series
    expect(run.series.every(({ samples }) => samples.length === 3)).toBe(true)
    expect(Math.min(...(duration?.samples ?? []))).toBeGreaterThan(200)
    expect(duration).toMatchObject({ exact: true, source: 'monotonic clock' })
    expect(Math.max(...(cpu?.samples ?? []))).toBeLessThanOrEqual(1.2)
    expect(Math.min(...(cpuTime?.samples ?? []))).toBeGreaterThan(0)
    expect(Math.min(...(memory?.samples ?? []))).toBeGreaterThan(10_000_000)
    expect(memory?.source).toMatch(/VmHWM|control group/)
    expect(run.trace?.stretches.length).toBeGreaterThan(0)
  })

  test('warm-ups are run and not counted, and progress is told', async () => {
    const root = project()
    const onSample = vi.fn<NonNullable<CommandContext['onSample']>>()
    const run = await measured({ run: 'echo x >> log', samples: 2, warmup: 3 }, { root, onSample })
    expect(readFileSync(join(root, 'log'), 'utf8')).toBe('x\n'.repeat(5))
    expect(run.series[0]?.samples).toHaveLength(2)
    expect(onSample.mock.calls.map(([durations, total]) => [durations.length, total])).toEqual([[1, 2], [2, 2]]) // prettier-ignore
  })

  test('a listener that throws gives up', async () => {
    const onSample = (): void => {
      throw new Error('no time left')
    }
    await expect(measured({ run: 'true', samples: 5 }, { onSample })).rejects.toThrow('no time left')
  })

  test('what is switched off is not there', async () => {
    const switches = { cpu: false, memory: false, disk: false, network: false, processes: false }
    const { series, gaps } = await measured({ run: 'sleep 0.2' }, { switches })
    expect(series.map(({ metric }) => metric)).toEqual(['duration'])
    expect(gaps).toEqual([])
  })

  test('samples that violate are taken again, once, as the confirmation of the duration', async () => {
    const root = project()
    const confirm = vi.fn<NonNullable<CommandContext['confirm']>>(() => true)
    const { series } = await measured({ run: 'echo x >> log; sleep 0.1', samples: 2 }, { root, confirm })
    expect(confirm).toHaveBeenCalledOnce()
    expect(series.map(({ metric, confirmation }) => [metric, confirmation?.length])).toEqual([
      ['duration', 2],
      ['cpuTime', undefined],
      ['cpu', undefined],
      ['memory', undefined],
      ['diskRead', undefined],
      ['diskWrite', undefined],
      ['processes', undefined],
    ])
    expect(readFileSync(join(root, 'log'), 'utf8')).toBe('x\n'.repeat(4))
  })

  test('those that hold are not', async () => {
    const { series } = await measured({ run: 'true', samples: 2 }, { confirm: () => false })
    expect(series[0]).not.toHaveProperty('confirmation')
  })
})

describe('failures', () => {
  test('an exit code stops the rest, and the end of the output tells why', async () => {
    const root = project()
    const many = 'for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25; do echo line $i; done'
    const run = await measured({ run: `echo x >> log; ${many}; echo broken >&2; exit 4`, samples: 3 }, { root })
    expect(failureOf(run)).toMatch(/^sample 1 of 3: exit code 4, expected 0\n/)
    expect(failureOf(run)).toContain('  broken')
    expect(failureOf(run)?.split('\n')).toHaveLength(21)
    expect(readFileSync(join(root, 'log'), 'utf8')).toBe('x\n')
    expect(run).toMatchObject({ samples: 0, series: [], outputs: { stderr: 'broken\n', exitCode: 4 } })
  })

  test('samples before the one that failed are kept', async () => {
    const run = await measured({ run: 'echo x >> log; test $(wc -l < log) -lt 3', samples: 5 }, { root: project() })
    expect(failureOf(run)).toBe('sample 3 of 5: exit code 1, expected 0 (no output)')
    expect(run.series[0]?.samples).toHaveLength(2)
  })

  test('another exit code can be expected', async () => {
    expect(failureOf(await measured({ run: 'exit 4', expectExitCode: 4 }))).toBeUndefined()
    expect(failureOf(await measured({ run: 'true', expectExitCode: 4 }))).toContain('exit code 0, expected 4')
  })

  test.each([
    [{ run: ['no-such-program'] }, 'there is no program no-such-program: check the name, and the PATH (no output)'],
    [{ run: 'no-such-program' }, 'exit code 127 (the shell found no such program), expected 0'],
    [{ run: 'echo stuck; sleep 30', timeout: '200ms' }, 'did not end within its timeout of 200ms\n  stuck'],
    [{ run: 'kill -KILL $$' }, 'was ended by SIGKILL, expected exit code 0'],
  ] as const)('%o', async (options, reason) => {
    expect(failureOf(await measured(options as unknown as CommandOptions))).toContain(reason)
  })

  test('a file that may not be executed', async () => {
    const root = project({ 'tool.txt': 'x' })
    expect(failureOf(await measured({ run: ['./tool.txt'] }, { root }))).toContain(
      './tool.txt may not be executed: check its rights',
    )
  })

  test('a warm-up that fails says that it is one', async () => {
    const run = await measured({ run: 'exit 1', warmup: 1 })
    expect(failureOf(run)).toContain('warm-up 1 of 1: exit code 1')
    expect(run.series).toEqual([])
  })

  test('a confirmation that fails counts as a failure', async () => {
    const run = await measured(
      { run: 'echo x >> log; test $(wc -l < log) -lt 3', samples: 2 },
      { root: project(), confirm: () => true },
    )
    expect(failureOf(run)).toContain('confirmation 1 of 2: exit code 1')
  })

  test('a test that ends takes its command with it', async () => {
    const stop = new AbortController()
    const running = measured({ run: 'sleep 60' }, { signal: stop.signal })
    setTimeout(() => stop.abort(), 400)
    expect(failureOf(await running)).toContain('because its test ended')
  })
})

describe('where it runs', () => {
  test('in the root, a folder of it, or one that a function gives', async () => {
    const root = project({ 'sub/a': '' })
    const folder = async (cwd?: CommandOptions['cwd']): Promise<string> =>
      (await measured({ run: 'pwd', cwd }, { root })).outputs.stdout.trim()
    expect(await folder()).toBe(root)
    expect(await folder('sub')).toBe(join(root, 'sub'))
    expect(await folder(() => Promise.resolve(join(root, 'sub')))).toBe(join(root, 'sub'))
  })

  test('in a fresh temporary folder for each sample, removed afterwards', async () => {
    const root = project({ 'bin/tool.js': "require('node:fs').mkdirSync('demo'); console.log(process.cwd())" })
    const folders: string[] = []
    const verify: CommandOptions['verify'] = ({ files, stdout, dir }) => {
      expect(files).toEqual([])
      expect(stdout.trim()).toBe(dir)
      folders.push(dir)
    }
    const run = await measured({ run: 'node bin/tool.js', cwd: 'temporary', samples: 2, warmup: 1, verify }, { root })
    expect(failureOf(run)).toBeUndefined()
    expect(new Set(folders).size).toBe(3)
    expect(folders.some((folder) => existsSync(folder))).toBe(false)
  })

  test('a folder that does not exist is a mistake of the caller', async () => {
    await expect(measured({ run: 'true', cwd: 'nowhere' })).rejects.toThrow(
      /^command example: cwd is .*nowhere, which is no folder$/,
    )
  })

  test('with the environment of the shell, not that of a test', async () => {
    vi.stubEnv('MY_OWN', 'mine')
    const { outputs } = await measured({ run: 'echo "$NODE_ENV|$VITEST|$MY_OWN|$ADDED"', env: { ADDED: 'added' } })
    expect(outputs.stdout).toBe('||mine|added\n')
    vi.unstubAllEnvs()
  })
})

describe('verify', () => {
  test('files and a text that must be there', async () => {
    const verify = { files: ['made/a.js', 'made/b.js'], stdout: 'ready' }
    expect(failureOf(await measured({ run: 'mkdir made; touch made/a.js made/b.js; echo ready', verify }))).toBeUndefined()
    const missing = await measured({ run: 'mkdir made; touch made/b.js; echo ready', verify })
    expect(failureOf(missing)).toMatch(/verify: made\/a\.js does not exist in .*\n {2}ready$/)
    expect(failureOf(await measured({ run: 'mkdir made; touch made/a.js made/b.js', verify }))).toBe(
      'sample 1 of 1: verify: the standard output does not contain "ready" (no output)',
    )
  })

  test('a function gets the files that the command made or changed', async () => {
    const root = project({ 'old.txt': 'old', 'src/changed.txt': 'old', 'node_modules/x/new.js': '', '.slo/report.json': '{}' })
    await new Promise((resolve) => setTimeout(resolve, 50))
    let seen: readonly string[] = []
    const verify: CommandOptions['verify'] = ({ files }) => {
      seen = files
    }
    await measured({ run: 'echo new > src/changed.txt; mkdir out; touch out/made node_modules/x/new.js', verify }, { root })
    expect(seen).toEqual(['out/made', 'src/changed.txt'])
  })

  test('and fails the sample by throwing', async () => {
    const verify = (): never => {
      throw new Error('no demo/package.json')
    }
    expect(failureOf(await measured({ run: 'echo done', verify }))).toBe('sample 1 of 1: verify: no demo/package.json\n  done')
  })
})

describe('prepare', () => {
  const source = 'export const a = 1\n'
  const build = 'test ! -e dist && mkdir dist && cat src/a.ts > dist/a.js'

  test('takes the old output away and edits a source before each sample, and leaves the new output and the old source', async () => {
    const root = project({
      'src/a.ts': source,
      'dist/stale.js': 'stale',
      'x.tsbuildinfo': 'info',
      'node_modules/y.tsbuildinfo': 'theirs',
    })
    utimesSync(join(root, 'src/a.ts'), 1_700_000_000, 1_700_000_000.789)
    const before = statSync(join(root, 'src/a.ts'), { bigint: true })
    const edits: string[] = []
    const verify: CommandOptions['verify'] = ({ dir }) => {
      edits.push(readFileSync(join(dir, 'dist/a.js'), 'utf8'))
      expect(readdirSync(dir).toSorted()).toEqual(['.slo', 'dist', 'node_modules', 'src'])
    }
    const run = await measured(
      { run: build, samples: 3, prepare: { remove: ['dist', '**/*.tsbuildinfo'], edit: './src/a.ts' }, verify },
      { root },
    )
    expect(failureOf(run)).toBeUndefined()
    expect(edits).toEqual([1, 2, 3].map((n) => `${source}// vitest-slo edit ${n}\n`))
    expect(readdirSync(join(root, 'dist'))).toEqual(['a.js'])
    expect(readFileSync(join(root, 'x.tsbuildinfo'), 'utf8')).toBe('info')
    expect(readFileSync(join(root, 'node_modules/y.tsbuildinfo'), 'utf8')).toBe('theirs')
    expect(readFileSync(join(root, 'src/a.ts'), 'utf8')).toBe(source)
    const after = statSync(join(root, 'src/a.ts'), { bigint: true })
    expect([after.mtimeNs, after.ino, after.mode]).toEqual([before.mtimeNs, before.ino, before.mode])
    expect(readdirSync(join(root, '.slo'))).toEqual([])
  })

  test('after a failure the old output is back, not the half of a new one', async () => {
    const root = project({ 'src/a.ts': source, 'dist/old.js': 'old' })
    const run = await measured(
      { run: 'mkdir dist; echo half > dist/half.js; exit 1', prepare: { remove: ['dist'], edit: 'src/a.ts' } },
      { root },
    )
    expect(failureOf(run)).toContain('exit code 1')
    expect(readdirSync(join(root, 'dist'))).toEqual(['old.js'])
    expect(readFileSync(join(root, 'src/a.ts'), 'utf8')).toBe(source)
  })

  test('after a verify or a listener that throws, too', async () => {
    const root = project({ 'src/a.ts': source, 'dist/old.js': 'old' })
    const onSample = (): void => {
      throw new Error('no time left')
    }
    await expect(measured({ run: build, prepare: { remove: ['dist'], edit: 'src/a.ts' } }, { root, onSample })).rejects.toThrow(
      'no time left',
    )
    expect(readdirSync(join(root, 'dist'))).toEqual(['old.js'])
    expect(readFileSync(join(root, 'src/a.ts'), 'utf8')).toBe(source)
  })

  test('what was removed and not made anew comes back', async () => {
    const root = project({ 'cache/a': 'cached' })
    expect(
      failureOf(await measured({ run: 'test ! -e cache', samples: 2, prepare: { remove: ['cache'] } }, { root })),
    ).toBeUndefined()
    expect(readFileSync(join(root, 'cache/a'), 'utf8')).toBe('cached')
  })

  test('a change that somebody else makes meanwhile is kept, and told', async () => {
    const root = project({ 'src/a.ts': source })
    const run = await measured({ run: "sed -i 's/a = 1/a = 2/' src/a.ts", prepare: { edit: 'src/a.ts' } }, { root })
    expect(readFileSync(join(root, 'src/a.ts'), 'utf8')).toBe('export const a = 2\n')
    expect(run.notes).toEqual(['src/a.ts was changed by something else while it was being measured: that change stays'])
  })

  test('two at once on one path: the second is told who is at work', async () => {
    const root = project({ 'src/a.ts': source })
    const first = measured({ run: 'sleep 0.5', prepare: { edit: 'src/a.ts' } }, { root })
    await new Promise((resolve) => setTimeout(resolve, 150))
    const second = measured({ run: 'true', prepare: { remove: ['src/*.ts'] } }, { root })
    await expect(second).rejects.toThrow('src/a.ts is being changed by the command example in this process, since 20')
    expect(failureOf(await first)).toBeUndefined()
    expect(readFileSync(join(root, 'src/a.ts'), 'utf8')).toBe(source)
  })

  test('two at once on different paths do not disturb each other', async () => {
    const root = project({ 'a.ts': 'a\n', 'b.ts': 'b\n' })
    const [one, other] = await Promise.all([
      measured({ run: 'sleep 0.2; cat a.ts', prepare: { edit: 'a.ts' } }, { root }),
      measured({ run: 'sleep 0.3; cat b.ts', prepare: { edit: 'b.ts' } }, { root }),
    ])
    expect([one.outputs.stdout, other.outputs.stdout]).toEqual(['a\n// vitest-slo edit 1\n', 'b\n// vitest-slo edit 1\n'])
    expect([readFileSync(join(root, 'a.ts'), 'utf8'), readFileSync(join(root, 'b.ts'), 'utf8')]).toEqual(['a\n', 'b\n'])
  })

  test('without a place for the journal nothing is touched', async () => {
    const root = project({ 'a.ts': 'a\n', '.slo': 'a file in the way' })
    await expect(measured({ run: 'true', prepare: { edit: 'a.ts' } }, { root })).rejects.toThrow(
      'without a journal nothing is changed, and',
    )
    expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe('a\n')
  })

  test('a file to edit that is not there is a mistake of the caller', async () => {
    await expect(measured({ run: 'true', prepare: { edit: 'src/none.ts' } })).rejects.toThrow(
      'command example: prepare.edit is src/none.ts, which is no file',
    )
  })
})

test.runIf(process.platform === 'linux')('50 commands leave neither descriptors nor folders behind', async () => {
  const root = project({ 'a.ts': 'a\n' })
  const open = (): number => readdirSync('/proc/self/fd').length
  await measured({ run: 'true' }, { root })
  const before = open()
  for (let i = 0; i < 10; i++)
    await measured({ run: 'echo > x', cwd: 'temporary', samples: 5, prepare: { edit: 'a.ts' } }, { root })
  expect(open()).toBeLessThanOrEqual(before)
  expect(readdirSync(tmpdir()).filter((name) => name.includes(session))).toEqual([])
  expect(readdirSync(root).toSorted()).toEqual(['.slo', 'a.ts'])
  expect(readdirSync(join(root, '.slo'))).toEqual([])
})
