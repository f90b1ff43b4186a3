// What alerts cost at the end of a run: three channels and nothing to tell; and three channels of which one never answers.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { differenceOf, interleave } from './support/compare.mjs'
import { Bounds, describeMachine, median, printTable } from './support/figures.mjs'
import { binOf, install, writeProject } from './support/installation.mjs'
import { plainEnvironment, runMeasured } from './support/measured-process.mjs'
import { readOptions } from './support/options.mjs'
import { vitestProject } from './support/suites.mjs'

const options = readOptions({ pairs: 15, red: 3 })
const modules = install()
const vitest = binOf(modules, 'vitest')
const bounds = new Bounds()
const timeout = 2000

// From the end of the last test to the end of the process, and the CPU time of the main process for it.
const timeOfLastTest = `
import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, test } from 'vitest'
const spent = (pid) => {
  try { return Number(readFileSync('/proc/' + pid + '/schedstat', 'latin1').split(' ')[0]) / 1e6 } catch { return undefined }
}
test('is the last', () => undefined)
afterAll(() => writeFileSync('last', JSON.stringify({ at: performance.timeOrigin + performance.now(), main: spent(process.ppid) })))
`

const hanging = createServer(() => undefined)
await new Promise((resolve) => hanging.listen(0, '127.0.0.1', resolve))
const nowhere = `http://127.0.0.1:${hanging.address().port}`

console.log(`${describeMachine()} · ${options.pairs} pairs\n`)
const folders = {
  'green, without': writeOne('green-without', { objective: '<= 60s' }),
  'green, three channels': writeOne('green-with', { objective: '<= 60s', alerts: channels('env:NOWHERE') }),
  'red, without': writeOne('red-without', { objective: '<= 1us' }),
  'red, three channels, one hangs': writeOne('red-with', { objective: '<= 1us', alerts: channels('env:NOWHERE') }),
}
const green = await take(['green, without', 'green, three channels'], options.pairs, 0)
const red = await take(['red, without', 'red, three channels, one hangs'], options.red, 1)
hanging.closeAllConnections()
hanging.close()
printTable(
  ['', 'without', 'with', 'added (median of pairs)', 'bound'],
  [
    row('green run: end of the last test to the end of the process', green, 'end', 20),
    row('CPU time of the whole run', green, 'cpu'),
    row(`red run, one channel hangs for its ${timeout / 1000} s`, red, 'end', timeout + 200),
  ],
)
bounds.conclude(options.strict)

function row(title, taken, figure, most) {
  const [off, on] = [...taken.values()].map((all) => all.map((one) => one[figure]))
  const added = differenceOf(on, off)
  return [title, ms(median(off)), ms(median(on)), ms(added), most === undefined ? '' : bounds.check(added, most, `${most} ms`)]
}

async function take(variants, pairs, expected) {
  // What is loaded for the first time is read from the disk.
  for (const variant of variants) await runOnce(folders[variant], expected)
  return await interleave(variants, { pairs, run: async (variant) => runOnce(folders[variant], expected) })
}

async function runOnce(cwd, expected) {
  // Every run is of a branch of its own: else a violation is told once.
  const env = plainEnvironment({ CI: 'true', NOWHERE: nowhere, GITHUB_REF_NAME: `b-${performance.now()}` })
  const { wall, cpu } = await runMeasured([process.execPath, vitest, 'run'], { cwd, env, expected })
  const ended = performance.timeOrigin + performance.now()
  return { wall, cpu, end: ended - JSON.parse(readFileSync(join(cwd, 'last'), 'utf8')).at }
}

function channels(hangs) {
  return `alerts: { repeat: '1m', channels: {
    team: { kind: 'webhook', url: '${hangs}', timeout: '${timeout / 1000}s' },
    chat: { kind: 'slack', url: '${hangs}', timeout: '1s' },
    pager: { kind: 'command', run: 'true' },
  } },`
}

function writeOne(name, { objective, alerts = '' }) {
  const files = vitestProject({ 'tests/one.test.js': timeOfLastTest }, { plugin: true })
  const config = `
import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({ fitness: 'ignore', profiling: { when: 'never' }, ${alerts}
  slos: { time: { sli: sli.test({ file: 'tests/**' }).duration, objective: '${objective}' } } })
`
  return writeProject(join(modules, name), { ...files, 'slo.config.mjs': config })
}

function ms(value) {
  return `${value.toFixed(0)} ms`
}
