// Any suite that Vitest 4 runs, as it is and with the plugin added: whether its tests end the same, and what the plugin costs there.
// The project has vitest-slo installed, and neither the plugin in its configuration nor promises of its own.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { interleave, ratioOf, showRatio } from './support/compare.mjs'
import { Bounds, describeMachine, median, printTable } from './support/figures.mjs'
import { binOf } from './support/installation.mjs'
import { cpuSource, plainEnvironment, runMeasured } from './support/measured-process.mjs'
import { readOptions } from './support/options.mjs'

const options = readOptions({ project: '', config: 'vitest.config.ts', pairs: 3, args: '' })
if (options.project === '')
  throw new Error('which suite? -- --project <folder of a Vitest project that has vitest-slo installed>')
const folder = resolve(options.project)
const vitest = binOf(folder, 'vitest')
const written = {
  config: join(folder, 'vitest.with-slo.config.mjs'),
  slos: join(folder, 'slo.config.mjs'),
  results: join(folder, 'with-slo.json'),
  reports: join(folder, '.slo'),
}
for (const file of Object.values(written)) if (existsSync(file)) throw new Error(`${file} is there already, and would be lost`)
process.once('exit', () => Object.values(written).forEach((file) => rmSync(file, { force: true, recursive: true })))
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))

writeFileSync(
  written.config,
  `
import slo from 'vitest-slo'
import { mergeConfig } from 'vitest/config'
import own from './${options.config}'
export default mergeConfig(own, { plugins: [slo()] })
`,
)
writeFileSync(
  written.slos,
  `
import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({
  slos: {
    'every-test': { sli: sli.test('**').duration, objective: 'p99 <= 60s' },
    'allocated': { sli: sli.test('**').allocated, objective: 'peak <= 100GiB', whenUnsupported: 'report' },
  },
})
`,
)

console.log(`${describeMachine()} · ${options.pairs} pairs · CPU time of the process tree: ${await cpuSource()}\n`)
const bounds = new Bounds()
const taken = await interleave(['without', 'with'], { pairs: options.pairs, run })
const [off, on] = ['without', 'with'].map((variant) => taken.get(variant))
printTable(
  ['', 'wall', 'CPU', 'wall ratio', 'CPU ratio', 'bound'],
  [
    ['without', seconds(off, 'wall'), seconds(off, 'cpu'), '1', '1', ''],
    ['with', seconds(on, 'wall'), seconds(on, 'cpu'), ...['wall', 'cpu'].map((figure) => showRatio(ratio(figure))), held()],
  ],
)
tellOutcomes()
bounds.conclude(options.strict)

async function run(variant) {
  const config = variant === 'with' ? written.config : join(folder, options.config)
  const args = [
    'run',
    '--config',
    config,
    '--reporter=json',
    `--outputFile=${written.results}`,
    ...options.args.split(' ').filter(Boolean),
  ]
  const env = plainEnvironment({ CI: 'true' })
  // What a run before has left would pass for what this one was to write.
  for (const file of [written.results, written.reports]) rmSync(file, { force: true, recursive: true })
  // A suite may have tests that fail; both must then.
  const { wall, cpu } = await runMeasured([process.execPath, vitest, ...args], { cwd: folder, env, expected: 'any' })
  if (variant === 'with') demandMeasured()
  return { wall, cpu, outcomes: outcomesOf(JSON.parse(readFileSync(written.results, 'utf8'))) }
}

/** A plugin that measures nothing costs nothing. */
function demandMeasured() {
  const { series } = JSON.parse(readFileSync(join(written.reports, 'report.json'), 'utf8'))
  const tests = series.filter(({ subject, metric }) => subject.kind === 'test' && metric === 'duration')
  if (tests.length === 0) throw new Error('the plugin has measured none of the tests of this suite')
}

/** How each test ended, by its file and name. */
function outcomesOf({ testResults }) {
  const files = testResults.filter(({ name }) => name !== written.slos)
  const tests = files.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, status }, index) => [`${relative(folder, name)} ${index} > ${fullName}`, status]),
  )
  return new Map(tests)
}

/** Those that end in two ways without us, too, are told apart from the rest. */
function tellOutcomes() {
  const names = new Set([...off, ...on].flatMap(({ outcomes }) => [...outcomes.keys()]))
  const differing = [...names].filter((name) => waysOf(off, name) !== waysOf(on, name))
  console.log(`\n${names.size} tests, ${differing.length} of them ended otherwise:`)
  for (const name of differing) console.log(`  ${name}: ${waysOf(off, name)} without, ${waysOf(on, name)} with`)
}

function waysOf(runs, name) {
  const seen = new Set(runs.map(({ outcomes }) => outcomes.get(name) ?? 'absent'))
  return ['passed', 'failed', 'skipped', 'pending', 'todo', 'disabled', 'absent'].filter((way) => seen.has(way)).join(' or ')
}

function ratio(figure) {
  return ratioOf(list(on, figure), list(off, figure))
}

function held() {
  return `wall ${bounds.check(ratio('wall').median, 1.03)}, CPU ${bounds.check(ratio('cpu').median, 1.05)}`
}

function seconds(results, figure) {
  return `${(median(list(results, figure)) / 1000).toFixed(2)} s`
}

function list(results, figure) {
  return results.map((result) => result[figure])
}
