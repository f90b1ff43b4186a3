import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StoredRecording } from './recording.ts'

// Taken before any recorder puts itself in their place.
const [write, rename] = [writeFileSync, renameSync]
let written = 0

/** End of the name of a stored recording. */
export const recordingEnd = '.recording.json'

/** Stores a recording, whole or not at all. Names tell the order in which one thread wrote. */
export function writeRecording(dir: string, recording: StoredRecording, threadId: number): void {
  const name = `${process.pid}-${threadId}-${String(++written).padStart(6, '0')}`
  const draft = join(dir, `${name}.draft`)
  write(draft, JSON.stringify(recording))
  rename(draft, join(dir, `${name}${recordingEnd}`))
}
