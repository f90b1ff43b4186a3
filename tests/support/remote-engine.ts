import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createSecureServer } from 'node:tls'
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
  return await listening(
    createServer((client) => joinToEngine(client, sockets)),
    sockets,
  )
}

/** The same by TLS: both sides have to show certificates of the authority that `certificates` is the folder of. */
export async function secureEngine(): Promise<RemoteEngine & { readonly certificates: string }> {
  const certificates = makeCertificates()
  const [ca, cert, key] = ['ca', 'server', 'server-key'].map((name) => readFileSync(join(certificates, `${name}.pem`)))
  const sockets = new Set<Socket>()
  const options = { ca, cert, key, requestCert: true, rejectUnauthorized: true }
  const server = createSecureServer(options, (client) => joinToEngine(client, sockets))
  // One that shows no certificate.
  server.on('tlsClientError', () => undefined)
  return { ...(await listening(server, sockets)), certificates }
}

function joinToEngine(client: Socket, sockets: Set<Socket>): void {
  const engine = connect('/var/run/docker.sock')
  for (const [one, other] of [
    [client, engine],
    [engine, client],
  ] as const) {
    sockets.add(one)
    one.pipe(other)
    one.on('error', () => other.destroy()).on('close', () => other.destroy())
  }
}

async function listening(server: Server, sockets: ReadonlySet<Socket>): Promise<RemoteEngine> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = (): void => closeAll(server, sockets)
  onTestFinished(cut)
  return { url: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`, cut }
}

/** As Docker's own documentation has it made: an authority, the engine's certificate and the client's. */
function makeCertificates(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vitest-slo-certificates-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  openssl('req', '-x509', ...newKey, '-keyout', 'ca-key.pem', '-out', 'ca.pem', '-subj', '/CN=authority')
  writeFileSync(join(folder, 'server.ext'), 'subjectAltName=IP:127.0.0.1')
  writeFileSync(join(folder, 'client.ext'), 'extendedKeyUsage=clientAuth')
  for (const [side, name, key] of [
    ['server', 'server', 'server-key'],
    ['client', 'cert', 'key'],
  ] as const) {
    openssl('req', ...newKey.slice(0, -2), '-keyout', `${key}.pem`, '-out', `${side}.csr`, '-subj', `/CN=${side}`)
    openssl('x509', '-req', '-in', `${side}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca-key.pem', '-CAcreateserial', '-days', '2', '-extfile', `${side}.ext`, '-out', `${name}.pem`) // prettier-ignore
  }
  return folder
}

function closeAll(server: Server, sockets: ReadonlySet<Socket>): void {
  server.close()
  for (const socket of sockets) socket.destroy()
}
