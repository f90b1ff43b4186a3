// Tests of known size: each notes what it really took beside the name by which its series are found.
import { appendFileSync } from 'node:fs'
import { test } from 'vitest'

const cpuUsage = process.cpuUsage.bind(process)
// A JSArray of 4 words, the header of its elements, 2 words, and one word per element: V8 on 64 bits without pointer compression.
const arrayLength = 1000
const arrayBytes = (4 + 2 + arrayLength) * 8
let sink

warm()

// The first test of a file also pays for code of Vitest that runs for the first time.
for (const name of ['cpuTime 20 ms, first of its file', 'cpuTime 20 ms', 'cpuTime 50 ms', 'cpuTime 200 ms']) {
  test(name, () => {
    const before = cpuSpent()
    burn(Number.parseInt(name.slice('cpuTime '.length)))
    note(name, cpuSpent() - before)
  })
}

for (const mebibytes of [25, 100]) {
  test(`allocated ${mebibytes} MiB`, () => {
    const count = Math.round((mebibytes * 2 ** 20) / arrayBytes)
    allocate(count)
    note(`allocated ${mebibytes} MiB`, count * arrayBytes)
  })
}

function burn(milliseconds) {
  const end = cpuSpent() + milliseconds
  let sum = 0
  while (cpuSpent() < end) for (let i = 0; i < 20_000; i++) sum += Math.sqrt(i)
  return sum
}

function allocate(count) {
  for (let index = 0; index < count; index++) sink = Array(arrayLength)
}

/** Compiled before it counts: the compiler's own work would be taken for the test's. */
function warm() {
  burn(100)
  allocate(3000)
}

function note(name, truth) {
  appendFileSync(process.env.BENCH_TRUTH, `${JSON.stringify({ name, truth, sink: sink?.length })}\n`)
}

function cpuSpent() {
  const { user, system } = cpuUsage()
  return (user + system) / 1000
}
