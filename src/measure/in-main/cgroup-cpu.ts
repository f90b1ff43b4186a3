import { parseCgroup } from './cgroup.ts'
import type { Cgroup } from './cgroup.ts'
import type { Host } from './host.ts'

type Read = Host['read']

/** How often a control group was due for CPU time, and how often it had used up its quota. */
export interface Throttling {
  readonly folder: string
  readonly periods: number
  readonly throttled: number
}

/** The CPUs' worth of time that the tightest quota allows; undefined without a quota. */
export function readCpuQuota(read: Read): number | undefined {
  const group = cpuGroup(read)
  const quotas = group?.folders.map((folder) => quotaOf(read, group.version, folder)).filter((quota) => quota !== undefined) ?? []
  return quotas.length === 0 ? undefined : Math.min(...quotas)
}

/** The counters of every group that has a quota. */
export function readThrottling(read: Read): Throttling[] {
  return (cpuGroup(read)?.folders ?? []).flatMap((folder) => {
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

function cpuGroup(read: Read): Cgroup | undefined {
  return parseCgroup(read('/proc/self/cgroup') ?? '', 'cpu')
}

function quotaOf(read: Read, version: Cgroup['version'], folder: string): number | undefined {
  const text =
    version === 2 ? read(`${folder}/cpu.max`) : `${read(`${folder}/cpu.cfs_quota_us`)} ${read(`${folder}/cpu.cfs_period_us`)}`
  // Without a quota the first figure is `max`, or -1 in version 1.
  const [, quota, period] = /^(\d+)\s+(\d+)\s*$/.exec(text ?? '') ?? []
  return quota === undefined ? undefined : Number(quota) / Number(period)
}
