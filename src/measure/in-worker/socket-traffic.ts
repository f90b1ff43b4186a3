import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { Socket } from 'node:net'

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

type Connect = (this: Socket, ...args: unknown[]) => unknown

// Sockets that have ended are let go of when their number reaches this, or when somebody asks.
const many = 256
// Of clients and of servers.
const channels = ['net.client.socket', 'net.server.socket']
const { prototype } = Socket

/** Adds up what the sockets carry that this thread opens from now on; nearly free while it opens none. */
export class SocketTraffic {
  readonly #open = new Set<Carrier>()
  readonly #connect = Reflect.get(prototype, 'connect') as Connect
  readonly #connects: Connect
  /** What sockets have carried that are gone. */
  #ended: Traffic = { sent: 0, received: 0 }

  constructor() {
    for (const channel of channels) subscribe(channel, this.#add)
    const [add, connect] = [this.#add, this.#connect]
    // Node 20 announces what `net.connect` makes, and no other client: not those of TLS, of drivers that make a socket and connect it.
    this.#connects = function connects(this: Socket, ...args) {
      add({ socket: this })
      return connect.apply(this, args)
    }
    Object.assign(prototype, { connect: this.#connects })
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
    // What somebody else put there meanwhile is theirs.
    if (Reflect.get(prototype, 'connect') === this.#connects) Object.assign(prototype, { connect: this.#connect })
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
