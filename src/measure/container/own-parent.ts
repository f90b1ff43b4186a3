import { existsSync, readdirSync, rmdirSync } from 'node:fs'
import { parentPath } from './cgroup-folder.ts'

const mount = '/sys/fs/cgroup'

/**
 * Removes the folders that the engine has made for a `CgroupParent` of ours, in every hierarchy. False when one of them stays, because
 * a container is still in it or it is not for us to remove.
 */
export function removeOwnParent(cgroupParent: string): boolean {
  const hierarchies = existsSync(`${mount}/cgroup.controllers`) ? [mount] : readdirSync(mount).map((name) => `${mount}/${name}`)
  return hierarchies.map((hierarchy) => `${hierarchy}/${parentPath(cgroupParent)}`).every(removed)
}

function removed(folder: string): boolean {
  try {
    rmdirSync(folder)
    return true
  } catch {
    return !existsSync(folder)
  }
}
