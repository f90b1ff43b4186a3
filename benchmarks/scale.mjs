// What the end of a large run costs: collecting, judging, report.json and report.html, in time and in memory of the main process.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Bounds, describeMachine, mebibytes, printTable } from './support/figures.mjs'
import { binOf, install, writeProject } from './support/installation.mjs'
import { plainEnvironment, runMeasured } from './support/measured-process.mjs'
import { readOptions } from './support/options.mjs'
import { emptySuite, projectFile, vitestProject } from './support/suites.mjs'

const options = readOptions({ tests: '1000,10000,100000' })
const modules = install()
const vitest = binOf(modules, 'vitest')
const bounds = new Bounds()

console.log(`${describeMachine()}\n`)
const results = []
for (const tests of options.tests.split(',').map(Number)) results.push(await measureSize(tests))
printTable(
  ['tests', 'end of run', 'its CPU', 'per test', 'peak without', 'peak with', 'above', 'reports', 'bound'],
  results.map((result) => rowOf(result)),
)
bounds.conclude(options.strict)

async function measureSize(tests) {
  const files = Math.min(50, tests / 100)
  const suite = { ...emptySuite({ files, testsPerFile: tests / files }), 'watch-end.mjs': projectFile('watch-end.mjs') }
  const [off, on] = [await runOnce(suite, tests, false), await runOnce(suite, tests, true)]
  return { tests, off, on }
}

async function runOnce(suite, tests, plugin) {
  const files = vitestProject(suite, { plugin, test: "reporters: ['dot']," })
  // After ours in the list of plugins, so that its reporter comes before ours in the list of reporters.
  files['vitest.config.mjs'] = `import { watchEnd } from './watch-end.mjs'\n${files['vitest.config.mjs'].replace(
    /export default \{\n(.*)\n/,
    (_, plugins) =>
      `export default {\n${plugins.includes('slo()') ? plugins.replace('slo()', 'slo(), watchEnd()') : 'plugins: [watchEnd()],'}\n`,
  )}`
  const cwd = writeProject(join(modules, `scale-${tests}-${plugin ? 'on' : 'off'}`), files)
  await runMeasured([process.execPath, vitest, 'run'], { cwd, env: plainEnvironment() })
  process.stderr.write('.')
  const { end, cpu, peak } = JSON.parse(readFileSync(join(cwd, 'end.json'), 'utf8'))
  const sizeOf = (name) => (plugin ? readFileSync(join(cwd, '.slo', name)).length : 0)
  return { end, cpu, peak, json: sizeOf('report.json'), html: sizeOf('report.html') }
}

function rowOf({ tests, off, on }) {
  const above = on.peak - off.peak
  const held = tests === 10_000 ? [bounds.check(on.end, 1000, '1 s'), bounds.check(above, 100e6, '100 MB')] : []
  return [
    tests.toLocaleString('en'),
    `${on.end.toFixed(0)} ms`,
    `${on.cpu.toFixed(0)} ms`,
    `${((on.end / tests) * 1000).toFixed(0)} us`,
    mebibytes(off.peak),
    mebibytes(on.peak),
    mebibytes(above),
    `${mebibytes(on.json)} json, ${mebibytes(on.html)} html`,
    held.join(', '),
  ]
}
