import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CachedFile } from './cached-file.ts'
import { hierarchies } from './group-hierarchy.ts'
import type { Hierarchy } from './group-hierarchy.ts'
import { readVersion1, readVersion2 } from './group-reading.ts'
import type { GroupReading } from './group-reading.ts'

interface Made {
  readonly version: 1 | 2
  /** Holds all that is in the group. */
  readonly folder: string
  /** What a process joins; version 2 wants the processes in leaves. */
  readonly leaf: string
}

/** A group of processes of our own, which the kernel counts: whoever is born in it belongs to it, however far it gets from its parents. */
export class ControlGroup {
  readonly version: 1 | 2
  readonly #made: readonly Made[]
  readonly #files = new Map<string, CachedFile>()

  private constructor(made: readonly Made[]) {
    this.#made = made
    this.version = made[0]?.version ?? 1
  }

  /** Makes a group inside the one that this process is in, or beside it; a text says why there is none. */
  static open(name: string): ControlGroup | string {
    const found = ownHierarchies()
    if (found.length === 0) return 'the kernel offers none here'
    try {
      return new ControlGroup(found.map((hierarchy) => make(hierarchy, name)))
    } catch (error) {
      for (const hierarchy of found) removeGroups(folderFor(hierarchy), (other) => other === name)
      return (error as NodeJS.ErrnoException).code ?? String(error)
    }
  }

  /** Files into which a process writes 0 to join. */
  get joins(): readonly string[] {
    return this.#made.map(({ leaf }) => join(leaf, 'cgroup.procs'))
  }

  /** Reads the counters. The memory peak is that since the reading before, where the kernel lets it be reset. */
  read(): GroupReading {
    const reading = this.version === 1 ? readVersion1((name) => this.#read(name)) : readVersion2((name) => this.#read(name))
    if (this.version === 1) for (const { folder } of this.#made) tryWrite(join(folder, 'memory.max_usage_in_bytes'), '0')
    return reading
  }

  /** Living members, those of groups inside it included. */
  members(): readonly number[] {
    const folder = this.#made[0]?.folder
    return folder === undefined ? [] : membersOf(folder)
  }

  /** Lets none of the members start another process: what kills them then meets all there are. */
  forbidForks(): void {
    for (const { folder } of this.#made) forbidForks(folder)
  }

  /** Removes the group, once it is empty; one that a process still keeps is left to the next run. */
  async close(): Promise<void> {
    for (const file of this.#files.values()) file.close()
    this.#files.clear()
    for (let tries = 0; tries < 20 && !this.#made.every(({ folder }) => remove(folder)); tries++) await sleep(5)
  }

  #read(name: string): string | undefined {
    const known = this.#files.get(name)
    if (known !== undefined) return known.read()
    const files = this.#made.map(({ folder }) => new CachedFile(join(folder, name)))
    const texts = files.map((file) => file.read())
    const at = texts.findIndex((text) => text !== undefined)
    this.#files.set(name, files[Math.max(0, at)] as CachedFile)
    return texts[at]
  }
}

/** Lets the members of a group start no further process. */
export function forbidForks(folder: string): void {
  tryWrite(join(folder, 'pids.max'), '0')
}

/** Living members of a group and of those inside it. */
export function membersOf(folder: string): number[] {
  const pids = textOf(join(folder, 'cgroup.procs')).split('\n').filter(Boolean).map(Number) // prettier-ignore
  return [...pids, ...groupsIn(folder).flatMap((name) => membersOf(join(folder, name)))]
}

/** Removes the groups in a folder whose names are ours. What is still in one keeps it. */
export function removeGroups(folder: string, isOurs: (name: string) => boolean): void {
  for (const name of groupsIn(folder)) if (isOurs(name)) remove(join(folder, name))
}

/** Names of the groups in a group. */
export function groupsIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
  } catch {
    return []
  }
}

/** Folders in which this process makes its groups. */
export function groupFolders(): readonly string[] {
  return ownHierarchies().map(folderFor)
}

/** Files by which a process leaves the groups of ours that it is in; none where it is in none. */
export function joinsAboveOurs(): readonly string[] {
  return ownHierarchies().flatMap(({ folder }) => {
    const at = folder.indexOf('/vitest-slo-')
    return at < 0 ? [] : [join(folder.slice(0, at), 'cgroup.procs')]
  })
}

function ownHierarchies(): Hierarchy[] {
  return hierarchies(textOf('/proc/self/mountinfo'), textOf('/proc/self/cgroup'))
}

function make(hierarchy: Hierarchy, name: string): Made {
  const folder = join(folderFor(hierarchy), name)
  mkdirSync(folder)
  if (hierarchy.version === 1) return { version: 1, folder, leaf: folder }
  for (const controller of ['memory', 'pids']) tryWrite(join(folder, 'cgroup.subtree_control'), `+${controller}`)
  const leaf = join(folder, 'run')
  mkdirSync(leaf)
  return { version: 2, folder, leaf }
}

/**
 * In version 2 a group that holds processes hands no counters on: there a group of ours stands beside the one we are in, unless that
 * has bounds of its own, which must go on to hold.
 */
function folderFor({ version, folder }: Hierarchy): string {
  if (version === 1 || handsOn(folder)) return folder
  const isBounded = ['memory.max', 'cpu.max', 'pids.max'].some((name) => /^\d/.test(textOf(join(folder, name))))
  return !isBounded && handsOn(dirname(folder)) ? dirname(folder) : folder
}

function handsOn(folder: string): boolean {
  return textOf(join(folder, 'cgroup.subtree_control')).includes('memory')
}

function remove(folder: string): boolean {
  for (const name of groupsIn(folder)) remove(join(folder, name))
  try {
    rmdirSync(folder)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT'
  }
}

function tryWrite(path: string, text: string): void {
  try {
    // Opening for writing alone: what is not there must not be made.
    writeFileSync(path, text, { flag: 'r+' })
  } catch {
    // Not offered by this kernel, or not to us.
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}
