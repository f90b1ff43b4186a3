import { connect, createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** The local engine as one on another machine is seen. */
export interface RemoteEngine {
  /** For DOCKER_HOST. */
  readonly url: string
  /** Ends every connection, and takes no more. */
  readonly cut: () => void
}

/** A way to the local engine by TCP, until the test has finished. */
export async function remoteEngine(): Promise<RemoteEngine> {
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const engine = connect('/var/run/docker.sock')
    for (const [one, other] of [
      [client, engine],
      [engine, client],
    ] as const) {
      sockets.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy()).on('close', () => other.destroy())
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = (): void => closeAll(server, sockets)
  onTestFinished(cut)
  return { url: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`, cut }
}

function closeAll(server: Server, sockets: ReadonlySet<Socket>): void {
  server.close()
  for (const socket of sockets) socket.destroy()
}
