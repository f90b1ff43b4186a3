// One run of a small suite of real work: node compared-job.mjs <factor> <samples> [<piece>,...]. Prints the times of every piece of it as
// JSON, in ms.
import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { Parser } from 'n3'
import { catalogue, work } from './work.mjs'

const turtle = Array.from({ length: 40 }, (_, at) => `<http://a.example/${at}> <http://a.example/p> "value ${at}", ${at} .`).join(
  '\n',
)
const items = catalogue(300)
const text = JSON.stringify(items)
const packed = gzipSync(text)
const square = Float64Array.from({ length: 32 * 32 }, (_, at) => (at * 31) % 97)
const roads = new Map(items.map(({ id }) => [id, new Set([(id * 7) % 300, (id * 31 + 11) % 300, (id + 1) % 300])]))
/**
 * Rounds of a sample, in tens, so that a tenth of them is exact: 4 to 8 ms of work each. What leaves much behind gets 25 ms, so that
 * there are several garbage collections in a sample: among fewer, a tenth more rounds is not a tenth more of them, and so not a tenth
 * more time.
 */
const works = {
  objects: { rounds: 50, run: (round) => work(catalogue(120), round) },
  parsing: { rounds: 300, run: () => new Parser().parse(turtle).length },
  bytes: {
    rounds: 50,
    run: (round) =>
      createHash('sha256')
        .update(gzipSync(text.slice(round % 50), { level: 4 }))
        .digest('hex').length,
  },
  texts: { rounds: 20, run: (round) => wordsOf(text.slice(round % 50)) },
  numbers: { rounds: 60, run: (round) => product(square, square, round) },
  unpacking: { rounds: 50, run: (round) => JSON.parse(gunzipSync(packed).toString())[round].id },
  pages: { rounds: 30, run: (round) => pageOf(items, round).length },
  routes: { rounds: 150, run: (round) => distanceOf(round, 299) },
}
/** Unmeasured at first, alike on both sides: while code still compiles, a tenth more of it is not a tenth more time. */
const warmup = 3

const [, , factor, samples, pieces = Object.keys(works).join()] = process.argv
const taken = pieces.split(',').map((name) => {
  const { rounds, run } = works[name]
  for (let round = 0; round < warmup * rounds; round++) run(round % rounds)
  return [name, Array.from({ length: Number(samples) }, () => sample(run, Math.round(rounds * Number(factor))))]
})
console.log(JSON.stringify(Object.fromEntries(taken)))

function sample(run, rounds) {
  const [began, cpu] = [performance.now(), process.cpuUsage()]
  for (let round = 0; round < rounds; round++) run(round)
  const { user, system } = process.cpuUsage(cpu)
  return { duration: performance.now() - began, cpuTime: (user + system) / 1000 }
}

/** How often each word occurs, by a pattern, a map and a sort. */
function wordsOf(read) {
  const counts = new Map()
  for (const [word] of read.matchAll(/[a-z]+|\d+/g)) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].toSorted(([one], [other]) => (one < other ? -1 : 1)).join(',').length
}

/** One cell of the product of two matrices, all of which is worked out. */
function product(left, right, cell) {
  const size = Math.sqrt(left.length)
  const result = new Float64Array(left.length)
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      for (let at = 0; at < size; at++) result[row * size + column] += left[row * size + at] * right[at * size + column]
  return result[cell]
}

/** A table in HTML, its texts escaped. */
function pageOf(rows, round) {
  const cells = ({ id, name, tags, price }) =>
    [id + round, name, tags.join(' & '), price].map((cell) => `<td>${escaped(cell)}</td>`)
  return `<table>${rows.map((row) => `<tr>${cells(row).join('')}</tr>`).join('\n')}</table>`
}

/** Roads between two places, searched breadth first. */
function distanceOf(from, to) {
  const far = new Map([[from, 0]])
  for (const place of far.keys()) for (const next of roads.get(place)) if (!far.has(next)) far.set(next, far.get(place) + 1)
  return far.get(to)
}

function escaped(raw) {
  return String(raw).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
