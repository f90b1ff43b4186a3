import { once } from 'node:events'
import http from 'node:http'
import type { Server } from 'node:http'
import net, { Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import tls from 'node:tls'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startNetwork } from '../../../src/measure/profiler/network-recorder.ts'
import type { RecordedTraffic } from '../../../src/model/profile.ts'

const body = 'x'.repeat(50_000)
let server: Server
let port = 0

beforeEach(async () => {
  server = http.createServer((_, response) => response.end(body)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

async function recorded(work: () => unknown): Promise<RecordedTraffic[]> {
  const { stop, source } = startNetwork()
  await work()
  expect(source).toBe('sockets of this process')
  return stop() as RecordedTraffic[]
}

async function fetches(): Promise<void> {
  await (await fetch(`http://127.0.0.1:${port}/`)).text()
}
const asks = (agent?: http.Agent): Promise<void> =>
  new Promise(function gets(done) {
    http.get({ host: '127.0.0.1', port, agent }, (answer) => answer.resume().on('end', done))
  })
function talks(socket: Socket): Promise<unknown> {
  socket.end('GET / HTTP/1.0\r\n\r\n')
  return once(socket.resume(), 'close')
}
async function connects(): Promise<void> {
  await talks(net.connect(port, '127.0.0.1'))
}
/** As drivers of databases do. */
async function makes(): Promise<void> {
  const socket = new Socket()
  socket.connect(port, '127.0.0.1')
  await talks(socket)
}

describe('a host', () => {
  test.each([
    [fetches, 'fetches'],
    [asks, 'gets'],
    [connects, 'connects'],
    [makes, 'makes'],
  ] as const)('is known with its bytes, its time and who opened the socket, %s', async (work, name) => {
    const list = await recorded(() => work())
    const host = list.find((one) => one.name !== 'clients of this process')
    expect(host).toMatchObject({ name: expect.stringMatching(/^127\.0\.0\.1(:\d+)?$/) as string, operations: 1 })
    expect(host?.read).toBeGreaterThan(50_000)
    expect(host?.written).toBeGreaterThan(0)
    expect(host?.time).toBeGreaterThan(0)
    expect(host?.stack?.[0]).toMatchObject({
      functionName: name,
      url: expect.stringMatching(/^file:.*network-recorder\.test\.ts$/) as string,
    })
  })

  test('over TLS is known by whoever connects', async () => {
    const list = await recorded(async () => {
      const socket = tls.connect({ host: '127.0.0.1', port })
      await once(socket, 'close').catch(() => undefined)
    })
    const listed = list.find(({ name }) => name !== 'clients of this process')
    expect(listed?.name).toBe(`127.0.0.1:${port}`)
    expect(listed?.stack?.[0]?.url).toMatch(/network-recorder\.test\.ts$/)
  })

  test('of a connection that was open before counts from now on, and who uses it', async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
    await asks(agent)
    const list = await recorded(() => asks(agent))
    agent.destroy()
    expect(list).toHaveLength(1)
    expect(list[0]?.read).toBeGreaterThan(50_000)
    expect(list[0]?.read).toBeLessThan(60_000)
    expect(list[0]?.stack?.[0]?.functionName).toBe('gets')
  })
})

test('clients belong to whoever listens', async () => {
  async function serves(): Promise<void> {
    const own = http.createServer((_, response) => response.end(body)).listen(0, '127.0.0.1')
    await once(own, 'listening')
    const answer = await fetch(`http://127.0.0.1:${(own.address() as AddressInfo).port}/`)
    await answer.text()
    own.closeAllConnections()
    own.close()
  }
  const clients = (await recorded(serves)).find(({ name }) => name === 'clients of this process')
  expect(clients?.written).toBeGreaterThan(50_000)
  expect(clients?.stack?.[0]?.functionName).toBe('serves')
})

test('nothing is recorded once it has stopped, and every function is back', async () => {
  const replaced = (): unknown[] => [Reflect.get(Socket.prototype, 'connect'), http.get, globalThis.fetch]
  const own = replaced()
  const { stop } = startNetwork()
  stop()
  expect(replaced()).toEqual(own)
  await fetches()
  expect(stop()).toEqual([])
})
