import { readdirSync, readFileSync } from 'node:fs'

/**
 * Ends a process with everything that descends from it, or is in a process group or session that one of them leads: at once, without
 * a moment of grace. All of them are stopped first, so that none can start another one meanwhile. Gives the pids that were signalled.
 */
export function killBranch(root: number): readonly number[] {
  const found = new Set([root])
  for (let before = 0; before < found.size;) {
    before = found.size
    for (const pid of found) send(pid, 'SIGSTOP')
    addRelated(found)
  }
  for (const pid of found) send(pid, 'SIGKILL')
  return [...found]
}

function addRelated(found: Set<number>): void {
  for (const pid of allPids()) {
    const { parent, group, session } = relationsOf(pid) ?? {}
    if ([parent, group, session].some((one) => one !== undefined && found.has(one))) found.add(pid)
  }
  found.delete(process.pid)
}

function allPids(): number[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d/.test(name)).map(Number) // prettier-ignore
  } catch {
    return []
  }
}

function relationsOf(pid: number): Readonly<Record<'parent' | 'group' | 'session', number>> | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const [parent = 0, group = 0, session = 0] = stat.slice(stat.lastIndexOf(')') + 2).split(' ').slice(1, 4).map(Number) // prettier-ignore
    return { parent, group, session }
  } catch {
    return undefined
  }
}

function send(pid: number, signal: 'SIGSTOP' | 'SIGKILL'): void {
  try {
    process.kill(pid, signal)
  } catch {
    // Gone already, or of another user.
  }
}
