import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/**
 * Where a container engine listens. `certificates` is the folder of `ca.pem`, `cert.pem` and `key.pem` for one that is reached by TLS.
 */
export type EngineAddress =
  | { readonly socketPath: string }
  | { readonly host: string; readonly port: number; readonly certificates?: string }

type Environment = Readonly<Record<string, string | undefined>>

/** For a person: `/var/run/docker.sock`, `tcp://10.0.0.5:2375`. */
export function formatAddress(address: EngineAddress): string {
  if ('socketPath' in address) return address.socketPath
  const { host, port, certificates } = address
  return `tcp://${host}:${port}${certificates === undefined ? '' : ' (TLS)'}`
}

/** True where the engine runs on this machine, so that the control groups of its containers can be read. */
export function isLocal(address: EngineAddress): boolean {
  return 'socketPath' in address
}

/**
 * Where an engine may be, in the order in which testcontainers looks: its properties file, DOCKER_HOST, the usual sockets. Like there,
 * one that does not answer is passed over, and so is what `unspokenHosts` names.
 */
export function engineAddresses(env: Environment): EngineAddress[] {
  const home = homedir()
  const runtime = env.XDG_RUNTIME_DIR
  const sockets = [
    '/var/run/docker.sock',
    ...(runtime === undefined ? [] : [`${runtime}/docker.sock`]),
    `${home}/.docker/run/docker.sock`,
    `${home}/.docker/desktop/docker.sock`,
    `/run/user/${process.getuid?.() ?? 0}/docker.sock`,
  ]
  const found = sockets.filter(existsSync).map((socketPath) => ({ socketPath }))
  return [...namedHosts(env).flatMap((url) => parseAddress(url, env)), ...found]
}

/** Hosts that are asked for and cannot be reached from here, each with the reason and what to do. */
export function unspokenHosts(env: Environment): string[] {
  const unspoken = namedHosts(env).filter((url) => /^(?:ssh|npipe|fd):/.test(url))
  return unspoken.map((url) => `${url}: ${url.split(':', 1)[0]} is not spoken here, use a unix:// or tcp:// address`)
}

/** Where the certificates for engines behind TLS are; undefined where TLS is not asked for. */
export function certificatesFolder(env: Environment): string | undefined {
  const wanted = env.DOCKER_TLS_VERIFY ?? property('docker.tls.verify') ?? ''
  const folder = env.DOCKER_CERT_PATH ?? property('docker.cert.path')
  return ['', '0', 'false'].includes(wanted) || folder === undefined ? undefined : resolve(folder)
}

function namedHosts(env: Environment): string[] {
  return [property('tc.host'), env.DOCKER_HOST ?? property('docker.host')].filter((url) => url !== undefined)
}

function parseAddress(url: string, env: Environment): EngineAddress[] {
  if (url.startsWith('unix://')) return [{ socketPath: url.slice('unix://'.length) }]
  const certificates = certificatesFolder(env)
  const usual = certificates === undefined ? '2375' : '2376'
  const [, host, port = usual] = /^(?:tcp|https?):\/\/(\[[^\]]+\]|[^:/]+)(?::(\d+))?/.exec(url) ?? []
  return host === undefined ? [] : [{ host: host.replace(/^\[|\]$/g, ''), port: Number(port), certificates }]
}

function property(name: string): string | undefined {
  try {
    const text = readFileSync(join(homedir(), '.testcontainers.properties'), 'utf8')
    return new RegExp(`^${name.replaceAll('.', '\\.')}\\s*=\\s*(\\S+)`, 'm').exec(text)?.[1]
  } catch {
    return undefined
  }
}
