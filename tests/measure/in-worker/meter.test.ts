import { execFileSync } from 'node:child_process'
import net from 'node:net'
import type { AddressInfo, Server } from 'node:net'
import type { Duplex } from 'node:stream'
import { afterEach, describe, expect, test } from 'vitest'
import { Meter } from '../../../src/measure/in-worker/meter.ts'

const all = { cpu: true, memory: true, eventLoop: true, gc: true, disk: true, network: true }
const opened: Meter[] = []

afterEach(() => {
  for (const one of opened.splice(0)) one.stop()
})

function selfSigned(): { readonly key: string; readonly cert: string } {
  const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=here']
  const both = execFileSync('openssl', [...args, '-keyout', '-', '-out', '-'], { encoding: 'utf8', stdio: 'pipe' })
  return { key: both, cert: both }
}

async function portOf(server: Server): Promise<number> {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  return (server.address() as AddressInfo).port
}

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

/** Allocates 100 kB for each; gives back the last. */
function allocate(arrays: number): number[] {
  let kept: number[] = []
  for (let i = 0; i < arrays; i++) kept = Array.from({ length: 12_500 }, (_, j) => j + 0.5)
  return kept
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

  test('counts allocated bytes, collected ones included, and the time of collecting', async () => {
    const instruments = meter()
    const stop = instruments.start()
    expect(allocate(400)).toHaveLength(12_500)
    const reading = stop()
    expect(reading.allocated).toBeUndefined()
    await instruments.settle()
    // 400 arrays of 12,500 doubles are 40 MB; growing them allocates more.
    expect(reading.allocated).toBeGreaterThan(38e6)
    expect(reading.heap).toBeGreaterThan(1e6)
    expect(reading.gcTime).toBeGreaterThan(0)
    expect(reading.gcTime).toBeLessThan(reading.duration)
  })

  test('of many windows each knows what it allocated, those that hold others too', async () => {
    const instruments = meter()
    const outer = instruments.start()
    const readings = [100, 0, 400, 0, 200].map((arrays) => {
      const stop = instruments.start()
      allocate(arrays)
      return stop()
    })
    await instruments.settle()
    allocate(100)
    const whole = outer()
    await instruments.settle()
    const [small, none, large, nothing, middle] = readings.map(({ allocated }) => allocated as number)
    expect([none, nothing].every((bytes) => (bytes as number) < 1e6)).toBe(true)
    expect((large as number) / (small as number)).toBeCloseTo(4, 0)
    expect((middle as number) / (small as number)).toBeCloseTo(2, 0)
    expect((whole.allocated as number) / (small as number)).toBeCloseTo(8, 0)
  })

  test('a window that ends while others are settled is known the next time, whole', async () => {
    const instruments = meter()
    const stop = instruments.start()
    const settling = instruments.settle()
    allocate(400)
    const reading = stop()
    const again = instruments.settle()
    await settling
    expect(reading.allocated).toBeUndefined()
    await again
    expect(reading.allocated).toBeGreaterThan(38e6)
  })

  test('hundreds of windows make collecting no dearer', async () => {
    const instruments = meter()
    const spent = (): number => {
      const began = process.cpuUsage()
      allocate(500)
      const { user, system } = process.cpuUsage(began)
      return user + system
    }
    const before = Math.min(spent(), spent(), spent())
    for (let window = 0; window < 300; window++) {
      const stop = instruments.start()
      allocate(20)
      stop()
      if (window % 25 === 0) await instruments.settle()
    }
    const after = Math.min(spent(), spent(), spent())
    // With a profiler for each of them a collection would take twenty times as long.
    expect(after / before).toBeLessThan(3)
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

  test('counts the clients that announce themselves nowhere: those of TLS, and sockets that a driver connects itself', async () => {
    const { createServer, Socket } = net
    const tls = await import('node:tls')
    const instruments = meter()
    const { key, cert } = selfSigned()
    const answer = (socket: Duplex): void => void socket.on('data', () => socket.end(Buffer.alloc(20_000)))
    const servers = [createServer(answer), tls.createServer({ key, cert }, answer)]
    const [plain, secure] = await Promise.all(servers.map(portOf))
    const asked = [
      () => new Socket().connect(plain!, '127.0.0.1'),
      () => tls.connect({ port: secure!, host: '127.0.0.1', rejectUnauthorized: false }),
    ]
    for (const open of asked) {
      const stop = instruments.start()
      const socket = open()
      socket.write(Buffer.alloc(500))
      await new Promise((resolve) => socket.resume().once('close', resolve))
      const { networkSent, networkReceived } = stop()
      // The server is in this process too; its end of TLS may be seen below the text.
      expect(networkSent).toBeGreaterThanOrEqual(20_500)
      expect(networkReceived).toBeGreaterThanOrEqual(20_500)
    }
    for (const server of servers) server.close()
  })

  test('leaves sockets as they were once it has stopped', () => {
    const connect = (): unknown => Reflect.get(net.Socket.prototype, 'connect')
    const own = connect()
    const one = new Meter(all)
    expect(connect()).not.toBe(own)
    one.stop()
    expect(connect()).toBe(own)
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
] as const)('switching %s off leaves %s unknown, not 0', async (name, metric) => {
  const [off, on] = [meter({ ...all, [name]: false }), meter()]
  const readings = [off.start()(), on.start()()]
  await Promise.all([off.settle(), on.settle()])
  expect(readings.map((reading) => typeof reading[metric])).toEqual(['undefined', 'number'])
})

test('leaves no descriptor behind', async () => {
  const { readdirSync } = await import('node:fs')
  const before = readdirSync('/proc/self/fd').length
  for (let i = 0; i < 20; i++) new Meter(all).stop()
  expect(readdirSync('/proc/self/fd')).toHaveLength(before)
})
