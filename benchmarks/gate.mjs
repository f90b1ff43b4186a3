// False alarms of the gate of this repository: the same sources again and again while both cores are kept busy by a load of our own.
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeMachine, median, printTable } from './support/figures.mjs'
import { repository } from './support/installation.mjs'
import { plainEnvironment } from './support/measured-process.mjs'
import { readOptions } from './support/options.mjs'

const options = readOptions({ runs: 50, minutes: 0, load: 2 })
const copied = ['package.json', 'tsconfig.json', 'tsconfig.build.json', 'src', 'scripts', 'dist', 'gate', 'slo.config.ts', 'vitest.gate.config.ts'] // prettier-ignore

console.log(`${describeMachine()} · ${options.load} busy processes of our own beside the gate\n`)
const folder = checkout()
const load = startLoad(options.load)
const runs = []
const end = options.minutes === 0 ? Number.POSITIVE_INFINITY : performance.now() + options.minutes * 60_000
try {
  while (runs.length < options.runs && performance.now() < end) {
    runs.push(await runGate())
    process.stderr.write(`${runs.length}: ${runs.at(-1).outcome}, exit ${runs.at(-1).exitCode}\n`)
  }
} finally {
  for (const child of load) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
}
show(runs)

/** The sources as they are now, apart from the repository, where somebody may be at work meanwhile. */
function checkout() {
  const copy = mkdtempSync(join(tmpdir(), 'vitest-slo-bench-gate-'))
  process.once('exit', () => rmSync(copy, { recursive: true, force: true }))
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))
  for (const name of copied) cpSync(join(repository, name), join(copy, name), { recursive: true })
  symlinkSync(join(repository, 'node_modules'), join(copy, 'node_modules'), 'junction')
  return copy
}

/** Each keeps one core busy for as long as this process lives, and two hours at most. */
function startLoad(count) {
  const busy = 'const end = Date.now() + 7_200_000; const { ppid } = process; while (Date.now() < end && process.ppid === ppid) for (let i = 0; i < 1e7; i++);' // prettier-ignore
  return Array.from({ length: count }, () => spawn(process.execPath, ['-e', busy], { stdio: 'ignore' }))
}

async function runGate() {
  const args = ['dist/cli.js', 'run', '--', '--config', 'vitest.gate.config.ts']
  const began = performance.now()
  const child = spawn(process.execPath, args, { cwd: folder, env: plainEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text))
  const exitCode = await new Promise((resolve) => child.once('close', resolve))
  const { outcome, verdicts, run } = JSON.parse(readFileSync(join(folder, '.slo/report.json'), 'utf8'))
  if (exitCode !== 0) console.log(stderr.slice(-4000))
  return { exitCode, outcome, verdicts, fit: run.machine.fit, load: loadavg()[0], wall: performance.now() - began }
}

function show(taken) {
  const red = taken.filter(({ exitCode }) => exitCode !== 0).length
  const loads = taken.map(({ load: one }) => one)
  console.log(`${taken.length} runs of ${(median(taken.map(({ wall }) => wall)) / 1000).toFixed(0)} s (median), load ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}, machine unfit in ${taken.filter(({ fit }) => !fit).length}, ${red} red\n`) // prettier-ignore
  const names = taken[0].verdicts.map(({ slo }) => slo)
  printTable(
    ['SLO', 'objective', 'met', 'warning', 'inconclusive', 'no data', 'violated', 'smallest', 'median', 'largest'],
    names.map((name) => rowOf(taken.map(({ verdicts }) => verdicts.find(({ slo }) => slo === name)))),
  )
  if (options.strict && red > 0) process.exitCode = 1
}

function rowOf(verdicts) {
  const [{ slo, objective }] = verdicts
  const count = (status) => verdicts.filter((one) => one.status === status).length
  const values = verdicts.map(({ measured }) => measured).filter((value) => value !== undefined)
  const spread = values.length === 0 ? ['', '', ''] : [Math.min(...values), median(values), Math.max(...values)]
  return [
    slo,
    `${objective.statistic} ${objective.op} ${objective.written}`,
    ...['met', 'warning', 'inconclusive', 'no-data', 'violated'].map(count),
    ...spread.map((value) => (value === '' ? '' : inWords(value, objective.unit))),
  ]
}

function inWords(value, unit) {
  if (unit === 'ms') return value < 1 ? `${(value * 1000).toFixed(0)} us` : value < 1000 ? `${value.toFixed(0)} ms` : `${(value / 1000).toFixed(2)} s` // prettier-ignore
  if (unit === 'bytes') return `${(value / 1e6).toFixed(2)} MB`
  return unit === 'ratio' ? `${(value * 100).toFixed(3)} %` : String(value)
}
