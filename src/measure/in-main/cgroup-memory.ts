import { parseCgroup } from './cgroup.ts'
import type { Cgroup } from './cgroup.ts'
import type { Host } from './host.ts'

type Read = Host['read']

/** A limit on memory, and what is used of it, in bytes. File cache that the kernel would give back counts as free. */
export interface MemoryLimit {
  readonly limit: number
  readonly used: number
}

/** The limits of all groups that this process is in; none where there is no control group, or none has a limit. */
export function readMemoryLimits(read: Read): MemoryLimit[] {
  const group = parseCgroup(read('/proc/self/cgroup') ?? '', 'memory')
  return group?.folders.map((folder) => limitOf(read, group.version, folder)).filter((limit) => limit !== undefined) ?? []
}

const files = {
  1: { limit: 'memory.limit_in_bytes', usage: 'memory.usage_in_bytes', cache: /^total_inactive_file (\d+)$/m },
  2: { limit: 'memory.max', usage: 'memory.current', cache: /^inactive_file (\d+)$/m },
} as const

/** Version 1 writes "no limit" as a number beyond any machine. */
const unlimited = 2 ** 60

function limitOf(read: Read, version: Cgroup['version'], folder: string): MemoryLimit | undefined {
  const { limit: limitFile, usage: usageFile, cache } = files[version]
  const limit = bytes(read(`${folder}/${limitFile}`))
  const usage = bytes(read(`${folder}/${usageFile}`))
  if (limit === undefined || usage === undefined || limit > unlimited) return undefined
  const [, cached = '0'] = cache.exec(read(`${folder}/memory.stat`) ?? '') ?? []
  return { limit, used: Math.max(0, usage - Number(cached)) }
}

function bytes(text = ''): number | undefined {
  return /^\d+\s*$/.test(text) ? Number(text) : undefined
}
