import {
  chmodSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { glob } from 'tinyglobby'
import type { Prepare } from '../../model/config.ts'
import { SloError } from '../../model/fault.ts'
import { session } from './command-session.ts'
import { harmlessAddition } from './harmless-edit.ts'
import { appendEntries } from './journal-file.ts'
import { claimPaths } from './path-claims.ts'
import { ownIdentity } from '../process/process-identity.ts'
import { fingerprint, isThere, undoJournal } from './undo-journal.ts'
import { undoFolder } from './undo-folder.ts'

export interface WorkspaceOptions {
  /** Absolute. */
  readonly root: string
  /** Folder of the reports, relative to the root. */
  readonly reportsDir: string
  /** Name of the command, for whoever is told to wait for it. */
  readonly command: string
}

let opened = 0

/** The working tree of a project while a command is prepared again and again; every change of it is journalled first, and undone at the end. */
export class Workspace {
  readonly #options: WorkspaceOptions
  readonly #prepare: Prepare
  readonly #folder: string
  readonly #kept = new Map<string, string>()
  /** The edited file as it was, and each content that took its place: all that is left where the folder of the journal is removed. */
  #edited: { readonly path: string; readonly base: Buffer; readonly written: string[] } | undefined
  #count = 0

  /** Claims what will be changed; a SloError says who holds it. */
  constructor(prepare: Prepare, options: WorkspaceOptions) {
    this.#prepare = prepare
    this.#options = options
    const { root, reportsDir, command } = options
    this.#folder = join(undoFolder(root, reportsDir), `${process.pid}-${session}-${++opened}`)
    makeFolder(this.#folder)
    try {
      appendEntries(this.#folder, [{ kind: 'owner', owner: { ...ownIdentity(), command, since: new Date().toISOString() } }])
      claimPaths(this.#folder, { globs: prepare.remove ?? [], paths: prepare.edit === undefined ? [] : [posix(prepare.edit)] })
    } catch (error) {
      rmSync(this.#folder, { recursive: true, force: true })
      throw error
    }
  }

  /** Makes the tree ready for the next sample. */
  async ready(): Promise<void> {
    this.#count++
    for (const path of await this.#matches()) this.#remove(path)
    if (this.#prepare.edit !== undefined) this.#edit(posix(this.#prepare.edit))
  }

  /** Why nothing that is measured from now on can be undone; undefined as long as the journal is there. */
  lost(): string | undefined {
    if (isThere(this.#folder)) return undefined
    const gone = [...this.#kept.keys()].filter((path) => path !== this.#edited?.path)
    const moved = gone.length === 0 ? '' : ` with ${gone.join(', ')}, which had been moved there`
    const { reportsDir } = this.#options
    return `${undoFolder('', reportsDir)} vanished${moved}: the command must leave ${reportsDir} alone, or reports.dir must be another folder`
  }

  /** Puts everything back. `succeeded`: what the command made anew stays. Gives sentences about what could not be put back. */
  close(succeeded: boolean): string[] {
    const { root, reportsDir } = this.#options
    if (this.lost() !== undefined) this.#restoreEdited()
    const notes = undoJournal({ root, folder: this.#folder, keepNew: succeeded })
    removeIfEmpty(undoFolder(root, reportsDir))
    return notes
  }

  async #matches(): Promise<string[]> {
    const { remove = [] } = this.#prepare
    if (remove.length === 0) return []
    const { root, reportsDir } = this.#options
    // Nobody means the packages he installed, unless he says so.
    const ignore = [
      '.git',
      `${reportsDir}/**`,
      ...(remove.some((one) => one.includes('node_modules')) ? [] : ['**/node_modules/**']),
    ]
    const found = await glob(remove, { cwd: root, ignore, dot: true, onlyFiles: false, expandDirectories: false, followSymbolicLinks: false }) // prettier-ignore
    // A folder before what lies in it: that goes with the folder.
    return found.map((path) => posix(path).replace(/\/$/, '')).toSorted()
  }

  #remove(path: string): void {
    const at = join(this.#options.root, path)
    if (!isThere(at)) return
    if (this.#kept.has(path)) this.#drop(at)
    else this.#keep(path, (to) => renameOrExplain(at, to))
  }

  /** What an earlier sample made: out of the way in one step, then deleted. */
  #drop(at: string): void {
    const dropped = join(this.#folder, 'dropped')
    renameSync(at, dropped)
    rmSync(dropped, { recursive: true, force: true, maxRetries: 3 })
  }

  #keep(path: string, move: (to: string) => void): void {
    const kept = `kept-${this.#kept.size}`
    claimPaths(this.#folder, { globs: [], paths: [path] })
    appendEntries(this.#folder, [{ kind: 'removed', path, kept }])
    move(join(this.#folder, kept))
    this.#kept.set(path, kept)
  }

  #edit(path: string): void {
    const at = join(this.#options.root, path)
    if (statSync(at, { throwIfNoEntry: false })?.isFile() !== true) throw new SloError(`command ${this.#options.command}: prepare.edit is ${path}, which is no file`) // prettier-ignore
    const original = this.#kept.get(path) ?? 'original'
    const base = this.#kept.has(path) ? readFileSync(join(this.#folder, original)) : readFileSync(at)
    const addition = harmlessAddition(path, base.toString('latin1'), this.#count)
    const content = Buffer.concat([base, Buffer.from(addition)])
    const written = fingerprint(content)
    appendEntries(this.#folder, [{ kind: 'edited', path, kept: original, addition, written }])
    this.#edited ??= { path, base, written: [] }
    this.#edited.written.push(written)
    if (!this.#kept.has(path)) keepOriginal(at, join(this.#folder, original))
    this.#kept.set(path, original)
    const draft = join(this.#folder, 'draft')
    writeFileSync(draft, content)
    chmodSync(draft, statSync(at).mode)
    renameOrExplain(draft, at)
  }

  #restoreEdited(): void {
    if (this.#edited === undefined) return
    const { path, base, written } = this.#edited
    const at = join(this.#options.root, path)
    if (isThere(at) && written.includes(fingerprint(readFileSync(at)))) writeFileSync(at, base)
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new SloError(`without a journal nothing is changed, and ${folder} cannot be made: ${why}. Set reports.dir to a folder that can be written`) // prettier-ignore
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // Others are at work in it.
  }
}

/** The original keeps its inode, and with it its dates, rights and links; where there are no hard links, a copy has to do. */
function keepOriginal(path: string, kept: string): void {
  try {
    linkSync(path, kept)
  } catch {
    copyFileSync(path, kept)
    const { atime, mtime } = statSync(path)
    utimesSync(kept, atime, mtime)
  }
}

function renameOrExplain(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    throw new SloError(
      `${from} cannot be moved to ${to}, because they are on different file systems: set reports.dir to a folder beside it`,
    )
  }
}

function posix(path: string): string {
  return path.replaceAll('\\', '/').replace(/^\.\//, '')
}
