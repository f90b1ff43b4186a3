import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import picomatch from 'picomatch'
import { SloError } from '../../model/fault.ts'
import { appendEntries, ownerOf, readEntries } from './journal-file.ts'
import type { JournalEntry, JournalOwner } from './journal-file.ts'
import { isAlive, ownIdentity } from '../process/process-identity.ts'
import type { ProcessIdentity } from '../process/process-identity.ts'

/** Paths and globs, relative to the root, that only one may work on at a time. */
export interface Claim {
  readonly globs: readonly string[]
  readonly paths: readonly string[]
}

/** Notes a claim in a journal, unless a living owner of another journal holds something of it: then a SloError names it. */
export function claimPaths(journal: string, claim: Claim): void {
  const undoFolder = join(journal, '..')
  const release = enter(undoFolder)
  try {
    for (const other of journalsBeside(journal)) {
      const entries = readEntries(other)
      const owner = ownerOf(entries)
      const path = owner !== undefined && isAlive(owner) ? conflictOf(claim, entries) : undefined
      if (owner !== undefined && path !== undefined) throw refusal(path, owner)
    }
    appendEntries(journal, [{ kind: 'claim', ...claim }])
  } finally {
    release()
  }
}

/** What of a claim is in use according to another journal; undefined when the two do not touch. */
export function conflictOf(claim: Claim, entries: readonly JournalEntry[]): string | undefined {
  const held = entries.filter((entry) => entry.kind === 'claim')
  return held.map((entry) => common(claim, entry)).find((path) => path !== undefined)
}

function common(wanted: Claim, held: Claim): string | undefined {
  return (
    held.globs.find((glob) => wanted.globs.includes(glob)) ??
    held.paths.find((path) => wanted.paths.some((other) => overlap(path, other)) || matches(wanted.globs, path)) ??
    wanted.paths.find((path) => matches(held.globs, path))
  )
}

function journalsBeside(journal: string): string[] {
  const folder = join(journal, '..')
  return readdirSync(folder)
    .filter((name) => name !== basename(journal))
    .map((name) => join(folder, name))
}

function refusal(path: string, { pid, command, since }: JournalOwner): SloError {
  const who = pid === process.pid ? 'in this process' : `in process ${pid}`
  return new SloError(
    `${path} is being changed by the command ${command} ${who}, since ${since}: two commands cannot prepare the same path at once; ` +
      'run them one after the other, or end that process',
  )
}

function overlap(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`)
}

/** A glob holds what lies below its matches too. */
function matches(globs: readonly string[], path: string): boolean {
  const names = path.split('/')
  const parents = names.map((_, index) => names.slice(0, index + 1).join('/'))
  return globs.some((glob) => parents.some((parent) => picomatch.isMatch(parent, glob, { dot: true })) || overlap(glob, path))
}

/** A lock for the moment of claiming. */
function enter(undoFolder: string): () => void {
  mkdirSync(undoFolder, { recursive: true })
  const lock = join(undoFolder, 'claims.lock')
  for (const giveUp = performance.now() + 5000; !created(lock);) {
    removeStale(lock)
    if (performance.now() > giveUp) throw new SloError(`${lock} has been held for 5s: remove it if no other run is at work`)
    // Held for a millisecond or so, and this thread has nothing better to do.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2)
  }
  return () => rmSync(lock, { force: true })
}

function created(lock: string): boolean {
  try {
    writeFileSync(lock, JSON.stringify(ownIdentity()), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function removeStale(lock: string): void {
  try {
    const holder = JSON.parse(readFileSync(lock, 'utf8')) as ProcessIdentity
    if (!isAlive(holder)) rmSync(lock, { force: true })
  } catch {
    // Released just now, or not yet written.
  }
}
