// One run of a piece of real work, several times over: node compared-job.mjs <work> <rounds> <samples>. Prints its times as JSON, in ms.
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { Parser } from 'n3'
import { catalogue, work } from './work.mjs'

const turtle = Array.from({ length: 40 }, (_, at) => `<http://a.example/${at}> <http://a.example/p> "value ${at}", ${at} .`).join(
  '\n',
)
const text = JSON.stringify(catalogue(300))
const works = {
  objects: (round) => work(catalogue(120), round),
  parsing: () => new Parser().parse(turtle).length,
  bytes: (round) =>
    createHash('sha256')
      .update(gzipSync(text.slice(round % 50), { level: 4 }))
      .digest('hex').length,
}

const [, , name, rounds, samples] = process.argv
const run = works[name]
const taken = Array.from({ length: Number(samples) + 1 }, () => {
  const [began, cpu] = [performance.now(), process.cpuUsage()]
  for (let round = 0; round < Number(rounds); round++) run(round)
  const { user, system } = process.cpuUsage(cpu)
  return { duration: performance.now() - began, cpuTime: (user + system) / 1000 }
})
// The first one compiles.
console.log(JSON.stringify(taken.slice(1)))
