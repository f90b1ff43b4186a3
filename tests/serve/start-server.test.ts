import { get, request } from 'node:http'
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { LiveRun } from '../../src/model/live.ts'
import { textAnswer } from '../../src/serve/answer.ts'
import { EventStreams } from '../../src/serve/event-streams.ts'
import { startServer } from '../../src/serve/start-server.ts'
import type { Listening, Serving } from '../../src/serve/start-server.ts'

const token = 'a-token-of-20-chars!'
const going: LiveRun = { id: 'a', pid: 1, startedAt: '2026-01-05T10:00:00.000Z', status: 'running', phase: 'tests', failures: [], probes: [], limits: [], notes: [], events: 1 } // prettier-ignore
let listening: Listening | undefined
let run: LiveRun | undefined

afterEach(async () => {
  run = undefined
  await listening?.close()
})

async function start(changes: Partial<Serving> = {}, most = 3): Promise<Listening> {
  const events = new EventStreams({
    read: () => run,
    views: new Map([['json', (one: LiveRun | undefined) => JSON.stringify(one ?? {})]]),
    most,
    period: 10,
  })
  const site: Serving['site'] = async ({ path }) => ({
    ...textAnswer(path.join('/')),
    body: path[0] === 'long' ? ['a', 'b'] : path.join('/'),
  })
  listening = await startServer({ host: '127.0.0.1', port: 0, allowedNames: [], site, events, ...changes })
  return listening
}

interface Answered {
  readonly status: number | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

function ask(url: string, headers: OutgoingHttpHeaders = {}, method = 'GET'): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { method, headers, agent: false }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => (body += text))
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }))
    })
    asking.once('error', reject).end()
  })
}

/** Listens to events; gives what came so far. */
async function listen(
  url: string,
  headers: OutgoingHttpHeaders = {},
): Promise<{ readonly said: () => string; readonly over: Promise<void>; readonly leave: () => void }> {
  return await new Promise((resolve, reject) => {
    const asking = get(`${url}events`, { headers, agent: false }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => (body += text))
      resolve({ said: () => body, over: new Promise((over) => response.once('close', over)), leave: () => asking.destroy() })
    })
    asking.on('error', reject)
  })
}

describe('a server on this machine', () => {
  test('answers with headers that close every door', async () => {
    const { url } = await start()
    const { status, headers, body } = await ask(`${url}runs/x`)
    expect([status, body]).toEqual([200, 'runs/x'])
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    })
    expect(headers).not.toHaveProperty('access-control-allow-origin')
    expect((await ask(`${url}long`)).body).toBe('ab')
    expect(await ask(`${url}long`, {}, 'HEAD')).toMatchObject({ status: 200, body: '' })
  })

  test('refuses what is no question of its own', async () => {
    const { url } = await start()
    expect((await ask(url, { host: 'evil.test' })).status).toBe(421)
    expect((await ask(`${url}events`, { host: 'evil.test' })).status).toBe(421)
    expect((await ask(url, { origin: 'http://evil.test' })).status).toBe(403)
    expect((await ask(url, {}, 'POST')).status).toBe(405)
    expect((await ask(`${url}%`)).status).toBe(400)
    expect(await raw(url, 'GET http://evil.test/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')).toMatch(
      /^HTTP\/1.1 400/,
    )
    expect(await raw(url, 'GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 421/)
    expect(await raw(url, `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`)).toMatch(/^HTTP\/1.1 431/)
  })

  test('asks for the token for everything but whether it is there', async () => {
    const { url } = await start({ token })
    for (const path of ['', 'live', 'events', 'metrics', 'api/runs']) expect((await ask(url + path)).status).toBe(401)
    expect((await ask(`${url}health`)).status).toBe(200)
    expect((await ask(url, { authorization: `Bearer ${token}` })).status).toBe(200)
    const { headers, status } = await ask(`${url}runs?token=${encodeURIComponent(token)}`)
    expect([status, headers.location]).toEqual([303, '/runs'])
    expect((await ask(url, { cookie: headers['set-cookie']?.[0]?.split(';')[0] })).status).toBe(200)
  })

  test('says in one line why it cannot listen', async () => {
    const { url } = await start()
    const first = listening
    const port = Number(new URL(url).port)
    await expect(start({ port })).rejects.toThrow(`slo serve: port ${port} is in use: name another one with --port, or 0`)
    await expect(start({ port: 65_536 })).rejects.toThrow('slo serve: there is no port 65536')
    await expect(start({ host: 'no-such-name.invalid' })).rejects.toThrow('this machine has no address no-such-name.invalid')
    await first?.close()
  })
})

