import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where a container engine listens. */
export type EngineAddress = { readonly socketPath: string } | { readonly host: string; readonly port: number }

/** For a person: `/var/run/docker.sock`, `tcp://10.0.0.5:2375`. */
export function formatAddress(address: EngineAddress): string {
  return 'socketPath' in address ? address.socketPath : `tcp://${address.host}:${address.port}`
}

/** True where the engine runs on this machine, so that the control groups of its containers can be read. */
export function isLocal(address: EngineAddress): boolean {
  return 'socketPath' in address
}

/**
 * Where an engine may be, in the order in which testcontainers looks: its properties file, DOCKER_HOST, the usual sockets. Like there,
 * one that does not answer is passed over. Protocols that are not spoken here (`ssh`, `npipe`) are left out.
 */
export function engineAddresses(env: Readonly<Record<string, string | undefined>>): EngineAddress[] {
  const named = [property('tc.host'), env.DOCKER_HOST ?? property('docker.host')].filter((url) => url !== undefined)
  const home = homedir()
  const runtime = env.XDG_RUNTIME_DIR
  const sockets = [
    '/var/run/docker.sock',
    ...(runtime === undefined ? [] : [`${runtime}/docker.sock`]),
    `${home}/.docker/run/docker.sock`,
    `${home}/.docker/desktop/docker.sock`,
    `/run/user/${process.getuid?.() ?? 0}/docker.sock`,
  ]
  return [...named.flatMap(parseAddress), ...sockets.filter(existsSync).map((socketPath) => ({ socketPath }))]
}

function parseAddress(url: string): EngineAddress[] {
  if (url.startsWith('unix://')) return [{ socketPath: url.slice('unix://'.length) }]
  const [, host, port = '2375'] = /^(?:tcp|http):\/\/(\[[^\]]+\]|[^:/]+)(?::(\d+))?/.exec(url) ?? []
  return host === undefined ? [] : [{ host: host.replace(/^\[|\]$/g, ''), port: Number(port) }]
}

function property(name: string): string | undefined {
  try {
    const text = readFileSync(join(homedir(), '.testcontainers.properties'), 'utf8')
    return new RegExp(`^${name.replace('.', '\\.')}\\s*=\\s*(\\S+)`, 'm').exec(text)?.[1]
  } catch {
    return undefined
  }
}
