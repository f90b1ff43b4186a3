import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { Meter } from '../../../src/measure/in-worker/meter.ts'

const all = { cpu: true, memory: true, eventLoop: true, gc: true, disk: true, network: true }
const opened: Meter[] = []

afterEach(() => {
  for (const one of opened.splice(0)) one.stop()
})

function meter(switches = all): Meter {
  const made = new Meter(switches)
  opened.push(made)
  return made
}

function spin(ms: number): void {
  const end = performance.now() + ms
  while (performance.now() < end);
}

/** As much processor time of this process as it is told to take, however long the processor is elsewhere. */
function work(ms: number): void {
  const began = process.cpuUsage()
  const spent = (): number => {
    const { user, system } = process.cpuUsage(began)
    return (user + system) / 1000
  }
  while (spent() < ms);
}

describe('a window', () => {
  test('sees the CPU time of a busy loop, and hardly any of a wait', async () => {
    const busy = meter().start()
    work(30)
    const working = busy()
    const idle = meter().start()
    await new Promise((resolve) => setTimeout(resolve, 60))
    const waiting = idle()
    // A thread counts itself in steps of up to 10 ms.
    expect(working.cpuTime).toBeGreaterThan(15)
    expect(waiting.cpuTime).toBeLessThan(working.cpuTime as number)
    expect(waiting.duration).toBeGreaterThanOrEqual(59)
  })

  test('sees how long a synchronous block held the event loop, from its first moment on', () => {
    const stop = meter().start()
    spin(80)
    const { eventLoopDelay } = stop()
    expect(eventLoopDelay).toBeGreaterThanOrEqual(60)
  })

  test('counts allocated bytes, collected ones included', () => {
    const stop = meter().start()
    let kept: number[] = []
    for (let i = 0; i < 400; i++) kept = Array.from({ length: 12_500 }, (_, j) => j + 0.5)
    const { allocated, heap } = stop()
    expect(kept).toHaveLength(12_500)
    // 400 arrays of 12,500 doubles are 40 MB; growing them allocates more.
    expect(allocated).toBeGreaterThan(38e6)
    expect(heap).toBeGreaterThan(1e6)
  })

  test('counts what is given to storage, in whole pages', async () => {
    const { mkdtempSync, rmSync, writeFileSync } = await import('node:fs')
    const folder = mkdtempSync('.meter-')
    try {
      const stop = meter().start()
      writeFileSync(`${folder}/file`, Buffer.alloc(3_000_000, 1))
      const { diskWrite } = stop()
      expect(diskWrite).toBeGreaterThanOrEqual(3_000_000)
      expect(diskWrite).toBeLessThan(3_300_000)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('counts what goes over sockets at both of their ends, of open ones too', async () => {
    const { connect, createServer } = await import('node:net')
    const instruments = meter()
    const server = createServer((socket) => void socket.on('data', () => socket.write(Buffer.alloc(20_000)))).listen(0)
    await new Promise((resolve) => void server.once('listening', resolve))
    const client = connect((server.address() as AddressInfo).port)
    const exchange = async (): Promise<void> => {
      client.write(Buffer.alloc(500))
      let received = 0
      await new Promise<void>((resolve) => {
        client.on('data', ({ length }) => (received += length) >= 20_000 && resolve())
      })
      client.removeAllListeners('data')
    }
    const first = instruments.start()
    await exchange()
    expect(first()).toMatchObject({ networkSent: 20_500, networkReceived: 20_500 })
    const second = instruments.start()
    await exchange()
    client.destroy()
    expect(second()).toMatchObject({ networkSent: 20_500, networkReceived: 20_500 })
    expect(instruments.start()()).toMatchObject({ networkSent: 0, networkReceived: 0 })
    await new Promise((resolve) => server.close(resolve))
  })

  test('windows may overlap, and each sees its own time', () => {
    const instruments = meter()
    const outer = instruments.start()
    spin(40)
    const inner = instruments.start()
    const short = inner()
    const long = outer()
    expect(long.duration).toBeGreaterThan(short.duration)
    expect(long.eventLoopDelay).toBeGreaterThanOrEqual(20)
    expect(short.eventLoopDelay).toBeLessThan(long.eventLoopDelay as number)
  })
})

test.each([
  ['cpu', 'cpuTime'],
  ['memory', 'memory'],
  ['eventLoop', 'eventLoopDelay'],
  ['gc', 'allocated'],
  ['disk', 'diskWrite'],
  ['network', 'networkSent'],
] as const)('switching %s off leaves %s unknown, not 0', (name, metric) => {
  expect(meter({ ...all, [name]: false }).start()()[metric]).toBeUndefined()
  expect(meter().start()()[metric]).toBeTypeOf('number')
})

test('leaves no descriptor behind', async () => {
  const { readdirSync } = await import('node:fs')
  const before = readdirSync('/proc/self/fd').length
  for (let i = 0; i < 20; i++) new Meter(all).stop()
  expect(readdirSync('/proc/self/fd')).toHaveLength(before)
})
