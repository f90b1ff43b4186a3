import type { LimitName } from '../../model/limit.ts'
import type { ProcessUse } from './process-use.ts'

/**
 * A part of a tree that stands or falls together: what one test started (a child of a worker with all that descends from it), a
 * worker itself, or the root itself.
 */
export interface Branch {
  readonly root: number
  readonly kind: 'root' | 'worker' | 'child'
  /** The worker it hangs on; undefined where it hangs on the root. */
  readonly worker?: number
  readonly members: readonly ProcessUse[]
}

/** The branches of a tree. A process whose parent is no member hangs on the root: it has lost its parents. */
export function branchesOf(uses: readonly ProcessUse[], root: number, workers: ReadonlySet<number>): Branch[] {
  const byPid = new Map(uses.map((use) => [use.pid, use]))
  const groups = new Map<number, { readonly worker?: number; readonly members: ProcessUse[] }>()
  for (const use of uses) {
    const { top, worker } = topOf(use, byPid, { root, workers })
    const group = groups.get(top) ?? { worker, members: [] }
    groups.set(top, group)
    group.members.push(use)
  }
  return [...groups].map(([top, group]) => ({ root: top, kind: kindOf(top, root, workers), ...group }))
}

interface Landmarks {
  readonly root: number
  readonly workers: ReadonlySet<number>
}

function topOf(
  use: ProcessUse,
  byPid: ReadonlyMap<number, ProcessUse>,
  { root, workers }: Landmarks,
): { readonly top: number; readonly worker?: number } {
  const isLandmark = (pid: number): boolean => pid === root || workers.has(pid)
  if (isLandmark(use.pid)) return { top: use.pid, worker: use.pid === root ? undefined : use.pid }
  let top = use
  // No line of ancestors is longer than the tree.
  for (let steps = byPid.size; steps > 0 && !isLandmark(top.parent); steps--) {
    const parent = byPid.get(top.parent)
    if (parent === undefined) break
    top = parent
  }
  return { top: top.pid, worker: workers.has(top.parent) ? top.parent : undefined }
}

function kindOf(top: number, root: number, workers: ReadonlySet<number>): Branch['kind'] {
  if (top === root) return 'root'
  return workers.has(top) ? 'worker' : 'child'
}

interface Weighing {
  readonly limit: LimitName
  /** CPU milliseconds of processes at an earlier moment. */
  readonly cpuBefore: ReadonlyMap<number, number>
  /** Bytes a second that processes move. */
  readonly traffic?: ReadonlyMap<number, number>
}

/** How much of what a limit is about some processes use. */
export function weightOf(members: readonly ProcessUse[], { limit, cpuBefore, traffic }: Weighing): number {
  if (limit === 'processes') return members.length
  const sum = (weigh: (use: ProcessUse) => number): number => members.reduce((total, use) => total + weigh(use), 0)
  if (limit === 'cpu') return sum((use) => use.cpu - (cpuBefore.get(use.pid) ?? 0))
  if (limit === 'network') return sum((use) => traffic?.get(use.pid) ?? 0)
  return limit === 'disk' ? sum((use) => use.written) : sum((use) => use.memory)
}

/**
 * The branch at fault: the heaviest one beside the root. The root itself where it weighs more and the end of the other would not make
 * up for the excess: nobody is blamed, and killed, for what Vitest itself uses.
 */
export function guiltyBranch(branches: readonly Branch[], excess: number, weigh: (branch: Branch) => number): Branch | undefined {
  const root = branches.find(({ kind }) => kind === 'root')
  const other = heaviest(branches.filter((branch) => branch !== root), weigh) // prettier-ignore
  if (root === undefined || other === undefined) return other ?? root
  return weigh(other) >= weigh(root) || weigh(other) >= excess ? other : root
}

/** The first of those that weigh most; undefined of none. */
export function heaviest<T>(all: readonly T[], weigh: (one: T) => number): T | undefined {
  return all.toSorted((a, b) => weigh(b) - weigh(a))[0]
}
