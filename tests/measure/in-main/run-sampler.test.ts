import { spawnSync } from 'node:child_process'
import { afterAll, expect, test } from 'vitest'
import { RunSampler } from '../../../src/measure/in-main/run-sampler.ts'
import { sampler } from '../../../src/measure/process/sampler.ts'

afterAll(() => sampler.stop())

test.runIf(process.platform === 'linux')('follows this process and its children from its start, and tells at once', () => {
  const run = new RunSampler(50)
  expect(run.totals()).toBeUndefined()
  run.start()
  const before = process.cpuUsage()
  const code = `const spent = () => { const { user, system } = process.cpuUsage(); return user + system }
    while (spent() < 600_000); console.log(spent() / 1000)`
  const truth = Number(spawnSync(process.execPath, ['-e', code]).stdout.toString())
  const { user, system } = process.cpuUsage(before)
  const totals = run.totals()
  // What the loop says of itself, and what this process has spent meanwhile: steps of 10 ms, and the end of the loop's process.
  const all = truth + (user + system) / 1000
  expect(totals?.cpuTime.value).toBeGreaterThan(all * 0.95 - 40)
  expect(totals?.cpuTime.value).toBeLessThan(all * 1.1 + 100)
  expect(totals?.cpu.value).toBeGreaterThan(0)
  expect(totals?.memory.value).toBeGreaterThanOrEqual(process.memoryUsage.rss() * 0.5)
  expect(totals?.memoryAtLeast).toBeLessThanOrEqual(totals?.memory.value ?? 0)
  expect(totals?.processes.value).toBeGreaterThanOrEqual(1)
  expect(run.ownCpu()).toBeGreaterThanOrEqual(totals?.cpuTime.value ?? 0)
  expect(run.samplerCpu()).toBeGreaterThan(0)
  run.stop()
  expect(run.totals()).toBeUndefined()
  expect(run.ownCpu()).toBeUndefined()
  expect(run.samplerCpu()).toBeUndefined()
})
