import { parseCgroup } from './cgroup.ts'
import type { Host } from './host.ts'

/** How often a control group was due for CPU time, and how often it had used up its quota by then. */
export interface Throttling {
  readonly folder: string
  readonly periods: number
  readonly throttled: number
}

/** The counters of this process's group and of those around it: each may have a quota. */
export function readThrottling(read: Host['read']): Throttling[] {
  return (parseCgroup(read('/proc/self/cgroup') ?? '', 'cpu')?.folders ?? []).flatMap((folder) => {
    const counters = parseThrottling(read(`${folder}/cpu.stat`) ?? '')
    return counters === undefined ? [] : [{ folder, ...counters }]
  })
}

/** `nr_periods` and `nr_throttled` of a `cpu.stat`, which has them in both versions of control groups. */
export function parseThrottling(text: string): Omit<Throttling, 'folder'> | undefined {
  const [, periods] = /^nr_periods (\d+)$/m.exec(text) ?? []
  const [, throttled] = /^nr_throttled (\d+)$/m.exec(text) ?? []
  return periods === undefined || throttled === undefined ? undefined : { periods: Number(periods), throttled: Number(throttled) }
}
