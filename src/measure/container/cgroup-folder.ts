import type { CgroupVersion } from './cgroup-figures.ts'

/** What is known of a container before its control group is found. */
export interface ContainerPlace {
  /** The whole id, 64 hexadecimal digits. */
  readonly id: string
  /** Its first process as this machine numbers it. */
  readonly pid?: number
  /** The `CgroupParent` that it was created with, where it was. */
  readonly cgroupParent?: string
}

/** A control group in the file system: its folder below that of each controller. In version 2 there is one folder for all. */
export interface CgroupFolder {
  readonly version: CgroupVersion
  /** Without a slash at the ends. */
  readonly path: string
}

/** Where a folder of a group is. `controller` does not matter in version 2. */
export function folderPath({ version, path }: CgroupFolder, controller: string): string {
  return version === 1 ? `/sys/fs/cgroup/${controller}/${path}` : `/sys/fs/cgroup/${path}`
}

/**
 * Where the group of a container may be, the likeliest first: where its first process is, then where the cgroupfs and the systemd
 * drivers of Docker and Podman put it. `processGroups` is the text of `/proc/PID/cgroup`; a process whose groups do not name the
 * container is another machine's or another namespace's, and is not believed.
 */
export function candidatePaths({ id, cgroupParent }: ContainerPlace, processGroups = ''): string[] {
  const paths = [ownPath(processGroups, id)]
  const parent = cgroupParent ?? ''
  if (parent.endsWith('.slice')) paths.push(`${slicePath(parent)}/docker-${id}.scope`, `${slicePath(parent)}/libpod-${id}.scope`)
  else if (parent !== '') paths.push(`${trimmed(parent)}/${id}`, `${trimmed(parent)}/libpod-${id}`)
  paths.push(`docker/${id}`, `system.slice/docker-${id}.scope`, `libpod_parent/libpod-${id}`, `machine.slice/libpod-${id}.scope`)
  return [...new Set(paths)].filter((path) => path !== undefined)
}

/** The path of the process up to the folder that names the container: it may have gone further down by itself. */
function ownPath(processGroups: string, id: string): string | undefined {
  const lines = processGroups
    .split('\n')
    .filter((line) => /^\d+:(?:[^:]*,)?(?:memory(?:,[^:]*)?)?:/.test(line) && line.includes(id))
  const path = lines.at(0)?.split(':').slice(2).join(':') ?? ''
  const names = trimmed(path).split('/')
  const at = names.findIndex((name) => name.includes(id))
  // A path that climbs is told from inside another namespace of groups.
  return at < 0 || names.includes('..') ? undefined : names.slice(0, at + 1).join('/')
}

/** systemd keeps `a-b.slice` inside `a.slice`. */
function slicePath(parent: string): string {
  const words = trimmed(parent.split('/').at(-1) as string)
    .replace(/\.slice$/, '')
    .split('-')
  return words.map((_, index) => `${words.slice(0, index + 1).join('-')}.slice`).join('/')
}

function trimmed(path: string): string {
  return path.replace(/^\/+|\/+$/g, '')
}
