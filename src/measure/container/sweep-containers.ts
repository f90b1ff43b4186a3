import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive } from '../process/process-identity.ts'
import { removeLeft } from './remove-left.ts'
import type { RemovedContainer } from './remove-left.ts'

/** Removes what runs have left behind that were killed together with their janitors: those whose process no longer lives. */
export async function sweepContainers(folder: string): Promise<RemovedContainer[]> {
  if (!existsSync(folder)) return []
  const stale = readdirSync(folder).filter(isStale)
  return (await Promise.all(stale.map((name) => removeLeft(join(folder, name))))).flat()
}

/** The name of a journal tells whose it is. */
function isStale(name: string): boolean {
  const [, pid, started] = /^(\d+)-(\d*)\.jsonl$/.exec(name) ?? []
  return pid !== undefined && !isAlive({ pid: Number(pid), started: started === '' ? undefined : started })
}
