import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'

let offset: number | undefined

/** Milliseconds since boot at a time of `performance.now`, as start times of processes are told; exact to 10 ms. */
export function sinceBoot(at: number): number {
  offset ??= uptime() - performance.now()
  return at + offset
}

function uptime(): number {
  try {
    return Number.parseFloat(readFileSync('/proc/uptime', 'latin1')) * 1000
  } catch {
    return 0
  }
}
