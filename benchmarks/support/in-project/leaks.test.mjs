// Work that keeps nothing, and work that keeps 64 KB an iteration, each in several kinds and many times.
import { slo, test } from 'vitest-slo/test'

const tries = Number(process.env.BENCH_TRIES)
const pool = process.env.BENCH_POOL
const leaked = 64_000
const kept = []

const clean = {
  json: () => JSON.parse(JSON.stringify(Array.from({ length: 2000 }, (_, i) => ({ i, text: `entry ${i}` })))),
  map: () => new Map(Array.from({ length: 5000 }, (_, i) => [`key ${i}`, { i }])),
  buffers: () => Array.from({ length: 20 }, (_, i) => Buffer.alloc(50_000 + i)),
  promises: async () => await Promise.all(Array.from({ length: 500 }, (_, i) => Promise.resolve(i))),
  timers: async () => await new Promise((resolve) => setTimeout(resolve, 1)),
  expressions: () => 'a-b_c d'.repeat(500).replaceAll(/[-_ ]([a-z])/g, (_, letter) => letter.toUpperCase()),
  sorting: () => Array.from({ length: 3000 }, (_, i) => (i * 7919) % 3001).toSorted((a, b) => a - b),
  // oxlint-disable-next-line typescript/no-implied-eval -- code that is compiled and thrown away must not count as kept
  code: () => new Function('a', `return a + ${Math.random()}`)(1),
  'a small cache': boundedCache(),
}

const leaks = {
  buffers: () => kept.push(Buffer.alloc(leaked)),
  numbers: () => kept.push(Array.from({ length: leaked / 8 }, (_, i) => i + 0.5)),
  objects: () => kept.push(Array.from({ length: leaked / 32 }, (_, i) => ({ i, i2: -i }))),
  closures: () => kept.push(Array.from({ length: leaked / 56 }, (_, i) => () => i)),
  strings: () => kept.push(Array.from({ length: leaked / 32 }, (_, i) => `text ${i} ${kept.length}`)),
}

for (const [kind, work] of Object.entries({ clean, leaks })) {
  const names = Object.keys(work)
  for (let count = 0; count < tries; count++) {
    const name = names[count % names.length]
    test(`${kind} ${name} ${count}`, { timeout: 120_000 }, async () => {
      await slo.leak(`${kind}: ${name} ${pool} ${count}`, work[name])
      kept.length = 0
    })
  }
}

function boundedCache() {
  const cache = new Map()
  let next = 0
  return () => {
    for (let i = 0; i < 50; i++) {
      cache.set(next++, { text: `value ${next}` })
      if (cache.size > 500) cache.delete(next - 501)
    }
  }
}
