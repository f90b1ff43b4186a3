import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { markedPids } from '../../../src/measure/process/end-tree.ts'
import { Sampler } from '../../../src/measure/process/sampler.ts'
import { requestTo, requestToNode } from './fixtures/execution-request.ts'

const sampler = new Sampler()
const MiB = 1024 * 1024

afterAll(() => sampler.stop())

/** A zombie does not run: it waits for its new parent to notice. */
function isRunning(pid: number): boolean {
  const path = `/proc/${pid}/stat`
  return existsSync(path) && !/\) [ZX] /.test(readFileSync(path, 'latin1'))
}

describe('how it ends', () => {
  test('exit code and output', async () => {
    const result = await sampler.execute(requestTo('echo out; echo err >&2; exit 3'))
    expect(result).toMatchObject({ end: { kind: 'exited', code: 3 }, stdout: 'out\n', stderr: 'err\n', left: [] })
    expect(result.output).toContain('out\n')
    expect(result.output).toContain('err\n')
  })

  test('a signal', async () => {
    expect((await sampler.execute(requestTo('kill -USR1 $$'))).end).toEqual({ kind: 'signalled', signal: 'SIGUSR1' })
  })

  test('a program that does not exist', async () => {
    const { end, usage } = await sampler.execute(requestTo(['no-such-program', '--flag']))
    expect(end).toMatchObject({ kind: 'not-started', code: 'ENOENT' })
    expect(usage).toBeUndefined()
  })

  test('stopped from outside, before and after its start', async () => {
    const stopped = AbortSignal.abort()
    expect((await sampler.execute(requestTo('sleep 60'), stopped)).end).toEqual({ kind: 'stopped' })
    const stopping = new AbortController()
    const running = sampler.execute(requestTo('sleep 60'), stopping.signal)
    setTimeout(() => stopping.abort(), 100)
    expect((await running).end).toEqual({ kind: 'stopped' })
  })

  test('a text is looked for in the whole output', async () => {
    const found = async (wanted: string): Promise<boolean> => (await sampler.execute(requestTo('echo needle', { wanted }))).found
    expect(await found('needle')).toBe(true)
    expect(await found('noodle')).toBe(false)
  })
})

describe.runIf(process.platform === 'linux')('what is left behind', () => {
  // A child that ignores SIGTERM, an orphan, one in a session of its own, and a double fork into one.
  const family = `
    sh -c 'trap "" TERM; while :; do sleep 1; done' &
    (sleep 61 &)
    setsid sleep 62 &
    setsid sh -c 'sleep 63 & exit' &
    `

  test('after a time-out nothing of the tree is alive, and nobody else was touched', async () => {
    const bystander = spawn('sleep', ['64'], { stdio: 'ignore' })
    const request = requestTo(`${family} sleep 60`, { timeout: 600 })
    const { end, left, usage } = await sampler.execute(request)
    expect(end).toEqual({ kind: 'timed-out' })
    expect(left).toEqual([])
    expect(usage?.processes.seen).toBeGreaterThanOrEqual(6)
    expect(markedPids(request.marker)).toEqual([])
    expect(bystander.exitCode ?? bystander.signalCode).toBeNull()
    bystander.kill()
  })

  test('after a normal end too', async () => {
    const request = requestTo(`${family} sleep 0.3; exit 0`)
    expect((await sampler.execute(request)).end).toEqual({ kind: 'exited', code: 0 })
    expect(markedPids(request.marker)).toEqual([])
  })

  test('a child without the marker goes with its group', async () => {
    const { output } = await sampler.execute(requestTo('env -i sleep 65 & echo $!; sleep 60', { timeout: 400 }))
    expect(isRunning(Number(output))).toBe(false)
  })

  test('an output held open by the dead end of a tree holds nobody up', async () => {
    const { end } = await sampler.execute(requestTo('setsid sleep 66 & echo begun'))
    expect(end).toEqual({ kind: 'exited', code: 0 })
  })
})

