import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { Sampler } from '../../../src/measure/process/sampler.ts'
import { requestTo, requestToNode } from './fixtures/execution-request.ts'

let sampler = new Sampler()

afterEach(async () => {
  vi.useRealTimers()
  await sampler.stop()
  sampler = new Sampler()
})

/** Blocks this thread, as a test under measurement would. */
function block(ms: number): void {
  const end = performance.now() + ms
  while (performance.now() < end);
}

describe('execute', () => {
  test('sees a command while the main thread is blocked, and its end when it comes', async () => {
    await sampler.execute(requestTo('true'))
    const running = sampler.execute(requestTo('sleep 0.5', { interval: 50 }))
    block(2000)
    const { duration, usage } = await running
    // The end was seen in the thread: it did not wait for the 2 s to be over.
    expect(duration).toBeLessThan(1500)
    expect(usage?.timeline.stretches.length).toBeGreaterThan(4)
  })

  test('one thread serves several at once', async () => {
    const threads = (): number => Number(/^Threads:\t(\d+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0)
    await sampler.execute(requestTo('true'))
    const before = threads()
    const results = await Promise.all([1, 2, 3, 4, 5].map((code) => sampler.execute(requestTo(`exit ${code}`))))
    expect(results.map(({ end }) => ('code' in end ? end.code : undefined))).toEqual([1, 2, 3, 4, 5])
    expect(threads()).toBeLessThanOrEqual(before)
  })

  test('fake timers of a test do not stop it', async () => {
    vi.useFakeTimers()
    expect((await sampler.execute(requestTo('sleep 0.1'))).end).toEqual({ kind: 'exited', code: 0 })
  })

  test('a stopped sampler says so to those who wait, and starts anew when asked', async () => {
    const running = expect(sampler.execute(requestTo('sleep 0.5'))).rejects.toThrow('the sampler was stopped')
    await sampler.stop()
    await running
    expect((await sampler.execute(requestTo('true'))).end).toEqual({ kind: 'exited', code: 0 })
  })

  test('the thread has neither environment nor flags of its host', async () => {
    vi.stubEnv('NODE_OPTIONS', '--require ./does-not-exist.cjs')
    expect((await sampler.execute(requestTo('true', { env: {} }))).end).toEqual({ kind: 'exited', code: 0 })
    vi.unstubAllEnvs()
  })
})

describe.runIf(process.platform === 'linux')('watch', () => {
  test('gives the figures so far to a caller who cannot wait', async () => {
    const watch = sampler.watch({ pid: process.pid, interval: 50, before: 0 })
    await sampler.execute(requestToNode('const end = Date.now() + 400; while (Date.now() < end);'))
    const first = watch.read()
    expect(first?.memory?.value).toBeGreaterThan(process.memoryUsage.rss() * 0.5)
    expect(first?.processes.most).toBeGreaterThanOrEqual(2)
    block(300)
    const second = watch.read()
    expect((second?.cpuTime?.value ?? 0) - (first?.cpuTime?.value ?? 0)).toBeGreaterThan(50)
    expect(second?.timeline.stretches.length).toBeGreaterThan(first?.timeline.stretches.length ?? 0)
    expect(second?.samplerCpu).toBeGreaterThan(0)
  })

  test('reads nothing once it is stopped, or its thread is gone', async () => {
    const stopped = sampler.watch({ pid: process.pid, interval: 50, before: 0 })
    stopped.stop()
    expect(stopped.read()).toBeUndefined()
    stopped.stop()
    const lost = sampler.watch({ pid: process.pid, interval: 50, before: 0 })
    await sampler.stop()
    expect(lost.read()).toBeUndefined()
  })

  // A reading may fall between fork and exec, when a child still has the environment of its parent.
  test('leaves out our own janitors', { retry: 2 }, async () => {
    const watch = sampler.watch({ pid: process.pid, interval: 20, before: 0 })
    await sampler.execute(requestTo('sleep 0.3', { env: { PATH: process.env.PATH ?? '', VITEST_SLO_JANITOR: 'x' } }))
    await sleep(50)
    expect(watch.read()?.processes.most).toBe(1)
  })
})
