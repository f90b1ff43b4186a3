// A program of known size: it does what its argument (JSON) says and notes what it really took when it ends, one line per process.
//   cpu        milliseconds of CPU time to spend
//   children   workloads to run as child processes, one after the other
//   hold       { bytes, ms }: memory to hold
//   spike      { bytes, ms, at }: the same, that many ms after the start, given back afterwards (needs --expose-gc)
//   life       milliseconds to live at least
import { spawnSync } from 'node:child_process'
import { appendFileSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const { cpu = 0, children = [], hold, spike, life = 0 } = JSON.parse(process.argv[2])

process.once('exit', () => {
  const [, peak] = /^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'latin1'))
  appendFileSync(process.env.BENCH_TRUTH, `${JSON.stringify({ pid: process.pid, peak: peak * 1024, cpu: cpuSpent() })}\n`)
})

for (const child of children)
  spawnSync(process.execPath, [...process.execArgv, process.argv[1], JSON.stringify(child)], { stdio: 'inherit' })
burn(cpu)
if (hold !== undefined) await holdMemory(hold)
if (spike !== undefined) {
  await sleep(spike.at - performance.now())
  await holdMemory(spike)
  globalThis.gc()
}
await sleep(life - performance.now())

function burn(milliseconds) {
  const end = cpuSpent() + milliseconds
  let sum = 0
  while (cpuSpent() < end) for (let i = 0; i < 20_000; i++) sum += Math.sqrt(i)
  return sum
}

async function holdMemory({ bytes, ms }) {
  const memory = Buffer.allocUnsafeSlow(bytes).fill(1)
  await sleep(ms)
  return memory.length
}

function cpuSpent() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
