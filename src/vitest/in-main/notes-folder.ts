import { readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isAlive } from '../../measure/process/process-identity.ts'
import type { Limit } from '../../model/limit.ts'

const prefix = 'running-'

/** The folder in which the workers of this run note what they are doing; undefined where no limit has to name a test. */
export function notesFolder(root: string, dir: string, limits: readonly Limit[]): string | undefined {
  return limits.length === 0 ? undefined : join(resolve(root, dir), `${prefix}${process.pid}`)
}

/** Removes what killed runs have left behind now, and the notes of this run when this process ends, however early. */
export function keepNotesClean(folder: string): void {
  removeNotes(folder)
  // A watch run starts again and again.
  if (!kept.has(folder)) process.once('exit', () => removeNotes(folder))
  kept.add(folder)
}

const kept = new Set<string>()

/** Removes the notes of this run, and those of runs that were killed before they could. */
export function removeNotes(folder: string): void {
  const all = resolve(folder, '..')
  for (const name of namesIn(all)) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : Number.NaN
    if (pid === process.pid || (pid > 0 && !isAlive({ pid }))) rmSync(join(all, name), { recursive: true, force: true })
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
