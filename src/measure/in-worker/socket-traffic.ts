import { subscribe, unsubscribe } from 'node:diagnostics_channel'

/** Bytes that went over the sockets of this thread. */
export interface Traffic {
  readonly sent: number
  readonly received: number
}

/** A socket of node:net or node:tls: what it has carried can be read after its end too. */
interface Carrier {
  readonly bytesRead: number
  readonly bytesWritten: number
  readonly destroyed: boolean
}

// Sockets that have ended are let go of when their number reaches this, or when somebody asks.
const many = 256
// Of clients, of servers, and of `fetch`, whose TLS sockets Node 20 announces nowhere else.
const channels = ['net.client.socket', 'net.server.socket', 'undici:client:connected']

/** Adds up what the sockets carry that this thread opens from now on; nearly free while it opens none. */
export class SocketTraffic {
  readonly #open = new Set<Carrier>()
  /** What sockets have carried that are gone. */
  #ended: Traffic = { sent: 0, received: 0 }

  constructor() {
    for (const channel of channels) subscribe(channel, this.#add)
  }

  /** Bytes so far, those of sockets that are still open included. */
  total(): Traffic {
    if (this.#open.size === 0) return this.#ended
    this.#settle()
    let { sent, received } = this.#ended
    for (const { bytesRead, bytesWritten } of this.#open) {
      sent += bytesWritten
      received += bytesRead
    }
    return { sent, received }
  }

  stop(): void {
    for (const channel of channels) unsubscribe(channel, this.#add)
    this.#open.clear()
  }

  readonly #add = (message: unknown): void => {
    const { socket } = message as { readonly socket: Carrier }
    if (this.#open.size >= many) this.#settle()
    this.#open.add(socket)
  }

  #settle(): void {
    for (const socket of this.#open) {
      if (!socket.destroyed) continue
      this.#open.delete(socket)
      const { sent, received } = this.#ended
      this.#ended = { sent: sent + socket.bytesWritten, received: received + socket.bytesRead }
    }
  }
}
