/** The folders of the control groups that a process is in, its own first, then those around it: each may set a limit. */
export interface Cgroup {
  readonly version: 1 | 2
  readonly folders: readonly string[]
}

/**
 * Finds them in the text of `/proc/self/cgroup`. A controller that is mounted the old way is looked up there, every other in the
 * unified hierarchy. Not every folder exists: inside a container the path may be that of the host, and only the mount point be there.
 */
export function parseCgroup(text: string, controller: 'cpu' | 'memory'): Cgroup | undefined {
  const lines = text.split('\n').flatMap((line) => {
    const [, controllers, path] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? []
    return controllers === undefined || path === undefined ? [] : [{ controllers, path }]
  })
  const old = lines.find(({ controllers }) => controllers.split(',').includes(controller))
  if (old !== undefined) return { version: 1, folders: ancestors(`/sys/fs/cgroup/${controller}`, old.path) }
  const unified = lines.find(({ controllers }) => controllers === '')
  return unified === undefined ? undefined : { version: 2, folders: ancestors('/sys/fs/cgroup', unified.path) }
}

function ancestors(mount: string, path: string): string[] {
  const names = path.split('/').filter((name) => name !== '' && name !== '..')
  return Array.from({ length: names.length + 1 }, (_, up) => [mount, ...names.slice(0, names.length - up)].join('/'))
}
