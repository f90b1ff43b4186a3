import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { ClientRequest } from 'node:http'
import net from 'node:net'
import type { Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import type { StackFrame } from '../../model/profile.ts'
import { Openings } from './openings.ts'
import type { Calls } from './openings.ts'
import type { OpenRecording } from './recording.ts'
import { TrafficLedger } from './traffic-ledger.ts'

interface Connection {
  name: string | undefined
  /** Known while it is connected only. */
  remote?: string
  readonly stack: readonly StackFrame[] | undefined
  readonly began: number
  /** What it had moved before it was seen. */
  readonly read: number
  readonly written: number
}

interface Book {
  readonly ledger: TrafficLedger
  readonly open: Map<Socket, Connection>
}

const now: () => number = performance.now.bind(performance)

/** Records with which hosts sockets are open, with bytes, the time they were, and who opened them. */
export function startNetwork(): OpenRecording {
  const book: Book = { ledger: new TrafficLedger(), open: new Map() }
  const openings = new Openings()
  followCalls(book, openings)
  const channels = listeners(book, openings)
  for (const [channel, listener] of Object.entries(channels)) subscribe(channel, listener)
  return {
    source: 'sockets of this process',
    stop: () => {
      openings.stop()
      for (const [channel, listener] of Object.entries(channels)) unsubscribe(channel, listener)
      for (const socket of book.open.keys()) close(book, socket)
      return book.ledger.list()
    },
  }
}

/** Every socket of a client connects in one place, TLS included. Those of requests do so when the caller has gone on. */
function followCalls(book: Book, openings: Openings): void {
  openings.replace(net.Socket.prototype as unknown as Calls, 'connect', (own) => {
    return function connects(...args) {
      watch(book, { socket: this as Socket, stack: openings.stackAt(connects), isNew: true })
      return own.apply(this, args)
    }
  })
  // Loaded already where anybody uses them, and not by us where nobody does.
  const [http, https, http2] = ['http', 'https', 'http2'].map((name) => process.getBuiltinModule(name) as unknown as Calls)
  const asked = (request: unknown): void => watchRequest(book, openings, request as ClientRequest)
  for (const module of [http, https]) for (const name of ['request', 'get']) openings.follow(module as Calls, name, asked)
  openings.follow(http2 as Calls, 'connect')
  openings.follow(globalThis as unknown as Calls, 'fetch')
  openings.follow(net.Server.prototype as unknown as Calls, 'listen')
  openings.publish()
}

/** What tells of the sockets of servers, and of the names of hosts. */
function listeners(book: Book, openings: Openings): Readonly<Record<string, (message: unknown) => void>> {
  return {
    'net.server.socket': (message) => {
      const { socket } = message as { readonly socket: Socket }
      watch(book, { socket, name: 'clients of this process', stack: openings.stackAt(), isNew: true })
    },
    'undici:client:connected': (message) => {
      const { connectParams, socket } = message as UndiciConnected
      watch(book, { socket, name: connectParams.host, stack: openings.stackAt(), isNew: true })
    },
    // Of who took hold of the functions of node:http before they were replaced.
    'http.client.request.start': (message) => watchRequest(book, openings, (message as { request: ClientRequest }).request),
  }
}

function watchRequest(book: Book, openings: Openings, request: ClientRequest): void {
  const host = request.getHeader('host')
  const name = typeof host === 'string' ? host : undefined
  const stack = openings.stackAt()
  const seen = (socket: Socket): void => watch(book, { socket, name, stack, isNew: !request.reusedSocket })
  if (request.socket === null) request.once('socket', seen)
  else seen(request.socket)
}

interface UndiciConnected {
  readonly connectParams: { readonly host: string }
  readonly socket: Socket
}

interface Seen {
  readonly socket: Socket
  readonly name?: string | undefined
  readonly stack: readonly StackFrame[] | undefined
  /** False for one that was open before: what it has moved so far is none of ours, and who uses it stands for who opened it. */
  readonly isNew: boolean
}

/** The same socket may be told of by several; the one that knows a name gives it. */
function watch(book: Book, { socket, name, stack, isNew }: Seen): void {
  const known = book.open.get(socket)
  if (known !== undefined) {
    known.name ??= name
    return
  }
  const before = isNew ? { read: 0, written: 0 } : { read: socket.bytesRead, written: socket.bytesWritten }
  const connection: Connection = { name, stack, began: now(), ...before }
  book.open.set(socket, connection)
  socket.once('connect', () => (connection.remote = remoteOf(socket)))
  socket.once('close', () => close(book, socket))
}

function close({ ledger, open }: Book, socket: Socket): void {
  const connection = open.get(socket)
  if (connection === undefined) return
  open.delete(socket)
  const { remote = remoteOf(socket), name = remote, stack, began, read, written } = connection
  const moved = { read: socket.bytesRead - read, written: socket.bytesWritten - written, time: now() - began }
  ledger.add({ name, ...(stack && { stack }) }, moved)
}

function remoteOf(socket: Socket): string {
  const { remoteAddress, remotePort } = socket
  const { _host: host } = socket as { readonly _host?: string | null }
  return `${host ?? remoteAddress ?? 'unknown host'}${remotePort === undefined ? '' : `:${remotePort}`}`
}
