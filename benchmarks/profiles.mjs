// Whether a profile names the function that is slow, or that allocates, and its line of TypeScript: one is planted among others that work
// too, and profiled again and again.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Bounds, describeMachine, median, printTable } from './support/figures.mjs'
import { binOf, install, writeProject } from './support/installation.mjs'
import { plainEnvironment } from './support/measured-process.mjs'
import { readOptions } from './support/options.mjs'

const options = readOptions({ rounds: 20 })
const bounds = new Bounds()
const folder = writeProject(install(), {
  'work.ts': `interface Options {
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
`,
  'a.test.ts': `import { test } from 'vitest'
import { frugal, hoards, innocent, planted } from './work.ts'
test('works', () => void (innocent({ rounds: 5e6 }) + planted({ rounds: 5e6 })))
test('allocates', () => void (frugal({ rounds: 2e7 }).length + hoards({ rounds: 2e7 })))
`,
  'vitest.config.ts': `import slo from 'vitest-slo'\nexport default { plugins: [slo()] }\n`,
  'slo.config.ts': `import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({ profiling: { when: 'never' }, slos: { tests: { sli: sli.test({ file: '**' }).duration, objective: '<= 1h' } } })
`,
})
const source = readFileSync(join(folder, 'work.ts'), 'utf8').split('\n')

console.log(`${describeMachine()} · ${options.rounds} profiles of each kind\n`)
start('vitest', ['run'])
const rows = ['forks', 'threads'].flatMap((pool) => [
  rowOf({ pool, test: 'works', kind: '--cpu', name: 'planted' }),
  rowOf({ pool, test: 'allocates', kind: '--memory', name: 'hoards' }),
])
printTable(['pool', 'profile', 'planted function on top', 'right line', 'its share', 'a profile takes', 'bound'], rows)
bounds.conclude(options.strict)

function rowOf({ pool, test, kind, name }) {
  const line = source.findIndex((text) => text.includes(`function ${name}(`)) + 1
  const taken = Array.from({ length: options.rounds }, () => {
    const began = performance.now()
    const { profiles } = JSON.parse(start('slo', ['profile', test, kind, '--json', '--', '--pool', pool]))
    const [{ hotPath, shares }] = profiles
    const busy = shares.own + shares.dependency + shares.node + shares.gc
    return { hot: hotPath[0], share: hotPath[0].self / busy, time: performance.now() - began }
  })
  const first = taken.filter(({ hot }) => hot.function === name).length
  const right = taken.filter(({ hot }) => hot.function === name && hot.file === 'work.ts' && hot.line === line).length
  const share = `${(100 * median(taken.map((one) => one.share))).toFixed(0)} %`
  const time = `${(median(taken.map((one) => one.time)) / 1000).toFixed(1)} s`
  const kept = bounds.check(options.rounds - right, 0, 'all')
  return [pool, kind.slice(2), `${first} of ${options.rounds}`, `${right} of ${options.rounds}`, share, time, kept]
}

function start(bin, args) {
  const name = bin === 'slo' ? 'vitest-slo' : bin
  const program = bin === 'slo' ? join(folder, 'node_modules/vitest-slo/dist/cli.js') : binOf(folder, name)
  return execFileSync(process.execPath, [program, ...args], { cwd: folder, env: plainEnvironment(), encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'ignore'] }) // prettier-ignore
}
