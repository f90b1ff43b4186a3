import { readlinkSync } from 'node:fs'
import { isAlive, ownIdentity } from './process-identity.ts'

const prefix = 'vitest-slo'

/** Name of a control group: who made it, told apart from all who had its pid before and in other containers, and for what. */
export function groupName(marker: string): string {
  const { pid, started = '' } = ownIdentity()
  return [prefix, pidNamespace(), pid, started, marker.replaceAll(/[^\w.-]/g, '_')].join('-')
}

/** Whether it is a group whose maker is gone. */
export function isDeserted(name: string): boolean {
  const [, namespace, pid, started] = /^vitest-slo-(\d+)-(\d+)-(\d+)-/.exec(name) ?? []
  return namespace !== undefined && namespace === pidNamespace() && !isAlive({ pid: Number(pid), started })
}

/** Whether it was made for what carries this marker. */
export function isGroupOf(name: string, marker: string): boolean {
  return name.startsWith(`${prefix}-`) && name.includes(`-${marker}`)
}

/** Pids mean something only within their namespace. */
function pidNamespace(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0'
  } catch {
    return '0'
  }
}
