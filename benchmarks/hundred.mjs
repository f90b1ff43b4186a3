// The baseline rule in real runs: the generator of the examples again and again, unchanged, then with a tenth more work in what it renders,
// until the rule has found that; at last `slo compare` is asked about the same change.
import { spawn, execFileSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { Bounds, describeMachine, median, printTable } from './support/figures.mjs'
import { install, repository } from './support/installation.mjs'
import { plainEnvironment } from './support/measured-process.mjs'
import { readOptions } from './support/options.mjs'

const options = readOptions({ runs: 100, planted: 20, pairs: 30, fitness: 'check' })
const bounds = new Bounds()
const config = `import { defineConfig, sli } from 'vitest-slo/config'

const baseline = { maxRegression: '5%' }
const rendering = sli.measure('render:300-entities')

export default defineConfig({
  service: 'hundred',
  fitness: '${options.fitness}',
  inconclusive: 'report',
  slos: {
    rendering: { sli: rendering.duration, objective: 'median <= 1s', baseline },
    'rendering-cpu': { sli: rendering.cpuTime, objective: 'median <= 1s', baseline },
    'rendering-allocated': { sli: rendering.allocated, objective: 'median <= 1GB', baseline },
    'file-memory': { sli: sli.file('tests/**').memory, objective: 'peak <= 1GB', baseline },
    'run-duration': { sli: sli.run.duration, objective: '<= 10m', baseline },
    'run-cpu': { sli: sli.run.cpuTime, objective: '<= 10m', baseline },
  },
})
`
const original = 'const files = new Map('
const planted = `for (const entity of entities.filter((_, at) => at % 10 === 0)) renderEntity(entity, model.name, templates['entity.ts'])\n  ${original}` // prettier-ignore

const folder = checkout()
console.log(`${describeMachine()} · fitness ${options.fitness}\n`)
const same = await repeat(options.runs, 'unchanged', () => false)
const source = join(folder, 'src/render-model.js')
const text = readFileSync(source, 'utf8')
if (!text.includes(original)) throw new Error(`${source} no longer holds the line that the change is planted in`)
writeFileSync(source, text.replace(original, planted))
const changed = await repeat(options.planted, 'a tenth more rendering', ({ verdicts }) => isRegressed(verdicts, 'rendering-cpu') && isRegressed(verdicts, 'rendering-allocated')) // prettier-ignore
show()
await showComparison()
bounds.conclude(options.strict)

/** The example with the tests that render and parse, under version control, with the package as a user has it installed. */
function checkout() {
  const at = install()
  cpSync(join(repository, 'examples/generator'), at, { recursive: true, filter: (path) => !/node_modules|\.slo|dist$/.test(path.slice(repository.length)) }) // prettier-ignore
  rmSync(join(at, 'tests/cli.test.ts'))
  const test = join(at, 'tests/render-model.test.ts')
  writeFileSync(test, readFileSync(test, 'utf8').replace('samples: 5, warmup: 1', 'samples: 20, warmup: 10').replace("  expect(run).toMeetSlo('rendering')\n", '')) // prettier-ignore
  writeFileSync(join(at, 'slo.config.ts'), config)
  writeFileSync(join(at, '.gitignore'), 'node_modules\n.slo\ndist\n')
  const git = (...args) =>
    execFileSync('git', ['-c', 'user.name=bench', '-c', 'user.email=bench@example.org', ...args], { cwd: at })
  git('init', '--quiet')
  git('add', '.')
  git('commit', '--quiet', '--message', 'Render as ever')
  return at
}

async function repeat(most, title, isDone) {
  const runs = []
  while (runs.length < most) {
    const run = await runOnce()
    runs.push(run)
    const told = run.verdicts.filter(({ baseline }) => baseline?.status === 'regressed').map(({ slo }) => slo)
    process.stderr.write(`${title}, run ${runs.length} of ${most}: ${run.outcome}, exit ${run.exitCode}, load ${run.load.toFixed(1)} ${told.join(', ')}\n`) // prettier-ignore
    if (isDone(run)) break
  }
  return runs
}

async function runOnce() {
  const { exitCode, stderr } = await runSlo('run')
  if (!existsSync(join(folder, '.slo/report.json'))) throw new Error(`no report; exit code ${exitCode}:\n${stderr}`)
  const { outcome, verdicts, run, series } = JSON.parse(readFileSync(join(folder, '.slo/report.json'), 'utf8'))
  if (exitCode !== 0) process.stderr.write(stderr.slice(-3000))
  return { exitCode, outcome, verdicts, series, fit: run.machine.fitness?.fit ?? run.machine.fit, load: loadavg()[0] }
}

async function runSlo(...args) {
  const bin = join(folder, 'node_modules/vitest-slo/dist/cli.js')
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: folder,
    env: plainEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (part) => (stdout += part))
  child.stderr.setEncoding('utf8').on('data', (part) => (stderr += part))
  const exitCode = await new Promise((resolve) => child.once('close', resolve))
  return { exitCode, stdout, stderr }
}

/** What the gate makes of it: on an unfit machine it leaves open what other work may have done. */
function statusIn({ verdicts }, name) {
  return verdicts.find(({ slo }) => slo === name)?.status
}

function isRegressed(verdicts, name) {
  return verdicts.find(({ slo }) => slo === name)?.baseline?.status === 'regressed'
}

function show() {
  const loads = [...same, ...changed].map(({ load }) => load)
  const red = same.filter(({ exitCode }) => exitCode !== 0).length
  console.log(`${same.length} runs of the same code at a load of ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}, the machine unfit in ${same.filter(({ fit }) => fit === false).length}: ${red} red, ${bounds.check(red, 0, 'none red')}\n`) // prettier-ignore
  printTable(
    ['SLO', 'spread of the runs', 'steady', 'learning', 'inconclusive', 'called regressed', 'a tenth more found in run'],
    same[0].verdicts.map(({ slo: name }) => {
      const verdicts = same.map((run) => run.verdicts.find((one) => one.slo === name))
      const count = (status) => verdicts.filter(({ baseline }) => baseline?.status === status).length
      const found = changed.findIndex(({ verdicts: of }) => isRegressed(of, name)) + 1
      const unsure = verdicts.filter(({ status }) => status === 'inconclusive').length
      return [name, spreadOf(verdicts), count('steady'), count('learning'), unsure, count('regressed'), found === 0 ? `not in ${changed.length}` : `${found}, ${statusIn(changed[found - 1], name)}`] // prettier-ignore
    }),
  )
}

/** Of what the SLO measured: the deviation (MAD) as a share of the median. */
function spreadOf(verdicts) {
  const values = verdicts.flatMap(({ measured }) => measured ?? [])
  if (values.length === 0) return ''
  const middle = median(values)
  return `${((148.26 * median(values.map((value) => Math.abs(value - middle)))) / middle).toFixed(1)} %`
}

async function showComparison() {
  if (options.pairs === 0) return
  const { exitCode, stdout, stderr } = await runSlo('compare', 'HEAD', '--no-build', '--pairs', String(options.pairs))
  console.log(`\nslo compare HEAD --no-build --pairs ${options.pairs}, with the tenth more in the working tree: exit code ${exitCode} at a load of ${loadavg()[0].toFixed(1)}\n`) // prettier-ignore
  console.log(exitCode === 1 || exitCode === 0 ? stdout : stderr.slice(-3000))
  bounds.check(exitCode === 1 ? 0 : 1, 0)
}
