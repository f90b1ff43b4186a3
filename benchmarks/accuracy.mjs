// Figures of vitest-slo beside the truth that a program of known size notes about itself, and beside pidusage and GNU time.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pidusage from 'pidusage'
import { measureCommand } from '../dist/measure/command/measure-command.js'
import { sampler } from '../dist/measure/process/sampler.js'
import { Bounds, describeMachine, mebibytes, median, percent, printTable } from './support/figures.mjs'
import { binOf, install, writeProject } from './support/installation.mjs'
import { plainEnvironment, runMeasured } from './support/measured-process.mjs'
import { readOptions } from './support/options.mjs'
import { projectFile, vitestProject } from './support/suites.mjs'

const options = readOptions({ samples: 3 })
const bounds = new Bounds()
const modules = install()
const program = join(import.meta.dirname, 'support/in-project/workload.mjs')
const truthFile = join(modules, 'truth')
const gnuTime = existsSync('/usr/bin/time') ? '/usr/bin/time' : undefined
const MiB = 2 ** 20
const spike = { life: 1500, spike: { bytes: 236 * MiB, ms: 40, at: 700 } }

const commands = [
  { name: 'CPU, one process of 1 s', metric: 'cpu', work: { cpu: 1000 }, most: 0.03 },
  {
    name: 'CPU, 6 children of 150 ms',
    metric: 'cpu',
    work: { cpu: 300, children: Array.from({ length: 6 }, () => ({ cpu: 150 })) },
    most: 0.03,
  },
  {
    name: 'peak, 200 MiB for two intervals',
    metric: 'peak',
    work: { life: 400, hold: { bytes: 200 * MiB, ms: 200 } },
    most: 0.01,
  },
  ...[10, 100, 1000, 5000].map((interval) => {
    return { name: `peak, 40 ms spike, interval ${interval} ms`, metric: 'peak', work: spike, most: 0.01, interval }
  }),
]

console.log(`${describeMachine()} · median of ${options.samples} samples\n`)
const rows = []
for (const command of commands) rows.push(await commandRow(command))
await sampler.stop()
rows.push(...(await testRows()))
printTable(['what', 'truth', 'vitest-slo', 'error', 'pidusage of the root, 100 ms', 'GNU time', 'bound'], rows)
bounds.conclude(options.strict)

async function commandRow({ name, metric, work, most, interval = 100 }) {
  const run = [process.execPath, '--expose-gc', program, JSON.stringify(work)]
  const ours = await repeat(async () => {
    const context = { root: modules, reportsDir: '.slo', interval, confirm: () => false }
    const { series, gaps } = await measureCommand(name, { run, env: { BENCH_TRUTH: truthFile } }, context)
    const found = series.find((one) => one.metric === (metric === 'cpu' ? 'cpuTime' : 'memory'))
    if (found === undefined) throw new Error(`${name}: ${JSON.stringify(gaps)}`)
    return found.samples[0]
  }, metric)
  const usage = await repeat(async () => (await watchedByPidusage(run))[metric], metric)
  const timed = gnuTime === undefined ? undefined : await repeat(async () => (await timedByGnuTime(run))[metric], metric)
  const show = metric === 'cpu' ? (value) => `${value.toFixed(0)} ms` : mebibytes
  const error = Math.abs(ours.error)
  return [
    name,
    show(ours.truth),
    show(ours.value),
    percent(ours.error, 2),
    `${show(usage.value)} ${percent(usage.error)}`,
    timed === undefined ? 'not installed' : `${show(timed.value)} ${percent(timed.error)}`,
    bounds.check(error, most, `${most * 100} %`),
  ]
}

/** The sample with the median error, against what the program noted about itself in that very run. */
async function repeat(measure, metric) {
  const taken = []
  for (let sample = 0; sample < options.samples; sample++) {
    rmSync(truthFile, { force: true })
    const value = await measure()
    const processes = notes()
    const truth =
      metric === 'cpu' ? processes.reduce((sum, { cpu }) => sum + cpu, 0) : Math.max(...processes.map(({ peak }) => peak))
    taken.push({ value, truth, error: value / truth - 1 })
  }
  const middle = median(taken.map(({ error }) => Math.abs(error)))
  return taken.toSorted((a, b) => Math.abs(Math.abs(a.error) - middle) - Math.abs(Math.abs(b.error) - middle))[0]
}

function notes() {
  return readFileSync(truthFile, 'utf8').trim().split('\n').map((line) => JSON.parse(line)) // prettier-ignore
}

async function watchedByPidusage([command, ...args]) {
  const child = spawn(command, args, { env: { ...process.env, BENCH_TRUTH: truthFile }, stdio: 'ignore' })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const seen = { cpu: 0, peak: 0 }
  const timer = setInterval(async () => {
    const usage = await pidusage(child.pid).catch(() => undefined)
    if (usage === undefined) return
    seen.cpu = Math.max(seen.cpu, usage.ctime)
    seen.peak = Math.max(seen.peak, usage.memory)
  }, 100)
  await ended
  clearInterval(timer)
  return seen
}

async function timedByGnuTime(run) {
  const { stderr } = await runMeasured([gnuTime, '-v', ...run], { env: { ...process.env, BENCH_TRUTH: truthFile } })
  const figure = (title) => Number(new RegExp(`${title}[^:]*: ([\\d.]+)`).exec(stderr)[1])
  return {
    cpu: (figure('User time') + figure('System time')) * 1000,
    peak: figure('Maximum resident set size') * 1024,
  }
}

/** Tests of known size in a real run; what they are reported with against what they noted. */
async function testRows() {
  const taken = []
  for (let sample = 0; sample < options.samples; sample++) {
    rmSync(truthFile, { force: true })
    const files = vitestProject({ 'tests/known-work.test.js': projectFile('known-work.test.mjs') }, { plugin: true })
    const cwd = writeProject(join(modules, 'accuracy'), files)
    await runMeasured([process.execPath, binOf(modules, 'vitest'), 'run'], {
      cwd,
      env: plainEnvironment({ BENCH_TRUTH: truthFile }),
    })
    const { series } = JSON.parse(readFileSync(join(cwd, '.slo/report.json'), 'utf8'))
    for (const { name, truth } of notes()) {
      const [metric] = name.split(' ')
      const value = series.find((one) => one.subject.name === name && one.metric === metric).samples[0]
      taken.push({ name, metric, truth, value, error: value / truth - 1 })
    }
  }
  return [...new Set(taken.map(({ name }) => name))].map((name) => testRow(taken.filter((one) => one.name === name)))
}

function testRow(samples) {
  const [{ name, metric }] = samples
  const sorted = samples.toSorted((a, b) => Math.abs(a.error) - Math.abs(b.error))
  const { truth, value, error } = sorted[Math.floor(sorted.length / 2)]
  const most = metric === 'cpuTime' ? 0.03 : 0.05
  const show = metric === 'cpuTime' ? (figure) => `${figure.toFixed(1)} ms` : mebibytes
  const held = name.includes('first') ? '' : bounds.check(Math.abs(error), most, `${most * 100} %`)
  return [`test, ${name}`, show(truth), show(value), percent(error, 2), '-', '-', held]
}
