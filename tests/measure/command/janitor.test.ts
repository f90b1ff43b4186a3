import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { groupFolders, groupsIn } from '../../../src/measure/process/control-group.ts'
import { session } from '../../../src/measure/command/command-session.ts'
import { measureCommand } from '../../../src/measure/command/measure-command.ts'
import type { CommandOptions } from '../../../src/measure/command/measure-command.ts'
import { recoverWorkspace } from '../../../src/measure/command/recover-workspace.ts'
import { project, until, untilThere } from './fixtures/project.ts'
import { startHarness } from './fixtures/start-harness.ts'

const source = 'export const a = 1\n'

function exampleProject(): string {
  const root = project({ 'src/a.ts': source, 'dist/old.js': 'old' })
  utimesSync(join(root, 'src/a.ts'), 1_700_000_000.123, 1_700_000_000.456)
  return root
}

/** Begins, leaves four kinds of processes behind, and would go on for a minute. */
const long: CommandOptions = {
  run: `mkdir dist; echo half > dist/new.js; (sleep 71 &); setsid sleep 72 & sh -c 'trap "" TERM; while :; do sleep 1; done' &
        echo $$ > begun; sleep 60`,
  prepare: { remove: ['dist'], edit: 'src/a.ts' },
}

function isRestored(root: string): boolean {
  return readFileSync(join(root, 'src/a.ts'), 'utf8') === source && existsSync(join(root, 'dist/old.js'))
}

/** Pids of living processes that were started for this root. */
function processesIn(root: string): string[] {
  return readdirSync('/proc').filter(
    (pid) => /^\d/.test(pid) && textOf(`/proc/${pid}/environ`).includes(`SLO_TEST_ROOT=${root}\0`),
  )
}

describe.runIf(process.platform === 'linux').each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
  '%s in the middle of a sample',
  (signal) => {
    test('ends every process of the command and puts the tree back, at once', async () => {
      const root = exampleProject()
      const harness = startHarness('build', { ...long, env: { SLO_TEST_ROOT: root } }, root)
      await untilThere(join(root, 'begun'))
      expect(isRestored(root)).toBe(false)
      expect(processesIn(root).length).toBeGreaterThanOrEqual(4)
      harness.kill(signal)
      await once(harness, 'exit')
      const killed = performance.now()
      await until(() => isRestored(root) && processesIn(root).length === 0)
      await until(() => !existsSync(join(root, '.slo/undo')) || readdirSync(join(root, '.slo/undo')).length === 0)
      // 2 s are promised on a machine that is not starved.
      expect(performance.now() - killed).toBeLessThan(8000)
      expect(existsSync(join(root, 'dist/new.js'))).toBe(false)
      expect(statSync(join(root, 'src/a.ts')).mtimeMs).toBeCloseTo(1_700_000_000_456, 0)
    })
  },
)

test.runIf(process.platform === 'linux')('control groups of a killed process go with what hides in them', async () => {
  const root = project()
  const run = `env -i setsid sh -c 'echo $$ > hidden; exec sleep 75' & echo $$ > begun; sleep 60`
  const harness = startHarness('hidden', { run }, root)
  await untilThere(join(root, 'begun'))
  await untilThere(join(root, 'hidden'))
  const hidden = Number(readFileSync(join(root, 'hidden'), 'utf8'))
  const groups = (): string[] =>
    groupFolders().flatMap((folder) => groupsIn(folder).filter((name) => name.includes(`-${harness.pid}-`)))
  // Where there are no groups, nothing can tell whose it is.
  const isGrouped = groups().length > 0
  harness.kill('SIGKILL')
  await once(harness, 'exit')
  if (!isGrouped) process.kill(hidden)
  await until(() => groups().length === 0 && !existsSync(`/proc/${hidden}`))
})

