import { carries, janitorName } from './marked-processes.ts'
import { ProcessMember } from './process-member.ts'
import type { ProcessReading } from './process-reading.ts'

export interface TreeRoot {
  readonly pid: number
  /** Finds what belongs to the tree though it no longer descends from the root. Left out: the tree is what descends from the root. */
  readonly others?: OtherMembers
}

/** Finds processes by something else than their parents: a marker, or a control group. */
export interface OtherMembers {
  readonly find: () => readonly number[]
}

export type ProcessReadings = ReadonlyMap<number, ProcessReading>

// Enough for any build; a fork bomb must not take the sampler down with it.
const mostMembers = 2000
// Milliseconds during which a child may look like its parent: a large process takes long to fork, most of all on a busy machine.
const patience = 1000
// Milliseconds between two looks through the whole process table.
const searchInterval = 100

/**
 * The living processes of a tree: the descendants of a root, found through `/proc/PID/task/TID/children`, those among them that have
 * lost their parents since, and those that are known to belong to it by other means.
 */
export class ProcessTree {
  readonly #members = new Map<number, ProcessMember>()
  readonly #others: OtherMembers | undefined
  /** Our own watch-keepers, which are not counted. */
  readonly #strangers = new Set<number>()
  /** Children that have just been forked, with the time at which they were first seen. */
  #forked = new Map<number, number>()
  #searched = Number.NEGATIVE_INFINITY

  constructor(root: TreeRoot) {
    this.#others = root.others
    this.#members.set(root.pid, new ProcessMember(root.pid))
  }

  /** Reads every process once. `at` in ms of any monotonic clock. */
  read(at: number): ProcessReadings {
    if (at - this.#searched >= searchInterval) this.#search(at)
    const readings = new Map<number, ProcessReading>()
    const forked = new Map<number, number>()
    // The map grows while it is walked: children found on the way are read in the same round.
    for (const member of this.#members.values()) {
      const reading = member.read()
      if (reading === undefined) this.#remove(member)
      else if (this.#isNew(reading, readings.get(reading.parent), at)) {
        forked.set(member.pid, this.#forked.get(member.pid) ?? at)
        this.#remove(member)
      } else {
        readings.set(member.pid, reading)
        if (!reading.zombie) this.#addAll(member.children(reading.threads))
      }
    }
    this.#forked = forked
    return readings
  }

  /** Looks for other members at the next reading, however recent the last search. */
  searchAgain(): void {
    this.#searched = Number.NEGATIVE_INFINITY
  }

  /** Pids of the members that are alive at this moment; finds no new ones. */
  alive(): readonly number[] {
    return [...this.#members.values()].filter((member) => member.isAlive()).map(({ pid }) => pid)
  }

  close(): void {
    for (const member of this.#members.values()) member.close()
    this.#members.clear()
  }

  #search(at: number): void {
    this.#searched = at
    this.#strangers.clear()
    this.#addAll(this.#others?.find() ?? [])
  }

  #addAll(pids: readonly number[]): void {
    for (const pid of pids) {
      if (this.#members.has(pid) || this.#strangers.has(pid) || this.#members.size >= mostMembers) continue
      if (carries(pid, `${janitorName}=`)) this.#strangers.add(pid)
      else this.#members.set(pid, new ProcessMember(pid))
    }
  }

  /**
   * Between fork and exec a child still shows the memory of its parent, so that `true` started by a large process would look large.
   * Such a child is left out as long as it does nothing; one that stays as it is has been forked without an exec, and counts.
   */
  #isNew(child: ProcessReading, parent: ProcessReading | undefined, at: number): boolean {
    if (parent === undefined || child.zombie || child.own > 20) return false
    if (at - (this.#forked.get(child.pid) ?? at) > patience) return false
    // Not by size: some of the pages of a parent, among them those that V8 keeps to itself, are not copied.
    return child.image !== '' && child.image === parent.image
  }

  #remove(member: ProcessMember): void {
    member.close()
    this.#members.delete(member.pid)
  }
}
