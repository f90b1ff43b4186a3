import { readFileSync } from 'node:fs'
import { CachedFile } from '../process/cached-file.ts'
import { cgroupFormats } from './cgroup-figures.ts'
import type { CgroupFigures, CgroupFile, CgroupTexts } from './cgroup-figures.ts'
import { folderPath } from './cgroup-folder.ts'
import type { CgroupFolder } from './cgroup-folder.ts'

type Files = Readonly<Record<CgroupFile, CachedFile>>

/** The open files of one control group. A group that is gone holds no descriptor once it was read. */
export class CgroupFiles {
  readonly #folder: CgroupFolder
  readonly #files: Files

  constructor(folder: CgroupFolder) {
    this.#folder = folder
    const byPath = new Map<string, CachedFile>()
    const open = ([role, { controller, name }]: readonly [string, { controller: string; name: string }]) => {
      const path = `${folderPath(folder, controller)}/${name}`
      const file = byPath.get(path) ?? new CachedFile(path)
      byPath.set(path, file)
      return [role, file] as const
    }
    this.#files = Object.fromEntries(Object.entries(cgroupFormats[folder.version].files).map(open)) as Files
  }

  /** Undefined when the group is gone. */
  read(): CgroupFigures | undefined {
    const texts = Object.fromEntries(Object.entries(this.#files).map(([role, file]) => [role, file.read()]))
    const figures = cgroupFormats[this.#folder.version].parse(texts as CgroupTexts)
    return figures.cpuTime === undefined && figures.usage === undefined ? undefined : figures
  }

  /** Pids of its processes. Empty where it is gone. */
  pids(): number[] {
    try {
      // Opened anew each time: version 1 repeats its last list to a descriptor that asks again within a second.
      const text = readFileSync(`${folderPath(this.#folder, 'memory')}/cgroup.procs`, 'latin1')
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map(Number)
    } catch {
      return []
    }
  }

  close(): void {
    for (const file of Object.values(this.#files)) file.close()
  }
}
