import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

let known: number | undefined

/** Processors that this process may use: its affinity, or the CPU quota of its control group where that is less. Can be a fraction. */
export function usableCores(): number {
  known ??= Math.min(availableParallelism(), ...quotas(readText('/proc/self/cgroup') ?? '', readText))
  return known
}

/** Quotas in cores of a group and its ancestors, from the text of /proc/PID/cgroup (cgroups(7)), for version 1 and 2. */
export function quotas(groups: string, read: (path: string) => string | undefined): number[] {
  return groups.split('\n').flatMap((line) => {
    const [, controllers, path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? []
    if (path === undefined || controllers === undefined) return []
    if (controllers === '') return ancestors(path).map((folder) => quotaOf(read(`/sys/fs/cgroup${folder}/cpu.max`) ?? ''))
    if (!controllers.split(',').includes('cpu')) return []
    return ancestors(path).map((folder) => {
      const at = (file: string): string => read(`/sys/fs/cgroup/cpu${folder}/${file}`)?.trim() ?? ''
      return quotaOf(`${at('cpu.cfs_quota_us')} ${at('cpu.cfs_period_us')}`)
    })
  })
}

function ancestors(path: string): string[] {
  const names = path.split('/').filter((name) => name !== '' && name !== '..')
  return [...names.keys(), names.length].map((count) => names.slice(0, count).map((name) => `/${name}`).join('')) // prettier-ignore
}

/** `50000 100000` is half a core; `max 100000` and `-1 100000` are no quota. */
function quotaOf(text: string): number {
  const [quota = Number.NaN, period = Number.NaN] = text.split(' ').map(Number)
  return quota > 0 && period > 0 ? quota / period : Number.POSITIVE_INFINITY
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
