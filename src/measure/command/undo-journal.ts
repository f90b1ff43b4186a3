import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readEntries } from './journal-file.ts'
import type { JournalEntry } from './journal-file.ts'

type Removed = Extract<JournalEntry, { kind: 'removed' }>
type Edited = Extract<JournalEntry, { kind: 'edited' }>

export interface UndoOptions {
  readonly root: string
  /** Folder of the journal, absolute. */
  readonly folder: string
  /** True after a success: what the command made in the place of a removed path stays. */
  readonly keepNew: boolean
}

/**
 * Puts back what a journal tells of, and removes the journal. May be broken off and begun again at any point. Gives sentences about
 * what could not be put back as it was.
 */
export function undoJournal(options: UndoOptions): string[] {
  const entries = readEntries(options.folder)
  for (const entry of entries) if (entry.kind === 'removed') restoreRemoved(entry, options)
  const edits = entries.filter((entry) => entry.kind === 'edited')
  const notes = [...new Set(edits.map(({ path }) => path))].flatMap((path) => {
    const ofPath = edits.filter((edit) => edit.path === path)
    return restoreEdited(ofPath, options)
  })
  rmSync(options.folder, { recursive: true, force: true, maxRetries: 3 })
  return notes
}

/** Whether there is anything at a path, a broken link included. */
export function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}

/** SHA-256 of a content, in hexadecimal. */
export function fingerprint(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

function restoreRemoved({ path, kept }: Removed, { root, folder, keepNew }: UndoOptions): void {
  const [from, to] = [join(folder, kept), join(root, path)]
  if (!isThere(from) || (keepNew && isThere(to))) return
  // Out of the way by a rename, not by deleting in place: broken off in between, it is simply done again.
  if (isThere(to)) renameSync(to, join(folder, `replaced-${kept}`))
  mkdirSync(dirname(to), { recursive: true })
  renameSync(from, to)
}

function restoreEdited(edits: readonly Edited[], { root, folder }: UndoOptions): string[] {
  const { path, kept } = edits.at(-1) as Edited
  const [from, to] = [join(folder, kept), join(root, path)]
  if (!isThere(from)) return []
  const changed = isThere(to) ? changesOfOthers(edits, readFileSync(from), readFileSync(to)) : undefined
  if (changed === undefined) {
    mkdirSync(dirname(to), { recursive: true })
    // The original itself comes back, with its dates, its rights and its links.
    renameSync(from, to)
    return []
  }
  writeFileSync(to, changed)
  return [`${path} was changed by something else while it was being measured: that change stays`]
}

/** The content without our additions, where it holds more than these; undefined where the original can simply come back. */
function changesOfOthers(edits: readonly Edited[], original: Buffer, now: Buffer): Buffer | undefined {
  if (edits.some(({ written }) => written === fingerprint(now))) return undefined
  const without = edits.reduce((content, { addition }) => withoutAddition(content, Buffer.from(addition)), now)
  return without.equals(original) ? undefined : without
}

function withoutAddition(content: Buffer, addition: Buffer): Buffer {
  // Blank additions are taken from the end only: the same text elsewhere is not ours.
  const blank = addition.toString().trim() === ''
  const at = content.lastIndexOf(addition)
  if (at < 0 || (blank && at + addition.length !== content.length)) return content
  return Buffer.concat([content.subarray(0, at), content.subarray(at + addition.length)])
}
