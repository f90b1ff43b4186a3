import type { Host } from '../../../src/measure/in-main/host.ts'

/** Texts of the kernel's files, by path. */
export type Files = Readonly<Record<string, string>>

/** A machine with 4 idle CPUs and 16 GiB, without /proc; `files` and `more` say what is different. */
export function hostOf(files: Files = {}, more: Partial<Host> = {}): Host {
  return {
    pid: 100,
    cpu: 'AMD EPYC',
    cores: 4,
    parallelism: 4,
    memory: 16 * 2 ** 30,
    platform: 'linux',
    osName: 'Linux',
    osRelease: '6.1.0',
    arch: 'x64',
    node: 'v20.20.2',
    load: () => 1,
    freeMemory: () => 8 * 2 ** 30,
    freeDisk: () => 0.5,
    read: (path) => files[path],
    list: (folder) => childrenOf(files, folder),
    ...more,
  }
}

/** A host whose files change: as it was at the start, and from the second reading of the CPU times on. */
export function hostThatChanges(before: Files, after: Files, more: Partial<Host> = {}): { host: Host; change: () => void } {
  let files = before
  const host = hostOf({}, { read: (path) => files[path], list: (folder) => childrenOf(files, folder), ...more })
  return { host, change: () => void (files = after) }
}

function childrenOf(files: Files, folder: string): string[] {
  const names = Object.keys(files).filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1).split('/')[0] as string) // prettier-ignore
  return [...new Set(names)]
}
