import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, readlinkSync } from 'node:fs'
import type { Inside } from './gate.ts'
import type { Figure } from './tree-method.ts'

const unshare = ['/usr/bin/unshare', '/bin/unshare'].find((path) => existsSync(path))
const nsenter = ['/usr/bin/nsenter', '/bin/nsenter'].find((path) => existsSync(path))
const ip = ['/usr/sbin/ip', '/sbin/ip', '/usr/bin/ip', '/bin/ip'].find((path) => existsSync(path))

let isAllowed: boolean | undefined

/** Words before a shell that give it a network of its own, and what it runs there first; undefined where that is not allowed. */
export function intoOwnNetwork(): Inside | undefined {
  if (unshare === undefined || nsenter === undefined || ip === undefined) return undefined
  const first = `${ip} link set lo up`
  isAllowed ??= spawnSync(unshare, ['-n', '--', '/bin/sh', '-c', first], { stdio: 'ignore' }).status === 0
  return isAllowed ? { words: [unshare, '-n', '--'], first: [first] } : undefined
}

/** The network of a command that has one of its own. It stays as long as this is open, also when all of its processes are gone. */
export class OwnNetwork {
  readonly #descriptor: number

  private constructor(descriptor: number) {
    this.#descriptor = descriptor
  }

  /** That of a process; undefined where it shares ours. */
  static of(pid: number): OwnNetwork | undefined {
    const path = `/proc/${pid}/ns/net`
    try {
      return readlinkSync(path) === readlinkSync('/proc/self/ns/net') ? undefined : new OwnNetwork(openSync(path, 'r'))
    } catch {
      return undefined
    }
  }

  /** Bytes sent and received in it so far. */
  read(): { readonly networkSent?: Figure; readonly networkReceived?: Figure } {
    const entered = [`--net=/proc/${process.pid}/fd/${this.#descriptor}`, '--', '/bin/cat', '/proc/net/dev']
    const { status, stdout } = spawnSync(nsenter ?? 'nsenter', entered, { encoding: 'latin1' })
    const bytes = status === 0 ? interfaceBytes(stdout) : undefined
    if (bytes === undefined) return {}
    return { networkSent: figure(bytes.sent), networkReceived: figure(bytes.received) }
  }

  close(): void {
    closeSync(this.#descriptor)
  }
}

/** Bytes sent and received so far in the network that these processes have for themselves; undefined where they are gone, or share ours. */
export function ownNetworkBytes(pids: readonly number[]): number | undefined {
  for (const pid of pids) {
    try {
      if (readlinkSync(`/proc/${pid}/ns/net`) === readlinkSync('/proc/self/ns/net')) return undefined
      const bytes = interfaceBytes(readFileSync(`/proc/${pid}/net/dev`, 'latin1'))
      return bytes && bytes.sent + bytes.received
    } catch {
      // It has ended meanwhile.
    }
  }
  return undefined
}

function figure(value: number): Figure {
  return { value, exact: true, source: 'counters of a network of its own, loopback only' }
}

/** Sums of /proc/net/dev (proc(5)), bytes; undefined where it names no interface. */
export function interfaceBytes(text: string): { readonly sent: number; readonly received: number } | undefined {
  const rows = [...text.matchAll(/^\s*[^\s:]+:(.*)$/gm)].map(([, row = '']) => row.trim().split(/\s+/).map(Number))
  if (rows.length === 0) return undefined
  const sum = (column: number): number => rows.reduce((total, row) => total + (row[column] ?? 0), 0)
  return { received: sum(0), sent: sum(8) }
}
