import { readFileSync } from 'node:fs'

/** A process for certain: pids are used again, a pid with its start time is not. */
export interface ProcessIdentity {
  readonly pid: number
  /** Start time in ticks since boot; undefined where there is no /proc. */
  readonly started?: string
}

/** The identity of this process. */
export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, started: startOf(process.pid) }
}

/** Whether that very process still runs. One whose start time cannot be read counts as alive as long as its pid is in use. */
export function isAlive({ pid, started }: ProcessIdentity): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: there is one, of another user.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  const now = startOf(pid)
  return started === undefined || now === undefined || now === started
}

function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // A zombie does nothing any more.
    return fields[0] === 'Z' ? 'ended' : fields[19]
  } catch {
    return undefined
  }
}
