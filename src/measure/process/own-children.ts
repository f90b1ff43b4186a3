import { readFileSync } from 'node:fs'
import { killBranch } from './kill-branch.ts'
import { carries, janitorName } from './marked-processes.ts'

/** Pids of the processes that this thread has started and that are there. None where there is no /proc. */
export function ownChildren(): readonly number[] {
  try {
    const text = readFileSync('/proc/thread-self/children', 'latin1').trim()
    return text === '' ? [] : text.split(' ').map(Number)
  } catch {
    return []
  }
}

/** Ends, with all that descends from them, the children of this thread that are not among those of before; gives how many there were. */
export function killNewChildren(before: readonly number[]): number {
  const started = ownChildren().filter((pid) => !before.includes(pid) && !carries(pid, `${janitorName}=`))
  for (const pid of started) killBranch(pid)
  return started.length
}