describe('a server that others reach', () => {
  test.each(['0.0.0.0', '::'])('does not listen at %s without a token', async (host) => {
    await expect(start({ host })).rejects.toThrow(/can be reached by other machines, so a token is needed/)
  })

  test('answers those who know it, under its addresses and names', async () => {
    const { url } = await start({ host: '0.0.0.0', token, allowedNames: ['Slo.Test'] })
    const authorization = `Bearer ${token}`
    const here = url.replace('0.0.0.0', '127.0.0.1')
    expect((await ask(here, { authorization })).status).toBe(200)
    expect((await ask(here, { authorization, host: '10.1.2.3' })).status).toBe(200)
    expect((await ask(here, { authorization, host: 'slo.test:80' })).status).toBe(200)
    expect((await ask(here, { authorization, host: 'evil.test' })).status).toBe(421)
    expect((await ask(here)).status).toBe(401)
  })
})

describe('events', () => {
  test('come when something changes, each once, and nothing twice after a break', async () => {
    const { url } = await start()
    const first = await listen(url)
    await expect.poll(first.said).toBe('retry: 1000\n\nid: none\nevent: live\ndata: {}\n\n')
    run = going
    await expect.poll(first.said).toContain('id: a:1:running')
    first.leave()
    await first.over
    run = { ...going, events: 5 }
    const again = await listen(url, { 'last-event-id': 'a:1:running' })
    await expect.poll(again.said).toContain('"events":5')
    again.leave()
    const third = await listen(url, { 'last-event-id': 'a:5:running' })
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(third.said()).toBe('retry: 1000\n\n')
    run = { ...going, events: 5, status: 'lost' }
    await expect.poll(third.said).toContain('id: a:5:lost')
    expect(third.said().match(/^id:/gm)).toHaveLength(1)
  })

  test('have so many listeners at most, and a place is free when one has left', async () => {
    const { url } = await start({}, 2)
    const listeners = [await listen(url), await listen(url)]
    expect(await ask(`${url}events`)).toMatchObject({ status: 503, headers: { 'retry-after': '10' } })
    expect((await ask(`${url}events?view=other`)).status).toBe(400)
    expect((await ask(`${url}events?view=constructor`)).status).toBe(400)
    expect((await ask(url)).status).toBe(200)
    listeners[0]?.leave()
    await expect.poll(async () => (await ask(`${url}events`, {}, 'HEAD')).status).toBe(200)
    const late = await listen(url)
    await expect.poll(late.said).toContain('id: none')
  })

  test('end with the server, and it leaves no connection', async () => {
    const server = await start()
    const listener = await listen(server.url)
    const idle = connect(Number(new URL(server.url).port), '127.0.0.1')
    await new Promise((resolve) => idle.once('connect', resolve))
    const closed = new Promise((resolve) => idle.once('close', resolve))
    idle.on('error', () => undefined)
    await server.close()
    await Promise.all([listener.over, closed])
    await expect(ask(server.url)).rejects.toThrow('ECONNREFUSED')
  })

  test('stay open longer than others may ask', async () => {
    const { url } = await start()
    const listener = await listen(url)
    // Fifty looks of ten milliseconds.
    await expect.poll(listener.said, { timeout: 5000 }).toContain(': still here')
  })
})

/** What a server says to a text that no client would send. */
function raw(url: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(text))
    let said = ''
    socket.setEncoding('utf8').on('data', (chunk) => (said += String(chunk)))
    socket.once('close', () => resolve(said)).once('error', reject)
  })
}
