// One run of a small suite of real work: node compared-job.mjs <factor> <samples>. Prints the times of every piece of it as JSON, in ms.
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { Parser } from 'n3'
import { catalogue, work } from './work.mjs'

const turtle = Array.from({ length: 40 }, (_, at) => `<http://a.example/${at}> <http://a.example/p> "value ${at}", ${at} .`).join(
  '\n',
)
const text = JSON.stringify(catalogue(300))
/** Rounds of a sample: 6 to 9 ms of work each. */
const works = {
  objects: { rounds: 55, run: (round) => work(catalogue(120), round) },
  parsing: { rounds: 90, run: () => new Parser().parse(turtle).length },
  bytes: {
    rounds: 60,
    run: (round) =>
      createHash('sha256')
        .update(gzipSync(text.slice(round % 50), { level: 4 }))
        .digest('hex').length,
  },
}
/** Unmeasured at first, alike on both sides: while code still compiles, a tenth more of it is not a tenth more time. */
const warmup = 3

const [, , factor, samples] = process.argv
const taken = Object.entries(works).map(([name, { rounds, run }]) => {
  for (let round = 0; round < warmup * rounds; round++) run(round)
  return [name, Array.from({ length: Number(samples) }, () => sample(run, Math.round(rounds * Number(factor))))]
})
console.log(JSON.stringify(Object.fromEntries(taken)))

function sample(run, rounds) {
  const [began, cpu] = [performance.now(), process.cpuUsage()]
  for (let round = 0; round < rounds; round++) run(round)
  const { user, system } = process.cpuUsage(cpu)
  return { duration: performance.now() - began, cpuTime: (user + system) / 1000 }
}
