import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** Bytes that the network interfaces of a namespace have carried since they were made. */
export interface NetworkBytes {
  readonly sent: number
  readonly received: number
}

/** Sums `/proc/PID/net/dev` (proc(5)); what goes through the loopback stays inside and does not count. */
export function parseNetDev(text: string): NetworkBytes {
  let [sent, received] = [0, 0]
  for (const line of text.split('\n').slice(2)) {
    const colon = line.indexOf(':')
    if (colon < 0 || line.slice(0, colon).trim() === 'lo') continue
    const counters = line
      .slice(colon + 1)
      .trim()
      .split(/\s+/)
    received += Number(counters[0])
    sent += Number(counters[8])
  }
  return { sent, received }
}

/** True when a process has a network apart from that of this process. False when it is gone, too. */
export function hasOwnNetwork(pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`) !== readlinkSync('/proc/self/ns/net')
  } catch {
    return false
  }
}

/** Bytes of the namespace that a process is in; undefined when it is gone. */
export function readNetwork(pid: number): NetworkBytes | undefined {
  try {
    // Not through a descriptor kept open: that would keep the namespace, and its devices, after the container is gone.
    return parseNetDev(readFileSync(`/proc/${pid}/net/dev`, 'latin1'))
  } catch {
    return undefined
  }
}

const interfaces = '/sys/class/net'

/**
 * The other sides of the interfaces of a namespace, on this machine. They carry what those carry, and stay for a moment when the last
 * process of the namespace is gone.
 */
export class HostInterfaces {
  readonly #folders: readonly string[] | undefined

  /** `pid` is a process of the namespace. */
  constructor(pid: number) {
    this.#folders = otherSides(pid)
  }

  /** Undefined where one of them is not to be seen here, or gone. */
  read(): NetworkBytes | undefined {
    if (this.#folders === undefined) return undefined
    let [sent, received] = [0, 0]
    for (const folder of this.#folders) {
      received += numberIn(`${folder}/statistics/tx_bytes`)
      sent += numberIn(`${folder}/statistics/rx_bytes`)
    }
    return Number.isNaN(sent + received) ? undefined : { sent, received }
  }
}

/** Undefined where one of them is no pair with an interface of this machine: such as one that shares the card of the machine. */
function otherSides(pid: number): string[] | undefined {
  const inside = `/proc/${pid}/root${interfaces}`
  const ours = namesIn(interfaces).map((name) => linkOf(`${interfaces}/${name}`))
  // What carries nothing by itself, such as the tunnels that the kernel puts into every namespace, links to nothing or to itself.
  const linked = namesIn(inside)
    .map((name) => linkOf(`${inside}/${name}`))
    .filter(({ self, other }) => other > 0 && other !== self)
  const found = linked.flatMap(({ self, other }) => ours.find((one) => one.self === other && one.other === self)?.folder ?? [])
  return found.length > 0 && found.length === linked.length ? found : undefined
}

function linkOf(folder: string): { readonly folder: string; readonly self: number; readonly other: number } {
  return { folder, self: numberIn(`${folder}/ifindex`), other: numberIn(`${folder}/iflink`) }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** NaN where there is none: an interface that is being taken down cannot be read. */
function numberIn(file: string): number {
  try {
    return Number.parseInt(readFileSync(file, 'latin1'), 10)
  } catch {
    return Number.NaN
  }
}
