// How often slo.leak accuses work that keeps nothing, and how often it finds a leak of 64 KB an iteration.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Bounds, describeMachine, median, printTable } from './support/figures.mjs'
import { binOf, install, repository, writeProject } from './support/installation.mjs'
import { plainEnvironment, runMeasured } from './support/measured-process.mjs'
import { readOptions } from './support/options.mjs'

const options = readOptions({ tries: 68, pools: 'forks,threads,vmThreads' })
const bounds = new Bounds()
const modules = install()
const pools = options.pools.split(',')

console.log(`${describeMachine()} · ${options.tries} tries of either kind in each of ${pools.join(', ')}\n`)
const taken = []
for (const pool of pools) taken.push(...(await leaksIn(pool)))
printTable(
  ['work', 'tries', 'called a leak', 'not told', 'slope, smallest', 'median', 'largest', 'bound'],
  [
    row('keeps nothing', 'clean', ({ falseAlarms }) => bounds.check(falseAlarms, 0, '0 called a leak')),
    row('keeps 64 KB', 'leaks', ({ missed }) => bounds.check(missed, 0, '0 missed')),
  ],
)
bounds.conclude(options.strict)

async function leaksIn(pool) {
  const cwd = writeProject(join(modules, `leaks-${pool}`), {
    'vitest.config.js': `import { defineConfig } from 'vitest/config'
import slo from 'vitest-slo'
export default defineConfig({ plugins: [slo()], test: { pool: '${pool}' } })`,
    'slo.config.js': `import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({ slos: { tests: { sli: sli.run.tests, objective: '>= 1' } } })`,
    'leaks.test.js': readFileSync(join(repository, 'benchmarks/support/in-project/leaks.test.mjs'), 'utf8'),
  })
  const env = plainEnvironment({ BENCH_TRIES: String(options.tries), BENCH_POOL: pool })
  const { stdout, stderr } = await runMeasured([process.execPath, binOf(modules, 'vitest'), 'run', '--retry=0'], { cwd, env })
  const { series, gaps } = JSON.parse(readFileSync(join(cwd, '.slo/report.json'), 'utf8'))
  const slopes = series.filter(({ subject }) => subject.kind === 'leak').map(({ subject, samples }) => ({ name: subject.name, slope: samples[0] })) // prettier-ignore
  const untold = gaps.filter(({ subject }) => subject.kind === 'leak').map(({ subject }) => ({ name: subject.name }))
  if (slopes.length + untold.length !== 2 * options.tries) throw new Error(`tests failed in ${pool}\n${stdout}${stderr}`)
  return [...slopes, ...untold]
}

function row(title, kind, check) {
  const all = taken.filter(({ name }) => name.startsWith(`${kind}:`))
  const slopes = all.flatMap(({ slope }) => slope ?? [])
  const called = slopes.filter((slope) => slope > 0).length
  const untold = all.length - slopes.length
  const held = check({ falseAlarms: called, missed: all.length - called })
  const show = kilobytes
  return [title, all.length, called, untold, show(Math.min(...slopes)), show(median(slopes)), show(Math.max(...slopes)), held]
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} KB`
}
