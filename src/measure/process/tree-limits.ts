import type { Limit, LimitName } from '../../model/limit.ts'
import type { Exceeded } from '../../model/limit-reading.ts'
import { branchesOf, guiltyBranch, heaviest, weightOf } from './branches.ts'
import type { Branch } from './branches.ts'
import { LimitGuard } from './limit-guard.ts'
import { readUse } from './process-use.ts'
import type { ProcessUse } from './process-use.ts'
import { socketRates } from './socket-rates.ts'
import type { TreeMoment } from './tree-method.ts'
import { usableCores } from './usable-cores.ts'

/** A limit that a tree has crossed, as the one who watches it saw it. */
export interface TreeLimitHit {
  readonly limit: Limit
  readonly measured: number
  /** The process that uses most, in words. */
  readonly culprit?: string
  readonly done?: string
  /** What was running, in words. */
  readonly running: readonly string[]
}

/** A tree whose limits are enforced. */
export interface LimitedTree {
  readonly limits: readonly Limit[]
  readonly root: number
  /** False where the root had been at work before: what it has written until now is left out. */
  readonly isNew: boolean
  /** Living members of the tree. */
  readonly alive: () => readonly number[]
  /** Bytes sent and received so far, where that can be told. */
  readonly network?: () => number | undefined
  /** A process in the network that the tree has for itself; undefined where it shares ours. */
  readonly inside?: () => number | undefined
  readonly onExceed: (exceeded: Exceeded) => void
}

/** Whose fault it is that a limit is crossed. */
export interface Culprit {
  readonly branch: Branch
  /** The process that uses most in the branch. */
  readonly process: ProcessUse
}

const treeLimits = ['cpu', 'memory', 'disk', 'network', 'processes'] as const satisfies readonly LimitName[]

// Milliseconds between two looks at who spends CPU time.
const lookInterval = 1000

/** Follows what a tree uses against its limits, and knows who uses most. */
export class TreeLimits {
  readonly #tree: LimitedTree
  readonly #guard: LimitGuard
  readonly #names: ReadonlySet<LimitName>
  /** Bytes that had been written before. */
  #before: number | undefined
  readonly #known = new Set<LimitName>()
  #looked = Number.NEGATIVE_INFINITY
  /** CPU milliseconds by pid, at the last look and at the one before. */
  #cpu: readonly [ReadonlyMap<number, number>, ReadonlyMap<number, number>] = [new Map(), new Map()]

  constructor(tree: LimitedTree) {
    this.#tree = tree
    this.#names = new Set(tree.limits.map(({ name }) => name))
    this.#guard = new LimitGuard({ limits: tree.limits, cores: usableCores(), onExceed: tree.onExceed })
  }

  /** Takes in a moment of the tree. */
  take(at: number, { cpu, memory, processes, disk: bytes }: TreeMoment): void {
    if (this.#names.has('cpu') && at - this.#looked >= lookInterval) this.#look(at)
    const disk = this.#writtenSoFar(bytes)
    const network = this.#names.has('network') ? this.#tree.network?.() : undefined
    const figures = { cpu, memory, processes, disk, network }
    for (const name of treeLimits) if (figures[name] !== undefined) this.#known.add(name)
    this.#guard.take({ at, ...figures })
  }

  /** Limits of the tree that nothing has been known about so far. */
  unknown(): Limit[] {
    return this.#tree.limits.filter(({ name }) => (treeLimits as readonly LimitName[]).includes(name) && !this.#known.has(name))
  }

  /** Undefined where no process can be seen any more. */
  culprit(
    limit: Limit,
    { measured, workers }: { readonly measured: number; readonly workers: ReadonlySet<number> },
  ): Culprit | undefined {
    const traffic = limit.name === 'network' ? socketRates(this.#tree.inside?.()) : undefined
    const weighing = { limit: limit.name, cpuBefore: this.#cpu[1], traffic }
    const uses = this.#tree.alive().flatMap((pid) => readUse(pid) ?? [])
    const branches = branchesOf(uses, this.#tree.root, workers)
    const branch = guiltyBranch(branches, measured - limit.max, (one) => weightOf(one.members, weighing))
    const process = branch === undefined ? undefined : heaviest(branch.members, (use) => weightOf([use], weighing))
    if (branch === undefined || process === undefined) return undefined
    // Nobody is accused of what none of them is seen to move.
    return traffic !== undefined && weightOf([process], weighing) <= 0 ? undefined : { branch, process }
  }

  #look(at: number): void {
    this.#looked = at
    const uses = this.#tree.alive().flatMap((pid) => readUse(pid) ?? [])
    this.#cpu = [new Map(uses.map(({ pid, cpu }) => [pid, cpu])), this.#cpu[0]]
  }

  #writtenSoFar(disk: TreeMoment['disk']): number | undefined {
    if (disk === undefined) return undefined
    this.#before ??= this.#tree.isNew ? 0 : disk.written
    return Math.max(0, disk.written - this.#before)
  }
}
