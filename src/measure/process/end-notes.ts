import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Leaves word, for whoever started a process, of why it is about to be ended. */
export function leaveEndNote(folder: string, pid: number, reason: string): void {
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(fileOf(folder, pid), reason)
  } catch {
    // Then its starter sees a signal and no more; the report of the run has the reason.
  }
}

/** Why a process was ended, where that was done on purpose; takes the note away. */
export function takeEndNote(folder: string, pid: number): string | undefined {
  try {
    const reason = readFileSync(fileOf(folder, pid), 'utf8')
    rmSync(fileOf(folder, pid))
    return reason
  } catch {
    return undefined
  }
}

function fileOf(folder: string, pid: number): string {
  return join(folder, `ended-${pid}`)
}
