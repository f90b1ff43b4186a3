import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { recordingEnd } from './write-recording.ts'

/** Absolute paths of what was recorded in a folder, in the order in which each thread wrote it. */
export function recordingsIn(dir: string): string[] {
  const names = readdirSync(dir).filter((name) => name.endsWith(recordingEnd))
  return names.toSorted().map((name) => join(dir, name))
}
