import { readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'

/** Folders in which nobody looks for the work of a command. */
const skipped = new Set(['node_modules', '.git'])

export interface MadeFilesOptions {
  readonly dir: string
  /** Only files whose content, name or rights changed at this time (ms since 1970) or later. Undefined: all, skipping nothing. */
  readonly since?: number
  /** Absolute paths of folders left out. */
  readonly except?: readonly string[]
}

/** Files below a folder, sorted, relative to it, with forward slashes. */
export function madeFiles({ dir, since, except = [] }: MadeFilesOptions): string[] {
  const isSearched = (folder: string): boolean =>
    !except.includes(join(dir, folder)) && (since === undefined || !skipped.has(basename(folder)))
  const files = filesBelow(dir, isSearched)
  return files.filter((file) => since === undefined || changedSince(join(dir, file), since)).toSorted()
}

function filesBelow(dir: string, isSearched: (folder: string) => boolean): string[] {
  const files: string[] = []
  const pending = ['']
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const entry of readdirSync(join(dir, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (!entry.isDirectory()) files.push(path)
      else if (isSearched(path)) pending.push(path)
    }
  }
  return files
}

function changedSince(path: string, since: number): boolean {
  // The change time, unlike the modification time, cannot be set by a tool that copies files with their dates.
  const { ctimeMs = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {}
  // The clock of a file system lags up to one tick of the kernel behind.
  return ctimeMs >= since - 10
}
