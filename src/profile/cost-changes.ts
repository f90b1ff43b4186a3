import type { FrameChange } from '../model/profile.ts'
import type { FunctionCost } from './function-costs.ts'

/** What a function costs in one execution. */
export interface NamedCost {
  readonly cost: FunctionCost
  /** Of own code with the foreign code that it called, of foreign code what it took itself. */
  readonly charged: number
}

/** Costs of one execution by function. Lines move with every edit, so a function is known by its name and file. */
export function costsByName(costs: readonly FunctionCost[], samples: number): ReadonlyMap<string, NamedCost> {
  const named = new Map<string, NamedCost>()
  for (const cost of costs) {
    const key = nameKey(cost)
    const charged = (cost.owner === 'own' ? cost.charged : cost.self) / samples
    named.set(key, { cost, charged: charged + (named.get(key)?.charged ?? 0) })
  }
  return named
}

/** One text per function. */
export function nameKey({ function: name, file = '' }: Pick<FunctionCost, 'function' | 'file'>): string {
  return `${name}\u0000${file}`
}

const mostChanges = 10
// Of everything now: what changed less explains nothing.
const leastChange = 0.01

/** The functions of the project whose cost changed most, the largest change first. */
export function changesOf(after: ReadonlyMap<string, NamedCost>, before: ReadonlyMap<string, NamedCost>): FrameChange[] {
  const keys = [...new Set([...after.keys(), ...before.keys()])]
  const all = keys.map((key) => ({ now: after.get(key), was: before.get(key) })).filter(isOwn)
  const total = [...after.values()].reduce((sum, { charged }) => sum + charged, 0)
  return all
    .map(({ now, was }) => changeOf((now ?? was) as NamedCost, was?.charged, now?.charged ?? 0))
    .filter((change) => difference(change) > 0 && difference(change) >= leastChange * total)
    .toSorted((a, b) => difference(b) - difference(a))
    .slice(0, mostChanges)
}

function isOwn({ now, was }: { readonly now?: NamedCost; readonly was?: NamedCost }): boolean {
  return (now ?? was)?.cost.owner === 'own'
}

function changeOf({ cost }: NamedCost, before: number | undefined, after: number): FrameChange {
  const { function: name, file, line } = cost
  return { function: name, file, line, before, after }
}

function difference({ before = 0, after }: FrameChange): number {
  return Math.abs(after - before)
}
