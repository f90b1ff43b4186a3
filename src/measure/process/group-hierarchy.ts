/** Where the kernel lets groups of processes be counted, and the group of this process there (cgroups(7)). */
export interface Hierarchy {
  readonly version: 1 | 2
  /** What it counts, as the kernel names it. All of version 2 is one hierarchy: none are named. */
  readonly controllers: readonly string[]
  /** Folder of the group that this process is in, absolute. */
  readonly folder: string
}

const wanted = ['memory', 'cpuacct', 'pids']

/**
 * The hierarchies that count memory, CPU time and processes, from the texts of /proc/self/mountinfo and /proc/self/cgroup. Version 2
 * where version 1 does not count the memory.
 */
export function hierarchies(mountinfo: string, own: string): Hierarchy[] {
  const mounts = mountinfo.split('\n').flatMap((line) => parseMount(line) ?? [])
  const groups = own.split('\n').flatMap((line) => parseGroup(line) ?? [])
  const first = wanted.flatMap((controller) => hierarchyOf(1, controller, { mounts, groups }))
  if (first.some(({ controllers }) => controllers.includes('memory'))) return distinct(first)
  return hierarchyOf(2, '', { mounts, groups })
}

interface Mount {
  readonly version: 1 | 2
  readonly root: string
  readonly point: string
  readonly controllers: readonly string[]
}

interface Group {
  readonly controllers: readonly string[]
  readonly path: string
}

/** `31 23 0:28 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory` (proc(5)). */
function parseMount(line: string): Mount | undefined {
  const [, root, point, kind, options] = /^\S+ \S+ \S+ (\S+) (\S+) .* - cgroup(2?) \S+ (\S+)/.exec(line) ?? []
  if (root === undefined || point === undefined || options === undefined) return undefined
  return kind === '2'
    ? { version: 2, root, point, controllers: [''] }
    : { version: 1, root, point, controllers: options.split(',') }
}

function parseGroup(line: string): Group | undefined {
  const [, controllers, path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? []
  return controllers === undefined || path === undefined ? undefined : { controllers: controllers.split(','), path }
}

function hierarchyOf(
  version: 1 | 2,
  controller: string,
  { mounts, groups }: { readonly mounts: readonly Mount[]; readonly groups: readonly Group[] },
): Hierarchy[] {
  const mount = mounts.find((one) => one.version === version && one.controllers.includes(controller))
  const group = groups.find(({ controllers }) => controllers.includes(controller))
  if (mount === undefined || group === undefined) return []
  const controllers = version === 2 ? [] : group.controllers
  return [{ version, controllers, folder: mount.point + inside(mount.root, group.path) }]
}

/** In a container the root of what is mounted can be the very group that we are in. */
function inside(root: string, path: string): string {
  if (path.includes('/..')) return ''
  if (root === '/') return path === '/' ? '' : path
  return path === root || path.startsWith(`${root}/`) ? path.slice(root.length) : ''
}

/** `cpu,cpuacct` and the like are mounted together. */
function distinct(found: readonly Hierarchy[]): Hierarchy[] {
  return found.filter(({ folder }, i) => found.findIndex((other) => other.folder === folder) === i)
}