describe.runIf(process.platform === 'linux').each(['walk', undefined] as const)('what it used, method %s', (method) => {
  test('memory of a child of a child that allocates 200 MiB', async () => {
    const code = 'const b = Buffer.alloc(200 * 1024 * 1024, 1); setTimeout(() => console.log(process.memoryUsage.rss()), 300)'
    const { usage, stdout } = await sampler.execute(requestTo(`node -e '${code}'; true`, { method }))
    const truth = Number(stdout)
    expect(truth).toBeGreaterThan(200 * MiB)
    expect(usage?.memory?.value).toBeGreaterThan(truth * 0.99)
    // The shell is in it, and whatever Node held for a moment before it measured itself.
    expect(usage?.memory?.value).toBeLessThan(truth * 1.1)
    expect(usage?.memory?.source).toContain(method === 'walk' ? 'upper bound' : 'its own control group')
    expect(usage?.memoryAtLeast).toBeGreaterThan(truth * 0.95)
    expect(usage?.memoryAtLeast).toBeLessThanOrEqual(usage?.memory?.value ?? 0)
  })

  test('a spike of 40 ms and 236 MiB in a life of 1.5 s, at any interval', async () => {
    // Written once only, so that the memory can be given back to the kernel: the buffer is freed by hand.
    const code = `
      const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
      await after(700)
      let spike = new Uint8Array(new ArrayBuffer(236 * 1024 * 1024, { maxByteLength: 236 * 1024 * 1024 })).fill(1)
      await after(40)
      structuredClone(spike.buffer, { transfer: [spike.buffer] }); spike = undefined; globalThis.gc()
      await after(700)
    `
    const run = [process.execPath, '--expose-gc', '--input-type=module', '-e', code]
    const { usage } = await sampler.execute(requestTo(run, { interval: 1000, method }))
    expect(usage?.memory?.value).toBeGreaterThan(236 * MiB)
  })

  test('CPU time of a busy loop, against what it says itself', async () => {
    const code = `
      const spent = () => { const { user, system } = process.cpuUsage(); return user + system }
      while (spent() < 1_200_000);
      const { user, system } = process.cpuUsage(); console.log((user + system) / 1000)`
    const { usage, stdout } = await sampler.execute(requestToNode(code, { method }))
    const truth = Number(stdout)
    // Its own end after the last word, and steps of 10 ms.
    expect(usage?.cpuTime?.value).toBeGreaterThan(truth * 0.97 - 20)
    expect(usage?.cpuTime?.value).toBeLessThan(truth * 1.03 + 60)
    expect(usage?.cpuTime).toMatchObject({
      exact: true,
      source: expect.stringContaining(method === 'walk' ? 'wait counters' : 'control group'),
    })
  })

  test('CPU time of many children too short to be seen', async () => {
    const code = 'while (process.cpuUsage().user < 60_000);'
    const { usage, stdout } = await sampler.execute(
      requestTo(`for i in 1 2 3 4 5 6 7 8 9 10; do '${process.execPath}' -e '${code}'; done; times`, { method }),
    )
    // The second line of `times` is that of the children: 0m0.123000s 0m0.045000s.
    const truth = [...(stdout.split('\n')[1] as string).matchAll(/(\d+)m([\d.]+)s/g)].reduce(
      (sum, [, m, s]) => sum + Number(m) * 60_000 + Number(s) * 1000,
      0,
    )
    expect(truth).toBeGreaterThan(200)
    expect(usage?.cpuTime?.value).toBeGreaterThan(truth - 40)
    // The shell itself is not in it, and takes more where the machine is busy.
    expect(usage?.cpuTime?.value).toBeLessThan(truth * 1.15 + 60)
  })

  test('two at once keep their figures apart', async () => {
    const busy = (ms: number): string =>
      `const spent = () => { const { user, system } = process.cpuUsage(); return user + system }; while (spent() < ${ms * 1000});`
    const [long, short] = await Promise.all([
      sampler.execute(requestToNode(busy(900), { method })),
      sampler.execute(requestToNode(busy(300), { method })),
    ])
    expect(long.usage?.cpuTime?.value).toBeGreaterThan(880)
    expect(long.usage?.cpuTime?.value).toBeLessThan(1200)
    expect(short.usage?.cpuTime?.value).toBeGreaterThan(280)
    expect(short.usage?.cpuTime?.value).toBeLessThan(600)
  })

  test('a small program started by a large process is not taken for large', async () => {
    const code = `
      const ballast = Buffer.alloc(300 * 1024 * 1024, 1); const { spawnSync } = require('node:child_process')
      for (let i = 0; i < 30; i++) spawnSync('/bin/true'); console.log(process.memoryUsage.rss(), ballast.length)`
    const { usage, stdout } = await sampler.execute(requestToNode(code, { interval: 10, method }))
    expect(usage?.memory?.value).toBeLessThan(Number(stdout.split(' ')[0]) * 1.2)
  })

  test('a time line of moments with CPU share and memory', async () => {
    const { usage } = await sampler.execute(requestToNode('const end = Date.now() + 500; while (Date.now() < end);', { method }))
    const stretches = usage?.timeline.stretches ?? []
    expect(stretches.length).toBeGreaterThan(3)
    const cpuTime = stretches.reduce((sum, { figures: { cpu } }) => sum + (cpu === undefined ? 0 : cpu.mean * cpu.known), 0)
    // To its end: the line holds all of the CPU time.
    expect(cpuTime).toBeGreaterThan((usage?.cpuTime?.value ?? 0) * 0.8)
    expect(cpuTime).toBeLessThan((usage?.cpuTime?.value ?? 0) * 1.01 + 1)
    expect(stretches.slice(0, -1).every(({ figures }) => (figures.memory?.max ?? 0) > 0)).toBe(true)
    expect(stretches.every(({ from }, place) => place === 0 || from === stretches[place - 1]?.to)).toBe(true)
  })
})

test('100 MB of output neither blocks the command nor stays in memory', async () => {
  const before = process.memoryUsage.rss()
  const { end, stdout } = await sampler.execute(requestTo('yes abcdefghi | head -c 100000000'))
  expect(end).toEqual({ kind: 'exited', code: 0 })
  expect(stdout).toContain(`[${100_000_000 - 2 * 64 * 1024} bytes left out]`)
  expect(process.memoryUsage.rss() - before).toBeLessThan(60 * MiB)
})

test.runIf(process.platform === 'linux')('50 commands leave no descriptor behind', async () => {
  const open = (): number => readdirSync('/proc/self/fd').length
  await sampler.execute(requestTo('true'))
  const before = open()
  for (let i = 0; i < 50; i++) await sampler.execute(requestTo(i % 2 === 0 ? ['true'] : 'sleep 0.01; true'))
  expect(open()).toBeLessThanOrEqual(before)
})
