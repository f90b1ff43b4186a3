import { setTimeout as sleep } from 'node:timers/promises'
import { forbidForks, groupFolders, groupsIn, membersOf, removeGroups } from './control-group.ts'
import { isDeserted, isGroupOf } from './group-name.ts'
import { join } from 'node:path'

/** Ends what is in the control groups of processes that are gone, and removes these. */
export function endDesertedGroups(): Promise<void> {
  return endGroups(isDeserted)
}

/** Ends what is in the control groups of all that carries a marker, and removes these. */
export function endGroupsOf(marker: string): Promise<void> {
  return endGroups((name) => isGroupOf(name, marker))
}

async function endGroups(isTheirs: (name: string) => boolean): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    const found = groupFolders().flatMap((folder) =>
      groupsIn(folder).filter((name) => isTheirs(name)).map((name) => join(folder, name))) // prettier-ignore
    if (found.length === 0) return
    for (const group of found) endMembers(group)
    for (const folder of groupFolders()) removeGroups(folder, isTheirs)
    await sleep(10)
  }
}

function endMembers(group: string): void {
  forbidForks(group)
  for (const pid of membersOf(group)) {
    try {
      if (pid !== process.pid) process.kill(pid, 'SIGKILL')
    } catch {
      // Gone meanwhile.
    }
  }
}
