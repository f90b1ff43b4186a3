// How often the comparison of `slo compare` is wrong about identical code, and how often it finds a tenth more work, on real work on this
// machine; beside it what Vitest's toBeFasterThan says of the same runs. Everything but cloning and building is that of the command.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { takePairs } from '../dist/commands/compare/take-pairs.js'
import { Bounds, describeMachine, median, percent, printTable } from './support/figures.mjs'
import { plainEnvironment } from './support/measured-process.mjs'
import { readOptions } from './support/options.mjs'

const options = readOptions({ same: 200, changed: 60, pairs: 20, samples: 5 })
const execute = promisify(execFile)
const job = join(import.meta.dirname, 'support/in-project/compared-job.mjs')
/** Rounds of a sample: 15 to 25 ms of work each. */
const rounds = { objects: 120, parsing: 160, bytes: 140 }
const bounds = new Bounds()

console.log(`${describeMachine()} · ${options.pairs} pairs at most, ${options.samples} samples a run\n`)
const same = await comparisons(options.same, 1, 'identical code')
const changed = await comparisons(options.changed, 1.1, 'a tenth more work')
console.log(`${describeMachine()} at the end\n`)

printTable(
  ['', 'identical code called worse or better', 'bound', '+10 % found', 'bound', 'pairs, identical', 'pairs, +10 %'],
  ['cpuTime', 'duration'].map((metric) => {
    const [wrong, found] = [shareOf(same, metric, ['worse', 'better']), shareOf(changed, metric, ['worse'])]
    const missed = metric === 'cpuTime' ? bounds.check(1 - found, 0.05, '5 % missed') : ''
    return [`slo compare, ${metric}`, percentOf(wrong), bounds.check(wrong, 0.01, '1 %'), percentOf(found), missed, pairsOf(same), pairsOf(changed)] // prettier-ignore
  }),
)
console.log()
printTable(
  ['toBeFasterThan of Vitest 5, one run of each', 'identical code: the base is faster', '+10 %: the base is faster'],
  [0, 0.05, 0.1].flatMap((delta) => [
    [`delta ${delta}`, percentOf(peer(same, delta, 1)), percentOf(peer(changed, delta, 1))],
    [`delta ${delta}, means of all pairs`, percentOf(peer(same, delta, Infinity)), percentOf(peer(changed, delta, Infinity))],
  ]),
)
bounds.conclude(options.strict)

async function comparisons(count, factor, title) {
  const taken = []
  for (let at = 0; at < count; at++) {
    taken.push(await compareOnce(Object.keys(rounds)[at % Object.keys(rounds).length], factor))
    process.stderr.write(`\r${title}: ${at + 1} of ${count}`)
  }
  process.stderr.write('\n')
  return taken
}

/** One comparison as the command makes it: a run of either side that does not count, then pairs in turns until all is decided. */
async function compareOnce(work, factor) {
  const runs = { base: [], head: [] }
  const measure = async (side) => {
    const { stdout } = await execute(process.execPath, [job, work, String(Math.round(rounds[work] * side.factor)), String(options.samples)], { env: plainEnvironment() }) // prettier-ignore
    const samples = JSON.parse(stdout)
    runs[side.name].push(samples.map(({ duration }) => duration))
    return ['duration', 'cpuTime'].map((metric) => ({
      subject: { kind: 'measure', name: work },
      metric,
      unit: 'ms',
      samples: samples.map((sample) => sample[metric]),
      source: '',
      exact: true,
    }))
  }
  const [base, head] = [{ name: 'base', factor: 1 }, { name: 'head', factor }] // prettier-ignore
  for (const side of [base, head]) await measure(side)
  for (const name of ['base', 'head']) runs[name].length = 0
  const compared = await takePairs({ base, head, measure, most: options.pairs, say: () => undefined })
  return { compared, runs }
}

function shareOf(taken, metric, verdicts) {
  const hits = taken.filter(({ compared }) => verdicts.includes(compared.find((one) => one.metric === metric)?.verdict))
  return hits.length / taken.length
}

/** The rule of Vitest 5: the mean latency of one is below that of the other, by `delta` at least. */
function peer(taken, delta, most) {
  const mean = (lists) => {
    const values = lists.slice(0, most).flat()
    return values.reduce((sum, value) => sum + value, 0) / values.length
  }
  return taken.filter(({ runs: { base, head } }) => mean(base) < mean(head) * (1 - delta)).length / taken.length
}

function pairsOf(taken) {
  return String(median(taken.map(({ compared }) => compared[0].pairs)))
}

function percentOf(share) {
  return percent(share).replace('+', '')
}
