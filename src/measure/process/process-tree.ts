import { carries, janitorName } from './marked-processes.ts'
import type { MarkedProcesses } from './marked-processes.ts'
import { ProcessMember } from './process-member.ts'
import type { ProcessReading } from './process-reading.ts'

export interface TreeRoot {
  readonly pid: number
  /** Finds what belongs to the tree though it no longer descends from the root. Left out: the tree is what descends from the root. */
  readonly marked?: MarkedProcesses
}

export type ProcessReadings = ReadonlyMap<number, ProcessReading>

// Enough for any build; a fork bomb must not take the sampler down with it.
const mostMembers = 2000
// Milliseconds between two looks through the whole process table.
const searchInterval = 100

/**
 * The living processes of a tree: the descendants of a root, found through `/proc/PID/task/TID/children`, those among them that have
 * lost their parents since, and those that carry the marker.
 */
export class ProcessTree {
  readonly #members = new Map<number, ProcessMember>()
  readonly #marked: MarkedProcesses | undefined
  /** Not counted: our own watch-keepers, and for one round those that have just been forked. */
  #strangers = new Set<number>()
  #forked = new Set<number>()
  #searched = Number.NEGATIVE_INFINITY

  constructor(root: TreeRoot) {
    this.#marked = root.marked
    this.#members.set(root.pid, new ProcessMember(root.pid))
  }

  /** Reads every process once. `at` in ms of any monotonic clock. */
  read(at: number): ProcessReadings {
    if (at - this.#searched >= searchInterval) this.#search(at)
    const readings = new Map<number, ProcessReading>()
    const forked = new Set<number>()
    // The map grows while it is walked: children found on the way are read in the same round.
    for (const member of this.#members.values()) {
      const reading = member.read()
      if (reading === undefined) this.#remove(member)
      else if (this.#isNew(reading, readings.get(reading.parent))) {
        forked.add(member.pid)
        this.#remove(member)
      } else {
        readings.set(member.pid, reading)
        if (!reading.zombie) this.#addAll(member.children(reading.threads))
      }
    }
    this.#forked = forked
    return readings
  }

  /** Looks for marked processes at the next reading, however recent the last search. */
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
    this.#addAll(this.#marked?.find() ?? [])
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
   * Such a child is left out until the next round; one that looks the same then has really been forked without an exec.
   */
  #isNew(child: ProcessReading, parent: ProcessReading | undefined): boolean {
    if (parent === undefined || child.zombie || this.#forked.has(child.pid) || child.own > 0) return false
    return isClose(child.virtual, parent.virtual) && isClose(child.peak, parent.peak)
  }

  #remove(member: ProcessMember): void {
    member.close()
    this.#members.delete(member.pid)
  }
}

function isClose(one: number, other: number): boolean {
  return Math.abs(one - other) <= other * 0.02
}
