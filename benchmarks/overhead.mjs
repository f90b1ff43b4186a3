// What the plugin costs: the same suites with it, without it, and with two costs that people accept today.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { differenceOf, interleave, ratioOf, showRatio } from './support/compare.mjs'
import { Bounds, describeMachine, median, printTable } from './support/figures.mjs'
import { binOf, install, writeProject } from './support/installation.mjs'
import { cpuSource, plainEnvironment, runMeasured } from './support/measured-process.mjs'
import { readOptions } from './support/options.mjs'
import { emptySuite, projectFile, vitestProject, workSuite } from './support/suites.mjs'

const coverage = "coverage: { enabled: true, provider: 'v8', reporter: ['json'], include: ['work.mjs'] },"
const options = readOptions({ pairs: 2, only: 'empty,forks,threads', peers: 'coverage,logHeapUsage', loops: 5 })
const modules = install()
const vitest = binOf(modules, 'vitest')
const bounds = new Bounds()
const wanted = options.only.split(',')
const peers = options.peers.split(',').filter(Boolean)

console.log(`${describeMachine()} · ${options.pairs} pairs · CPU time of the process tree: ${await cpuSource()}\n`)
const rows = []
if (wanted.includes('empty')) rows.push(...(await emptyTests()))
for (const pool of ['forks', 'threads']) if (wanted.includes(pool)) rows.push(...(await realWork(pool)))
if (wanted.includes('covered')) rows.push(...(await coveredWork()))
printTable(['suite', 'variant', 'wall', 'CPU', 'wall ratio', 'CPU ratio', 'bound'], rows)
bounds.conclude(options.strict)

async function emptyTests() {
  const tests = 2000
  const run = variantsOf('empty', emptySuite({ files: 50, testsPerFile: tests / 50 }), { pool: 'forks' })
  const taken = await interleave(['off', 'on', ...peers], { pairs: options.pairs, run })
  const table = rowsOf('2,000 empty tests, forks', taken, { wall: 1.08 })
  const { perTest, rows: where } = whereItGoes(taken, tests)
  return [...table, ...where.with(0, [...where[0].slice(0, -1), bounds.check(perTest, 60, '60 us')])]
}

/** The CPU time that the plugin adds, by who spends it. */
function whereItGoes(taken, tests) {
  const added = (pick) => differenceOf(taken.get('on').map(pick), taken.get('off').map(pick))
  const perTest = (added(({ testsCpu }) => testsCpu) / tests) * 1000
  const perFile = added(({ startCpu }) => startCpu)
  const main = added(({ mainCpu }) => mainCpu)
  const figures = {
    'worker, per test': `${perTest.toFixed(1)} us`,
    'worker, per file before its tests': `${perFile.toFixed(1)} ms`,
    'all but the workers': `${main.toFixed(0)} ms`,
  }
  return { perTest, rows: Object.entries(figures).map(([what, figure]) => ['', what, '', figure, '', '', '']) }
}

async function realWork(pool) {
  const tests = 1200
  const run = variantsOf(`work-${pool}`, workSuite({ testsPerFile: tests / 24, loops: options.loops }), { pool })
  const taken = await interleave(['off', 'on', ...peers], { pairs: options.pairs, run })
  const table = rowsOf(`1,200 working tests, ${pool}`, taken, { wall: 1.03, cpu: 1.05 })
  return pool === 'forks' ? [...table, ...whereItGoes(taken, tests).rows] : table
}

/** A larger suite in threads, with coverage switched on with the plugin and without it. */
async function coveredWork() {
  const run = variantsOf('covered', workSuite({ files: 40, loops: options.loops }), { pool: 'threads', always: coverage })
  const taken = await interleave(['off', 'on'], { pairs: options.pairs, run })
  return rowsOf('2,000 working tests, threads, --coverage', taken, { wall: 1.03, cpu: 1.05 })
}

/** Gives a function that runs a suite in one variant; `always` is text added to the test options of each. */
function variantsOf(name, files, { pool, always = '' }) {
  const cpuLog = "setupFiles: ['./cpu-log.mjs'], "
  const folderOf = (variant, test = '') => {
    const project = vitestProject(
      { ...files, 'cpu-log.mjs': projectFile('cpu-log.mjs') },
      { plugin: variant === 'on', pool, test: cpuLog + always + test },
    )
    return writeProject(join(modules, `${name}-${variant}`), project)
  }
  const folders = {
    off: folderOf('off'),
    on: folderOf('on'),
    coverage: folderOf('coverage', coverage),
    logHeapUsage: folderOf('logHeapUsage', 'logHeapUsage: true,'),
  }
  return async (variant) => {
    const cwd = folders[variant]
    const log = join(cwd, 'cpu-log')
    rmSync(log, { recursive: true, force: true })
    // Threads write nothing into it: they cannot tell their own CPU time from that of others.
    mkdirSync(log)
    const { wall, cpu } = await runMeasured([process.execPath, vitest, 'run'], {
      cwd,
      env: plainEnvironment({ BENCH_CPU_LOG: log }),
    })
    return { wall, cpu, ...workersCpu(log, cpu) }
  }
}

function workersCpu(log, total) {
  const files = readdirSync(log, { withFileTypes: true }).map(({ name }) => JSON.parse(readFileSync(join(log, name), 'utf8')))
  const sum = (pick) => files.reduce((all, file) => all + pick(file), 0)
  return {
    testsCpu: sum(({ before, after }) => after - before),
    startCpu: median(files.map(({ before }) => before)),
    mainCpu: total - sum(({ after }) => after),
  }
}

function rowsOf(suite, taken, { wall: mostWall, cpu: mostCpu }) {
  const base = taken.get('off')
  return [...taken].map(([variant, results]) => {
    const seconds = (figure) => `${(median(list(results, figure)) / 1000).toFixed(2)} s`
    const ratio = (figure) => ratioOf(list(results, figure), list(base, figure))
    const [wall, cpu] = [ratio('wall'), ratio('cpu')]
    const held = [
      mostWall === undefined ? '' : `wall ${bounds.check(wall.median, mostWall)}`,
      mostCpu === undefined ? '' : `CPU ${bounds.check(cpu.median, mostCpu)}`,
    ]
    const bound = variant === 'on' ? held.filter(Boolean).join(', ') : ''
    const ratios = variant === 'off' ? ['1', '1'] : [showRatio(wall), showRatio(cpu)]
    return [suite, variant, seconds('wall'), seconds('cpu'), ...ratios, bound]
  })
}

function list(results, figure) {
  return results.map((result) => result[figure])
}
