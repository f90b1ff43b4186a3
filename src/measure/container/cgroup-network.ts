import { readFileSync, readlinkSync } from 'node:fs'

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
