import type { Frame, FrameChange, FrameOwner } from '../model/profile.ts'
import type { CallNode } from './call-tree.ts'
import { changesOf, costsByName, nameKey } from './cost-changes.ts'
import type { NamedCost } from './cost-changes.ts'
import { functionCosts } from './function-costs.ts'
import type { FunctionCost } from './function-costs.ts'
import { hotPath } from './hot-path.ts'

/** What a tree is reduced for. */
export interface Reduction {
  readonly unit: 'ms' | 'bytes'
  /** Executions that the tree covers: every figure is divided by them. */
  readonly samples: number
  /** Folder of the project, absolute, with forward slashes. */
  readonly root: string
  /** The good profile to compare with. */
  readonly good?: { readonly tree: CallNode; readonly samples: number }
}

/** The part of a profile that names the cause. */
export interface Reduced {
  readonly hotPath: readonly Frame[]
  readonly topSelf: readonly Frame[]
  readonly topTotal: readonly Frame[]
  readonly shares: Readonly<Record<FrameOwner, number>>
  readonly changes?: readonly FrameChange[]
}

const mostFrames = 10
// Of everything: what is less explains nothing.
const leastShare = 0.01

/** A tree of calls, reduced to its hot path, its top functions, whose code it was, and what changed against a good profile. */
export function reduceTree(tree: CallNode, { unit, samples, root, good }: Reduction): Reduced {
  const costs = functionCosts(tree, root)
  const before = good === undefined ? undefined : costsByName(functionCosts(good.tree, root), good.samples)
  const frame = (cost: FunctionCost, self: number): Frame => frameOf(cost, self, { samples, unit, before })
  const busy = costs.filter(({ owner }) => owner !== 'idle')
  const least = leastShare * busy.reduce((sum, { self }) => sum + self, 0)
  return {
    hotPath: hotPath(busy, least).map(([cost, self]) => frame(cost, self)),
    topSelf: largest(busy, ({ self }) => self, least).map((cost) => frame(cost, cost.self)),
    topTotal: largest(busy, ({ total }) => total, least).map((cost) => frame(cost, cost.self)),
    shares: sharesOf(costs, samples),
    ...(before === undefined ? {} : { changes: changesOf(costsByName(costs, samples), before) }),
  }
}

interface Scale {
  readonly samples: number
  readonly unit: 'ms' | 'bytes'
  readonly before: ReadonlyMap<string, NamedCost> | undefined
}

function frameOf(cost: FunctionCost, self: number, { samples, unit, before }: Scale): Frame {
  const { function: name, file, line, owner, total, lines } = cost
  const [hottest] = [...lines].toSorted(([, a], [, b]) => b - a)
  return {
    function: name,
    file,
    line,
    hottestLine: hottest?.[0],
    owner,
    self: self / samples,
    total: total / samples,
    before: before?.get(nameKey(cost))?.charged,
    unit,
  }
}

function largest(costs: readonly FunctionCost[], by: (cost: FunctionCost) => number, least: number): FunctionCost[] {
  return costs
    .filter((cost) => by(cost) > 0 && by(cost) >= least)
    .toSorted((a, b) => by(b) - by(a))
    .slice(0, mostFrames)
}

function sharesOf(costs: readonly FunctionCost[], samples: number): Record<FrameOwner, number> {
  const shares: Record<FrameOwner, number> = { own: 0, dependency: 0, node: 0, gc: 0, idle: 0 }
  for (const { owner, self } of costs) shares[owner] += self / samples
  return shares
}
