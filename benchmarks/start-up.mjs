// What the plugin adds before the first test, and which modules load because of it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { differenceOf, interleave } from './support/compare.mjs'
import { Bounds, describeMachine, median, printTable } from './support/figures.mjs'
import { binOf, install, writeProject } from './support/installation.mjs'
import { plainEnvironment, runMeasured } from './support/measured-process.mjs'
import { readOptions } from './support/options.mjs'
import { projectFile, vitestProject } from './support/suites.mjs'

const options = readOptions({ pairs: 15, modules: false })
const modules = install()
const vitest = binOf(modules, 'vitest')
const bounds = new Bounds()

// The CPU time of a main thread alone, in ms: it says nearly the same on a busy machine as on a quiet one.
const timeOfFirstTest = `
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'vitest'
const spent = (pid) => {
  try { return Number(readFileSync('/proc/' + pid + '/schedstat', 'latin1').split(' ')[0]) / 1e6 } catch { return undefined }
}
test('is the first', () => {
  const at = performance.timeOrigin + performance.now()
  writeFileSync('first', JSON.stringify({ at, main: spent(process.ppid), worker: spent(process.pid) }))
})
`
const listScripts = `
import { writeFileSync } from 'node:fs'
import { test } from 'vitest'
import { loadedScripts } from '../loaded-scripts.mjs'
test('lists what is loaded', () => writeFileSync('worker.json', JSON.stringify(loadedScripts())))
`

console.log(`${describeMachine()} · ${options.pairs} pairs\n`)
const folders = { off: writeOne('off', timeOfFirstTest), on: writeOne('on', timeOfFirstTest) }
const taken = await interleave(['off', 'on'], { pairs: options.pairs, run: async (variant) => runOnce(folders[variant]) })
printTable(
  ['', 'without', 'with', 'added (median of pairs)', 'bound'],
  [
    row('first test begins', 'first', 80),
    row('CPU of the main thread until then', 'main'),
    row('CPU of the worker until then', 'worker'),
    row('whole run of one empty test', 'wall'),
    row('its CPU time', 'cpu'),
  ],
)
await listModules()
bounds.conclude(options.strict)

function row(title, figure, most) {
  const [off, on] = ['off', 'on'].map((variant) => taken.get(variant).map((one) => one[figure]))
  const added = differenceOf(on, off)
  return [title, ms(median(off)), ms(median(on)), ms(added), most === undefined ? '' : bounds.check(added, most, `${most} ms`)]
}

async function runOnce(cwd) {
  const began = performance.timeOrigin + performance.now()
  const { wall, cpu } = await runMeasured([process.execPath, vitest, 'run'], { cwd, env: plainEnvironment() })
  const { at, main, worker } = JSON.parse(readFileSync(join(cwd, 'first'), 'utf8'))
  return { first: at - began, main, worker, wall, cpu }
}

async function listModules() {
  const [off, on] = ['off', 'on'].map((variant) => writeOne(`modules-${variant}`, listScripts))
  for (const cwd of [off, on]) await runMeasured([process.execPath, vitest, 'run'], { cwd, env: plainEnvironment() })
  for (const place of ['worker', 'main']) {
    const [without, loaded] = [off, on].map((cwd) => JSON.parse(readFileSync(join(cwd, `${place}.json`), 'utf8')))
    const known = new Set(without)
    const added = loaded
      .filter((path) => !known.has(path) && path.includes('/node_modules/'))
      .map((path) => path.replace(/^.*\/node_modules\//, ''))
    console.log(
      `\n${place === 'worker' ? 'A worker' : 'The main process'} loads ${added.length} scripts because of the plugin: ${countByPackage(added)}`,
    )
    if (options.modules) console.log(added.toSorted().map((path) => `  ${path}`).join('\n')) // prettier-ignore
  }
}

function countByPackage(paths) {
  const counts = new Map()
  for (const path of paths) {
    const [first, second] = path.split('/')
    const name = first.startsWith('@') ? `${first}/${second}` : first
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ')
}

function writeOne(name, test) {
  const files = vitestProject(
    { 'tests/one.test.js': test, 'loaded-scripts.mjs': projectFile('loaded-scripts.mjs') },
    { plugin: name.endsWith('on') },
  )
  const list = `
import { writeFileSync } from 'node:fs'
import { loadedScripts } from './loaded-scripts.mjs'
process.once('exit', () => { if (${name.startsWith('modules')}) writeFileSync('main.json', JSON.stringify(loadedScripts())) })
`
  return writeProject(join(modules, name), { ...files, 'vitest.config.mjs': list + files['vitest.config.mjs'] })
}

function ms(value) {
  return `${value.toFixed(0)} ms`
}
