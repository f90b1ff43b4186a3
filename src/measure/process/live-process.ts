import type { LiveProcess } from '../../model/live.ts'
import { isAlive, ownIdentity } from './process-identity.ts'

/** This process, for those who watch it or are watched by it. */
export function liveProcess(): LiveProcess {
  const { pid, started } = ownIdentity()
  return { pid, processStart: started }
}

/** Whether that very process still runs, and not another one that has got its pid. */
export function isLiveProcess({ pid, processStart }: LiveProcess): boolean {
  return isAlive({ pid, started: processStart })
}
