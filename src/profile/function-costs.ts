import type { CallNode } from './call-tree.ts'
import { codePlace } from './code-place.ts'
import type { CodePlace } from './code-place.ts'

/** What one function cost over all stacks. Milliseconds or bytes. */
export interface FunctionCost extends CodePlace {
  self: number
  /** With all that it called; a recursion counts once. */
  total: number
  /** Of own code: with the foreign code that it called. Of foreign code 0. */
  charged: number
  /** What was charged for foreign functions, by the one that own code called. */
  readonly foreign: Map<FunctionCost, number>
  /** Cost by line, without what was called. */
  readonly lines: Map<number, number>
}

/** What every function cost, in no particular order. `root` is the folder of the project, absolute, with forward slashes. */
export function functionCosts(tree: CallNode, root: string): FunctionCost[] {
  const costs = new Map<string, FunctionCost>()
  walk({ node: tree, stack: [] }, (node) => costOf(node, root, costs))
  return [...costs.values()]
}

interface Visit {
  readonly node: CallNode
  readonly stack: readonly FunctionCost[]
}

/** Without recursion: a stack may be deeper than ours. */
function walk(first: Visit, costOfNode: (node: CallNode) => FunctionCost): void {
  const open = [first]
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    const stack = [...visit.stack, costOfNode(visit.node)]
    addCost(stack, visit.node)
    for (const node of visit.node.children) open.push({ node, stack })
  }
}

function addCost(stack: readonly FunctionCost[], { self, lines }: CallNode): void {
  const here = stack.at(-1) as FunctionCost
  here.self += self
  for (const cost of new Set(stack)) cost.total += self
  for (const [line, cost] of lines) here.lines.set(line, (here.lines.get(line) ?? 0) + cost)
  const at = stack.findLastIndex(({ owner }) => owner === 'own')
  if (at === -1) return
  const own = stack[at] as FunctionCost
  own.charged += self
  const called = stack[at + 1]
  if (called !== undefined) own.foreign.set(called, (own.foreign.get(called) ?? 0) + self)
}

function costOf({ frame }: CallNode, root: string, costs: Map<string, FunctionCost>): FunctionCost {
  const key = [frame.functionName, frame.url, frame.lineNumber, frame.columnNumber].join('\u0000')
  const known = costs.get(key)
  if (known !== undefined) return known
  const place = codePlace(frame, root)
  const cost: FunctionCost = { ...place, self: 0, total: 0, charged: 0, foreign: new Map(), lines: new Map() }
  costs.set(key, cost)
  return cost
}
