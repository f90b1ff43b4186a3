// Whether a profile names the function that is slow, or that allocates, and its line of TypeScript: one is planted among others that work
// too, and profiled again and again, in forks, in threads and in a Node child process, by node:inspector and by v8-profiler-next.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { Bounds, describeMachine, median, printTable } from './support/figures.mjs'
import { binOf, install, writeProject } from './support/installation.mjs'
import { plainEnvironment } from './support/measured-process.mjs'
import { readOptions } from './support/options.mjs'

// `native` is a folder with v8-profiler-next in its node_modules; without it, it is installed, which takes a compiler and half a minute.
const options = readOptions({ rounds: 20, native: '', where: 'forks,threads,child' })
const profilers = ['node:inspector', 'v8-profiler-next']
const bounds = new Bounds()
const work = `interface Options {
  readonly rounds: number
}
type Numbers = readonly number[]

export function innocent({ rounds }: Options): number {
  let sum = 0
  for (let at = 0; at < rounds; at++) sum += Math.sqrt(at)
  return sum
}

export function planted({ rounds }: Options): number {
  let sum = 0
  for (let at = 0; at < 4 * rounds; at++) sum += Math.sqrt(at)
  return sum
}

export function frugal({ rounds }: Options): Numbers[] {
  return Array.from({ length: rounds / 1000 }, () => Array.from({ length: 20 }, () => 1))
}

export function hoards({ rounds }: Options): number {
  let sum = 0
  for (let at = 0; at < rounds / 1000; at++) {
    const list: Numbers = new Array(200).fill(at)
    sum += list.length
  }
  return sum
}
`
const tool = `${work}
console.log(process.argv[2] === 'cpu' ? innocent({ rounds: 5e6 }) + planted({ rounds: 5e6 }) : frugal({ rounds: 2e7 }).length + hoards({ rounds: 2e7 }))
`
// As a build leaves it: its lines are others, and its map says which.
const { outputText } = ts.transpileModule(tool, {
  fileName: 'tool.ts',
  compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, inlineSourceMap: true, inlineSources: true },
})
const folder = writeProject(install(), {
  'work.ts': work,
  'tool.ts': tool,
  'tool.js': outputText,
  'a.test.ts': `import { slo, test } from 'vitest-slo/test'
import { frugal, hoards, innocent, planted } from './work.ts'
test('works', () => void (innocent({ rounds: 5e6 }) + planted({ rounds: 5e6 })))
test('allocates', () => void (frugal({ rounds: 2e7 }).length + hoards({ rounds: 2e7 })))
test('starts', { timeout: 60_000 }, async () => {
  await slo.command('works apart', { run: ['node', 'tool.js', 'cpu'] })
  await slo.command('allocates apart', { run: ['node', 'tool.js', 'memory'] })
})
`,
  'vitest.config.ts': `import slo from 'vitest-slo'\nexport default { plugins: [slo()] }\n`,
  'slo.config.ts': `import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({ profiling: { when: 'never' }, slos: { tests: { sli: sli.test({ file: '**' }).duration, objective: '<= 1h' } } })
`,
})
console.log(`${describeMachine()} · ${options.rounds} profiles of each kind\n`)
start('vitest', ['run'])
const rows = profilers.flatMap((profiler) => {
  useProfiler(profiler)
  return options.where
    .split(',')
    .flatMap((where) => [
      rowOf({ where, subject: where === 'child' ? 'works apart' : 'works', kind: '--cpu', name: 'planted', profiler }),
      ...(profiler === profilers[0]
        ? [rowOf({ where, subject: where === 'child' ? 'allocates apart' : 'allocates', kind: '--memory', name: 'hoards' })]
        : []),
    ])
})
printTable(
  ['in', 'profile', 'planted function on top', 'right line of TypeScript', 'its share', 'a profile takes', 'bound'],
  rows,
)
bounds.conclude(options.strict)

function useProfiler(profiler) {
  const place = join(folder, 'node_modules/v8-profiler-next')
  rmSync(place, { recursive: true, force: true })
  if (profiler !== 'v8-profiler-next') return
  const home = options.native === '' ? join(folder, 'native') : options.native
  if (!existsSync(join(home, 'node_modules', profiler))) {
    mkdirSync(home, { recursive: true })
    writeFileSync(join(home, 'package.json'), '{}')
    execFileSync('npm', ['install', '--no-audit', '--no-fund', profiler], { cwd: home, stdio: 'ignore' })
  }
  symlinkSync(join(home, 'node_modules', profiler), place, 'junction')
}

function rowOf({ where, subject, kind, name, profiler }) {
  const file = where === 'child' ? 'tool.ts' : 'work.ts'
  const line = work.split('\n').findIndex((text) => text.includes(`function ${name}(`)) + 1
  const taken = Array.from({ length: options.rounds }, () => {
    const began = performance.now()
    const pool = where === 'child' ? 'forks' : where
    const { profiles } = JSON.parse(start('slo', ['profile', subject, kind, '--json', '--', '--pool', pool]))
    const [{ hotPath, shares, source }] = profiles
    if (profiler !== undefined && source !== profiler) throw new Error(`the profile was taken by ${source}, not by ${profiler}`)
    const busy = shares.own + shares.dependency + shares.node + shares.gc
    return { hot: hotPath[0], share: hotPath[0].self / busy, time: performance.now() - began, source }
  })
  const first = taken.filter(({ hot }) => hot.function === name).length
  const right = taken.filter(({ hot }) => hot.function === name && hot.file === file && hot.line === line).length
  const share = `${(100 * median(taken.map((one) => one.share))).toFixed(0)} %`
  const time = `${(median(taken.map((one) => one.time)) / 1000).toFixed(1)} s`
  const kept = bounds.check(options.rounds - right, 0, 'all')
  const what = `${kind.slice(2)}, ${taken[0].source}`
  return [where, what, `${first} of ${options.rounds}`, `${right} of ${options.rounds}`, share, time, kept]
}

function start(bin, args) {
  const name = bin === 'slo' ? 'vitest-slo' : bin
  const program = bin === 'slo' ? join(folder, 'node_modules/vitest-slo/dist/cli.js') : binOf(folder, name)
  return execFileSync(process.execPath, [program, ...args], { cwd: folder, env: plainEnvironment(), encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'ignore'] }) // prettier-ignore
}
