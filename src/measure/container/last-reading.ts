import { existsSync, readFileSync } from 'node:fs'
import { candidatePaths, folderPath } from './cgroup-folder.ts'
import { openContainerCgroup } from './container-cgroup.ts'
import type { ContainerReading } from './container-cgroup.ts'

/** What a container has used so far, read at once and without asking the engine; undefined where its control group is not to be seen. */
export function readLast(id: string): ContainerReading | undefined {
  const group = openContainerCgroup({ id, pid: firstProcess(id) })
  try {
    return group?.read()
  } finally {
    group?.close()
  }
}

function firstProcess(id: string): number | undefined {
  const version = existsSync('/sys/fs/cgroup/cgroup.controllers') ? 2 : 1
  for (const path of candidatePaths({ id })) {
    const pid = Number.parseInt(textOf(`${folderPath({ version, path }, 'memory')}/cgroup.procs`), 10)
    if (pid > 0) return pid
  }
  return undefined
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}
