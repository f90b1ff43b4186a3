import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { ClientRequest } from 'node:http'
import type { Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import type { OpenRecording } from './recording.ts'
import { TrafficLedger } from './traffic-ledger.ts'

interface Connection {
  name: string | undefined
  readonly began: number
  /** What it had moved before it was seen. */
  readonly read: number
  readonly written: number
}

const now: () => number = performance.now.bind(performance)

/** Records with which hosts sockets are open, with bytes and the time they were. Node tells of each on its own channels. */
export function startNetwork(): OpenRecording {
  const ledger = new TrafficLedger()
  const open = new Map<Socket, Connection>()
  const see = (socket: Socket, name?: string, isNew = true): void => watch({ ledger, open }, { socket, name, isNew })
  const channels: Readonly<Record<string, (message: unknown) => void>> = {
    'net.client.socket': (message) => see((message as { readonly socket: Socket }).socket),
    'net.server.socket': (message) => see((message as { readonly socket: Socket }).socket, 'clients of this process'),
    'undici:client:connected': (message) => {
      const { connectParams, socket } = message as UndiciConnected
      see(socket, connectParams.host)
    },
    'http.client.request.start': (message) => {
      const { request } = message as { readonly request: ClientRequest }
      const name = request.getHeader('host')
      request.once('socket', (socket) => see(socket, typeof name === 'string' ? name : undefined, !request.reusedSocket))
    },
  }
  for (const [channel, listener] of Object.entries(channels)) subscribe(channel, listener)
  return {
    source: 'sockets of this process',
    stop: () => {
      for (const [channel, listener] of Object.entries(channels)) unsubscribe(channel, listener)
      for (const socket of open.keys()) close({ ledger, open }, socket)
      return ledger.list()
    },
  }
}

interface UndiciConnected {
  readonly connectParams: { readonly host: string }
  readonly socket: Socket
}

interface Book {
  readonly ledger: TrafficLedger
  readonly open: Map<Socket, Connection>
}

interface Seen {
  readonly socket: Socket
  readonly name: string | undefined
  /** False for one that was open before: what it has moved so far is none of ours. */
  readonly isNew: boolean
}

/** The same socket may be told of by several channels; the one that knows a name gives it. */
function watch(book: Book, { socket, name, isNew }: Seen): void {
  const known = book.open.get(socket)
  if (known !== undefined) {
    known.name ??= name
    return
  }
  const before = isNew ? { read: 0, written: 0 } : { read: socket.bytesRead, written: socket.bytesWritten }
  book.open.set(socket, { name, began: now(), ...before })
  socket.once('close', () => close(book, socket))
}

function close({ ledger, open }: Book, socket: Socket): void {
  const connection = open.get(socket)
  if (connection === undefined) return
  open.delete(socket)
  const { name = remoteOf(socket), began, read, written } = connection
  ledger.add(name, { read: socket.bytesRead - read, written: socket.bytesWritten - written, time: now() - began })
}

function remoteOf(socket: Socket): string {
  const { remoteAddress, remotePort } = socket
  const { _host: host } = socket as { readonly _host?: string | null }
  return `${host ?? remoteAddress ?? 'unknown host'}${remotePort === undefined ? '' : `:${remotePort}`}`
}
