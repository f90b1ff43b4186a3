import { spawnSync } from 'node:child_process'

// Milliseconds between the two looks: who stands still meanwhile has just seen a limit crossed.
const span = 100

/**
 * Bytes that each process moves in a second through TCP, by pid, as `ss` of iproute2 tells of the sockets that are open. Of the network
 * that the process `inside` is in; without it of this one, where the loopback does not count. Empty where nothing can be told.
 */
export function socketRates(inside?: number): ReadonlyMap<number, number> {
  const before = parseSockets(listSockets(inside))
  const began = performance.now()
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, span)
  const after = parseSockets(listSockets(inside))
  const seconds = (performance.now() - began) / 1000
  const rates = new Map<number, number>()
  for (const [key, { pids, bytes, isLoopback }] of after) {
    if (isLoopback && inside === undefined) continue
    const moved = bytes - (before.get(key)?.bytes ?? 0)
    for (const pid of pids) rates.set(pid, (rates.get(pid) ?? 0) + moved / seconds)
  }
  return rates
}

function listSockets(inside: number | undefined): string {
  const words = ['ss', '-Htinp']
  const [program = 'ss', ...args] = inside === undefined ? words : ['nsenter', `--net=/proc/${inside}/ns/net`, '--', ...words]
  return spawnSync(program, args, { encoding: 'utf8', timeout: 2000 }).stdout ?? ''
}

/** An open socket. */
export interface SocketUse {
  readonly pids: readonly number[]
  /** Sent and received since it was opened. */
  readonly bytes: number
  readonly isLoopback: boolean
}

/** Reads what `ss -Htinp` prints: two lines a socket, its addresses with its processes, and its figures. By both addresses. */
export function parseSockets(text: string): ReadonlyMap<string, SocketUse> {
  const sockets = [...text.matchAll(/^\S+\s+\d+\s+\d+\s+(\S+)\s+(\S+)(.*)\n\s+(.*)$/gm)]
  return new Map(
    sockets.map(([, local = '', peer = '', processes = '', figures = '']) => [
      `${local} ${peer}`,
      {
        pids: [...new Set([...processes.matchAll(/\bpid=(\d+)/g)].map(([, pid]) => Number(pid)))],
        bytes: (figure(figures, 'bytes_sent') ?? figure(figures, 'bytes_acked') ?? 0) + (figure(figures, 'bytes_received') ?? 0),
        isLoopback: [local, peer].every((address) => /^(?:127\.|\[::1\]|\[::ffff:127\.)/.test(address)),
      },
    ]),
  )
}

function figure(text: string, name: string): number | undefined {
  const [, value] = new RegExp(`\\b${name}:(\\d+)`).exec(text) ?? []
  return value === undefined ? undefined : Number(value)
}
