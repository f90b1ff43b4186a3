// Notes the CPU time of the worker before the tests of a file and after them; only forks can tell their own from that of others.
import { mkdirSync, writeFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
import { afterAll, beforeAll } from 'vitest'
const cpu = process.cpuUsage.bind(process)
const spent = () => {
  const { user, system } = cpu()
  return (user + system) / 1000
}
let before
beforeAll(() => {
  before = spent()
})
afterAll(() => {
  const after = spent()
  if (!isMainThread) return
  mkdirSync(process.env.BENCH_CPU_LOG, { recursive: true })
  writeFileSync(process.env.BENCH_CPU_LOG + '/' + process.pid + '-' + Math.random(), JSON.stringify({ before, after }))
})
