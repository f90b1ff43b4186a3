import { lookup } from 'node:dns/promises'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { SloError } from '../model/fault.ts'
import { textAnswer } from './answer.ts'
import type { Answer } from './answer.ts'
import { askedFor } from './asked.ts'
import type { Asked } from './asked.ts'
import type { EventStreams } from './event-streams.ts'
import { isLoopback } from './loopback.ts'
import { refusal } from './refusal.ts'
import type { Names } from './refusal.ts'
import { TokenGate } from './token-gate.ts'

export interface Serving {
  /** A name or an address of this machine. */
  readonly host: string
  /** 0 takes any that is free. */
  readonly port: number
  /** Without one, only this machine may ask. */
  readonly token?: string
  /** Names under which it may be asked, beside `localhost`, addresses and `host`. */
  readonly allowedNames: readonly string[]
  /** Answers what is asked; must not reject. */
  readonly site: (asked: Asked) => Promise<Answer>
  readonly events: EventStreams
}

/** A server that listens. */
export interface Listening {
  /** `http://127.0.0.1:7756/`. */
  readonly url: string
  /** Ends every connection; settles when nothing is left. */
  readonly close: () => Promise<void>
}

/** Listens for requests. Rejects with SloError where that cannot be, or must not be without a token. */
export async function startServer(serving: Serving): Promise<Listening> {
  const { host, port, token } = serving
  if (port > 65_535) throw new SloError(`slo serve: there is no port ${port}; they end at 65535`)
  const address = await addressOf(host)
  const loopback = isLoopback(address)
  if (!loopback && token === undefined) throw new SloError(tokenNeeded(host))
  const names = { loopback, allowed: [host, ...serving.allowedNames].map((name) => name.toLowerCase()) }
  const gate = token === undefined ? undefined : new TokenGate(token)
  const server = createServer(bounds, (request, response) => {
    answer({ request, response }, { ...serving, names, gate }).catch(() => response.destroy())
  })
  server.maxConnections = 200
  await listen(server, { address, port })
  return { url: urlOf(server, host), close: () => close(server, serving.events) }
}

// Milliseconds. Nobody who asks in good faith needs longer.
const bounds = { headersTimeout: 10_000, requestTimeout: 10_000, keepAliveTimeout: 5000, connectionsCheckingInterval: 5000 }

async function addressOf(host: string): Promise<string> {
  try {
    return (await lookup(host)).address
  } catch {
    throw new SloError(`slo serve: this machine has no address ${host}; --host takes a name or an address of it`)
  }
}

function tokenNeeded(host: string): string {
  return `slo serve: ${host} can be reached by other machines, so a token is needed: --token env:SLO_SERVE_TOKEN, for example with what openssl rand -hex 24 prints`
}

function listen(server: Server, { address, port }: { readonly address: string; readonly port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new SloError(`slo serve: ${reasonOf(error, port)}`)))
    server.listen(port, address, resolve)
  })
}

function reasonOf({ code, message }: NodeJS.ErrnoException, port: number): string {
  if (code === 'EADDRINUSE') return `port ${port} is in use: name another one with --port, or 0 for any that is free`
  if (code === 'EACCES') return `port ${port} may not be used by this user: name one above 1023 with --port`
  return message
}

function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}/`
}

async function close(server: Server, events: EventStreams): Promise<void> {
  events.close()
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeAllConnections()
  await closed
}

interface Doors extends Serving {
  readonly names: Names
  readonly gate: TokenGate | undefined
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

async function answer({ request, response }: Exchange, { site, events, names, gate }: Doors): Promise<void> {
  const asked = askedFor(request)
  if (asked === undefined) return send(response, textAnswer('that is no address of this server', 400))
  const early = refusal(asked, names) ?? (isOpen(asked) ? undefined : gate?.answer(asked))
  if (early !== undefined) return send(response, early)
  if (asked.path.join('/') !== 'events') return send(response, await site(asked), asked.method === 'HEAD')
  const busy = events.add(asked, response)
  if (busy !== undefined) await send(response, busy)
}

/** Whether it is there may be asked by everybody: it says nothing else. */
function isOpen({ path }: Asked): boolean {
  return path.length === 1 && path[0] === 'health'
}

const guards = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}

const nothing = "default-src 'none'"

async function send(
  response: ServerResponse,
  { status, type, body, headers, policy = nothing }: Answer,
  headOnly = false,
): Promise<void> {
  const closed = `${policy}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
  response.writeHead(status, { 'content-type': type, 'content-security-policy': closed, ...guards, ...headers })
  if (headOnly) response.end()
  else if (typeof body === 'string' || body instanceof Uint8Array) response.end(body)
  else await pipeline(Readable.from(body), response)
}