test.runIf(process.platform === 'linux')(
  'a measured command that itself measures commands leaves nothing, and its watch-keeper is in no figure',
  async () => {
    const root = project()
    const inner = join(import.meta.dirname, 'fixtures/harness.ts')
    const jiti = createRequire(import.meta.url).resolve('jiti')
    const code = `import(${JSON.stringify(pathToFileURL(jiti).href)}).then(({ createJiti }) => createJiti(${JSON.stringify(inner)}).import(${JSON.stringify(inner)}))`
    const hold = 'const b = Buffer.alloc(200 * 1024 * 1024, 1); setTimeout(() => console.log(b.length), 300)'
    const context = { root, reportsDir: '.slo', interval: 100 }
    const SLO_HARNESS = JSON.stringify({ name: 'inner', options: { run: [process.execPath, '-e', hold] }, context })
    const { outputs, gaps, series } = await measureCommand(
      'outer',
      { run: [process.execPath, '-e', code], env: { SLO_HARNESS } },
      context,
    )
    expect(gaps.filter(({ kind }) => kind === 'failed-sample')).toEqual([])
    const memoryOf = (all: readonly { readonly metric: string; readonly samples: readonly number[] }[]): number =>
      all.find(({ metric }) => metric === 'memory')?.samples[0] ?? 0
    const within = memoryOf((JSON.parse(outputs.stdout) as { series: typeof series }).series)
    expect(within).toBeGreaterThan(200 * 2 ** 20)
    expect(memoryOf(series)).toBeGreaterThan(within)
    const left = groupFolders().flatMap((folder) => groupsIn(folder).filter((name) => name.includes(`-${session}.`)))
    expect(left).toEqual([])
  },
)

test('temporary folders of a killed process are removed', async () => {
  const root = project()
  const harness = startHarness('new', { run: `pwd > '${root}/begun'; sleep 60`, cwd: 'temporary' }, root)
  await until(() => existsSync(join(root, 'begun')) && readFileSync(join(root, 'begun'), 'utf8').endsWith('\n'))
  const folder = readFileSync(join(root, 'begun'), 'utf8').trim()
  expect(folder.startsWith(tmpdir())).toBe(true)
  expect(existsSync(folder)).toBe(true)
  harness.kill('SIGKILL')
  await until(() => !existsSync(folder))
})

describe.runIf(process.platform === 'linux')('a janitor that was killed as well', () => {
  async function deserted(root: string): Promise<void> {
    const harness = startHarness('build', { ...long, env: { SLO_TEST_ROOT: root } }, root)
    await untilThere(join(root, 'begun'))
    const janitors = readdirSync('/proc').filter((pid) => /^\d/.test(pid) && parentOf(pid) === harness.pid && isJanitor(pid))
    expect(janitors.length).toBe(1)
    for (const pid of janitors) process.kill(Number(pid), 'SIGKILL')
    harness.kill('SIGKILL')
    await once(harness, 'exit')
  }

  test('is made up for at the next start', async () => {
    const root = exampleProject()
    await deserted(root)
    expect(isRestored(root)).toBe(false)
    expect(await recoverWorkspace(root)).toEqual(['build'])
    expect(isRestored(root)).toBe(true)
    expect(processesIn(root)).toEqual([])
    expect(await recoverWorkspace(root)).toEqual([])
  })

  test('is made up for before the next command is prepared', async () => {
    const root = exampleProject()
    await deserted(root)
    const run = 'test -e dist && exit 9; tail -1 src/a.ts'
    const { gaps, outputs } = await measureCommand('build', { ...long, run }, { root, reportsDir: '.slo', interval: 100 })
    expect(gaps.filter(({ kind }) => kind === 'failed-sample')).toEqual([])
    expect(outputs.stdout).toBe('// vitest-slo edit 1\n')
    expect(isRestored(root)).toBe(true)
  })
})

test('two processes in one root do not undo each other, and the second says who is at work', async () => {
  const root = exampleProject()
  const first = startHarness(
    'build',
    { ...long, run: 'touch begun; while ! test -e go; do sleep 0.05; done; tail -1 src/a.ts' },
    root,
  )
  await untilThere(join(root, 'begun'))
  const second = measureCommand(
    'lint',
    { run: 'true', prepare: { edit: 'src/a.ts' } },
    { root, reportsDir: '.slo', interval: 100 },
  )
  await expect(second).rejects.toThrow(`src/a.ts is being changed by the command build in process ${first.pid}, since 20`)
  expect(await recoverWorkspace(root)).toEqual([])
  writeFileSync(join(root, 'go'), '')
  await once(first, 'exit')
  expect(JSON.parse(first.output())).toMatchObject({ outputs: { stdout: '// vitest-slo edit 1\n' } })
  expect(isRestored(root)).toBe(true)
})

/** Empty for a process that has just gone. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}

function parentOf(pid: string): number {
  const stat = textOf(`/proc/${pid}/stat`)
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
}

function isJanitor(pid: string): boolean {
  return textOf(`/proc/${pid}/environ`).includes('VITEST_SLO_JANITOR=')
}
