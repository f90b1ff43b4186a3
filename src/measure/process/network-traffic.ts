import { readFileSync } from 'node:fs'

// Traffic between programs of this machine, and the inner side of what containers send through it.
const inner = /^(?:lo|veth.*|docker\d*|br-.*|virbr.*)$/

/** Bytes that all interfaces of this network namespace but the inner ones have sent and received; undefined where it cannot be read. */
export function namespaceTraffic(): number | undefined {
  try {
    return parseNetDev(readFileSync('/proc/net/dev', 'latin1'))
  } catch {
    return undefined
  }
}

/** Reads `/proc/net/dev` (proc(5)): the first and the ninth number of each line are bytes received and sent. */
export function parseNetDev(text: string): number {
  const lines = text.split('\n').flatMap((line) => {
    const [, name = '', figures] = /^\s*([^:\s]+):\s*(\d.*)$/.exec(line) ?? []
    return figures === undefined || inner.test(name) ? [] : [figures.split(/\s+/).map(Number)]
  })
  return lines.reduce((sum, [received = 0, , , , , , , , sent = 0]) => sum + received + sent, 0)
}
