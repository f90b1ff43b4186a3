import { closeSync, fsyncSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ProcessIdentity } from '../process/process-identity.ts'

/** Who works in a root, and since when (ISO 8601). */
export interface JournalOwner extends ProcessIdentity {
  readonly command: string
  readonly since: string
}

/** One line of a journal, written before what it tells of is done. Paths are relative to the root, with forward slashes. */
export type JournalEntry =
  | { readonly kind: 'owner'; readonly owner: JournalOwner }
  /** What nobody else may touch meanwhile. */
  | { readonly kind: 'claim'; readonly globs: readonly string[]; readonly paths: readonly string[] }
  /** `path` was moved to `kept`. */
  | { readonly kind: 'removed'; readonly path: string; readonly kept: string }
  /** The original of `path` is `kept`; in its place stands a copy with `addition`, of this SHA-256. */
  | { readonly kind: 'edited'; readonly path: string; readonly kept: string; readonly addition: string; readonly written: string }

const fileName = 'journal.jsonl'

/** Adds lines to the journal of a folder; they are on the disk when it returns. */
export function appendEntries(folder: string, entries: readonly JournalEntry[]): void {
  const file = openSync(join(folder, fileName), 'a')
  try {
    // To the last byte, or an error: what is not in the journal must not be done.
    writeFileSync(file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** The lines of the journal of a folder; none where there is no journal. A last line that was cut off is left out: its deed was not begun. */
export function readEntries(folder: string): readonly JournalEntry[] {
  return textOf(join(folder, fileName))
    .split('\n')
    .slice(0, -1)
    .flatMap((line) => parseEntry(line) ?? [])
}

/** The owner of a journal; undefined while it is being made. */
export function ownerOf(entries: readonly JournalEntry[]): JournalOwner | undefined {
  return entries.find((entry) => entry.kind === 'owner')?.owner
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function parseEntry(line: string): JournalEntry | undefined {
  try {
    return JSON.parse(line) as JournalEntry
  } catch {
    return undefined
  }
}
