// How often the comparison of `slo compare` is wrong about identical code, and how often it finds a tenth more work, on real work on this
// machine; beside it what Vitest's toBeFasterThan says of the same runs, and what the tenth more did cost. Everything but cloning and
// building is that of the command.
//
// Four sides run in turns, two of the same code and two of a tenth more: each such four are two comparisons of identical code and two of a
// change, with nothing in common within either kind. What they measured is kept, so that it can be taken in parts (--keep <file>) and
// judged again.
import { execFile } from 'node:child_process'
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { compareRuns } from '../dist/commands/compare/compare-runs.js'
import { comparePairs, looks } from '../dist/judge/compare-pairs.js'
import { takePairs } from '../dist/commands/compare/take-pairs.js'
import { Bounds, describeMachine, median, printTable } from './support/figures.mjs'
import { plainEnvironment } from './support/measured-process.mjs'
import { readOptions } from './support/options.mjs'
import { generator } from './support/random.mjs'

const options = readOptions({ same: 200, pairs: 50, 'pairs-same': 20, exchanged: 10_000, samples: 10, keep: '' })
const execute = promisify(execFile)
const job = join(import.meta.dirname, 'support/in-project/compared-job.mjs')
const factors = { a: 1, b: 1.1, c: 1, d: 1.1 }
/** Each side is followed by each other one, and each is first as often. */
const orders = ['abdc', 'cdba', 'bacd', 'dcab']
const folder = mkdtempSync(join(tmpdir(), 'vitest-slo-bench-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
/** Pairs that the command takes at most unless told otherwise. */
const usual = 30
const keep = options.keep === '' ? join(folder, 'runs.jsonl') : options.keep
const bounds = new Bounds()

console.log(`${describeMachine()} · ${options.pairs} pairs at most, ${options.samples} samples a run\n`)
const compared = { same: [], changed: [] }
for (const set of readSets()) await judgeSet(set)
while (figures('same', 'cpuTime', '').length < options.same) {
  const set = await takeSet()
  appendFileSync(keep, `${JSON.stringify(set)}\n`)
  await judgeSet(set)
  process.stderr.write(`\ridentical code: ${figures('same', 'cpuTime', '').length} of ${options.same}`)
}
process.stderr.write('\n')
const loads = readSets().map(({ load }) => load)
console.log(`${readSets().length} sets, at a load of ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}, ${median(loads).toFixed(1)} in the middle\n`) // prettier-ignore

printTable(
  [
    '',
    'identical code called worse or better',
    'bound',
    'a tenth more found',
    'bound',
    'called better',
    'pairs until found',
    'what the tenth cost',
  ],
  ['cpuTime', 'duration'].flatMap((metric) =>
    ['', ...works()].map((work) => {
      const [same, changed] = [figures('same', metric, work), figures('changed', metric, work)]
      const [wrong, found] = [countOf(same, 'worse', 'better'), countOf(changed, 'worse')]
      const isBound = metric === 'cpuTime' && work === ''
      return [
        `slo compare, ${metric}${work === '' ? '' : ` of ${work}`}`,
        of(wrong, same),
        isBound ? bounds.check(wrong / same.length, 0.01, '1 %') : '',
        `${of(found, changed)}${options.pairs > usual ? `; ${usual} pairs: ${of(countWithin(changed), changed)}` : ''}`,
        isBound ? bounds.check(1 - found / changed.length, 0.05, '5 % missed') : '',
        of(countOf(changed, 'better'), changed),
        String(median(changed.filter(({ row }) => row.verdict === 'worse').map(({ row }) => row.pairs))),
        costOf(changed),
      ]
    }),
  ),
)
console.log()
printTable(
  ['toBeFasterThan of Vitest 5, on the same runs', 'identical code: the base is faster', '+10 %: the base is faster'],
  [0, 0.05, 0.1].flatMap((delta) => [
    [`delta ${delta}, one run of each`, peer('same', delta, 1), peer('changed', delta, 1)],
    [`delta ${delta}, all runs`, peer('same', delta, Infinity), peer('changed', delta, Infinity)],
  ]),
)
console.log()
printTable(
  [
    `real pairs of identical code, sides exchanged at random, ${options.exchanged} comparisons of 50 pairs`,
    'called different',
    'bound',
  ],
  ['cpuTime', 'duration'].map((metric) => {
    const wrong = exchangedWrong(metric)
    return [`slo compare, ${metric}`, `${(100 * wrong).toFixed(2)} %`, bounds.check(wrong, 0.01, '1 %')]
  }),
)
bounds.conclude(options.strict)

function readSets() {
  if (!existsSync(keep)) return []
  return readFileSync(keep, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line)) // prettier-ignore
}

/** A run in a process of its own: of each piece of work its samples. */
async function run(side, pieces = []) {
  const which = pieces.length === 0 ? [] : [pieces.join()]
  const { stdout } = await execute(process.execPath, [job, String(factors[side]), String(options.samples), ...which], { env: plainEnvironment() }) // prettier-ignore
  return JSON.parse(stdout)
}

/**
 * Runs of all sides in turns, until the command would have found every change: from `pairs-same` pairs on, which is all that is taken of
 * identical code, with only those pieces of which the change is not found yet.
 */
async function takeSet() {
  const runs = { a: [], b: [], c: [], d: [] }
  const open = { ab: [], cd: [] }
  // As in the command, the first run of either side does not count.
  for (const side of 'ab') await run(side)
  for (let pair = 1; pair <= options.pairs; pair++) {
    if (pair > options['pairs-same'] && looks.includes(pair - 1))
      for (const ends of ['ab', 'cd']) open[ends] = await missedIn(runs, ends)
    const going = ['ab', 'cd'].filter((ends) => pair <= options['pairs-same'] || open[ends].length > 0)
    if (going.length === 0) break
    for (const side of orders[pair % 4]) {
      const ends = going.find((one) => one.includes(side))
      if (ends !== undefined) runs[side].push(await run(side, open[ends]))
    }
  }
  return { load: loadavg()[0], at: new Date().toISOString(), most: options.pairs, runs }
}

async function missedIn(runs, [base, head]) {
  const rows = await compare({ base: runs[base], head: runs[head] })
  return rows.filter(({ metric, verdict }) => metric === 'cpuTime' && verdict !== 'worse').map(({ subject }) => subject.name)
}

/** Of a set that was taken with fewer pairs only the identical code counts. */
async function judgeSet({ runs, most = 0 }) {
  for (const ends of ['ac', 'bd']) compared.same.push(...(await compareAs('same', runs, ends)))
  if (most < options.pairs) return
  for (const ends of ['ab', 'cd']) compared.changed.push(...(await compareAs('changed', runs, ends)))
}

/** The figures of two sides, with the samples that the rules of others are given. */
async function compareAs(kind, runs, [base, head]) {
  const most = kind === 'same' ? options['pairs-same'] : options.pairs
  const part = { base: runs[base].slice(0, most), head: runs[head].slice(0, most) }
  return (await compare(part)).map((row) => ({ row, runs: part }))
}

/** Each figure as the command finds it where no other one is waited for: pair by pair, until it is sure. */
async function compare(runs) {
  const all = Object.keys(runs.base[0]).flatMap((work) => ['duration', 'cpuTime'].map((metric) => ({ work, metric })))
  return await Promise.all(
    all.map(async (figure) => {
      const next = { base: 0, head: 0 }
      const taken = { base: having(runs.base, figure), head: having(runs.head, figure) }
      const measure = async ({ name }) => [seriesOf(figure, taken[name][next[name]++])]
      const most = lastLook(Math.min(taken.base.length, taken.head.length))
      const [row] = await takePairs({ base: { name: 'base' }, head: { name: 'head' }, measure, most, say: () => undefined })
      return row
    }),
  )
}

/** Nothing is judged after other numbers of pairs than the command judges after. */
function lastLook(pairs) {
  return looks.findLast((look) => look <= pairs) ?? pairs
}

function having(runs, { work }) {
  return runs.filter((one) => Object.hasOwn(one, work))
}

function seriesOf({ work, metric }, measured) {
  const samples = measured[work].map((sample) => sample[metric])
  return { subject: { kind: 'measure', name: work }, metric, unit: 'ms', samples, source: '', exact: true }
}

function figures(kind, metric, work) {
  return compared[kind].filter(({ row }) => row.metric === metric && (work === '' || row.subject.name === work))
}

function works() {
  return [...new Set(compared.same.map(({ row }) => row.subject.name))]
}

/** Of all samples together, whatever the rule took of them: by how much they were longer, and twice the standard error. */
function costOf(changed) {
  const total = (runs, { subject, metric }) =>
    sum(runs.flatMap((one) => (one[subject.name] ?? []).map((sample) => sample[metric])))
  const costs = changed.map(({ row, runs }) => total(runs.head, row) / total(runs.base, row) - 1)
  const mean = sum(costs) / costs.length
  const error = Math.sqrt(sum(costs.map((cost) => (cost - mean) ** 2)) / (costs.length - 1) / costs.length)
  return `${(100 * mean).toFixed(1)} % (+- ${(200 * error).toFixed(1)})`
}

/** How many the command finds with as many pairs as it takes by default. */
function countWithin(taken) {
  return taken.filter(({ row }) => row.verdict === 'worse' && row.pairs <= usual).length
}

function countOf(taken, ...verdicts) {
  return taken.filter(({ row }) => verdicts.includes(row.verdict)).length
}

/** The rule of Vitest 5: the mean latency of one is below that of the other, by `delta` at least. */
function peer(kind, delta, most) {
  const taken = figures(kind, 'duration', '')
  const mean = (runs, work) => {
    const values = runs.slice(0, most).flatMap((one) => (one[work] ?? []).map(({ duration }) => duration))
    return sum(values) / values.length
  }
  const hits = taken.filter(({ row: { subject: { name } }, runs: { base, head } }) => mean(base, name) < mean(head, name) * (1 - delta)) // prettier-ignore
  return of(hits.length, taken)
}

/**
 * What chance alone would call a change, of more comparisons than can be measured: pairs of identical code are drawn with the noise that
 * they have, and either run is the base with the same chance. Judged at all looks of the command.
 */
function exchangedWrong(metric) {
  const random = generator(2026)
  const pools = works().map((work) => poolOf(work, metric))
  const wrong = Array.from({ length: options.exchanged }, (_, at) => {
    const pool = pools[at % pools.length]
    const drawn = Array.from({ length: looks.at(-1) }, () => {
      const pair = pool[Math.floor(random() * pool.length)]
      return random() < 0.5 ? pair : pair.toReversed()
    })
    return looks.some((look) => isDifferent(drawn.slice(0, look), metric))
  })
  return wrong.filter(Boolean).length / wrong.length
}

/** Pairs of runs of identical code: the samples of either. */
function poolOf(work, metric) {
  const samples = (one) => one[work].map((sample) => sample[metric])
  return figures('same', metric, work).flatMap(({ runs: { base, head } }) =>
    base.map((one, at) => [samples(one), samples(head[at])]),
  )
}

function isDifferent(drawn, metric) {
  const subject = { kind: 'measure', name: '' }
  const runs = { subject, metric, unit: 'ms', base: drawn.map(([base]) => base), head: drawn.map(([, head]) => head) }
  return ['worse', 'better'].includes(compareRuns(runs, [], comparePairs)[0].verdict)
}

function of(count, taken) {
  return `${count} of ${taken.length} (${((100 * count) / taken.length).toFixed(1)} %)`
}

function sum(values) {
  return values.reduce((total, value) => total + value, 0)
}
