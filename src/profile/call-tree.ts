import { selfTimes } from './cpu-profile.ts'
import type { CallFrame, CpuNode, CpuProfile } from './cpu-profile.ts'
import type { HeapNode, HeapProfile } from './heap-profile.ts'

/** A function in one stack, with its cost without and, by its children, with what it called. */
export interface CallNode {
  /** Of the node in the recording; only a CPU profile has several moments to tell apart by it. */
  readonly id?: number
  readonly frame: CallFrame
  /** Milliseconds, or bytes. */
  readonly self: number
  /** Cost by line, from 1; empty where the profile does not tell. */
  readonly lines: readonly (readonly [line: number, cost: number])[]
  readonly children: readonly CallNode[]
}

/** The stacks of a CPU profile as one tree, in milliseconds. */
export function treeOfCpu(profile: CpuProfile): CallNode {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]))
  const times = selfTimes(profile)
  const called = new Set(profile.nodes.flatMap(({ children = [] }) => children))
  const root = profile.nodes.find(({ id }) => !called.has(id))
  return root === undefined ? empty : cpuTree(root, nodes, times)
}

const empty: CallNode = {
  frame: { functionName: '(root)', scriptId: '0', url: '', lineNumber: -1, columnNumber: -1 },
  self: 0,
  lines: [],
  children: [],
}

function cpuTree(node: CpuNode, nodes: ReadonlyMap<number, CpuNode>, times: ReadonlyMap<number, number>): CallNode {
  const self = times.get(node.id) as number
  const children = (node.children ?? []).flatMap((id) => nodes.get(id) ?? [])
  return {
    id: node.id,
    frame: node.callFrame,
    self,
    lines: linesOf(node, self),
    children: children.map((child) => cpuTree(child, nodes, times)),
  }
}

function linesOf({ positionTicks = [] }: CpuNode, self: number): CallNode['lines'] {
  const all = positionTicks.reduce((sum, { ticks }) => sum + ticks, 0)
  return positionTicks.map(({ line, ticks }) => [line, (self * ticks) / all])
}

/** The stacks of a heap profile as one tree, in bytes. */
export function treeOfHeap({ head }: HeapProfile): CallNode {
  return heapTree(head)
}

function heapTree({ callFrame, selfSize, children }: HeapNode): CallNode {
  return { frame: callFrame, self: selfSize, lines: [], children: children.map(heapTree) }
}
