import type { CallFrame, CpuNode, CpuProfile } from '../../src/profile/cpu-profile.ts'
import type { HeapNode, HeapProfile } from '../../src/profile/heap-profile.ts'

export const root = '/project'

/** A function in a stack, with what it cost itself and what it called. */
export interface Call {
  readonly name: string
  /** Path below the root, an URL, or nothing. */
  readonly at?: string
  readonly line?: number
  /** Milliseconds, whole ones, or bytes. */
  readonly cost?: number
  readonly ticks?: CpuNode['positionTicks']
  readonly calls?: readonly Call[]
}

/** A CPU profile of one sample a millisecond. */
export function cpuProfile(calls: readonly Call[]): CpuProfile {
  const nodes: CpuNode[] = []
  const samples: number[] = []
  const add = ({ cost = 0, calls: called = [], ticks, ...call }: Call): number => {
    const id = nodes.length + 1
    nodes.push({ id, callFrame: frameOf(call) })
    samples.push(...Array.from({ length: cost }, () => id))
    const children = called.map(add)
    nodes[id - 1] = { ...nodes[id - 1]!, ...(children.length === 0 ? {} : { children }), ...(ticks && { positionTicks: ticks }) }
    return id
  }
  add({ name: '(root)', calls })
  return { nodes, samples, timeDeltas: samples.map(() => 1000), startTime: 0, endTime: samples.length * 1000 + 1000 }
}

/** A heap profile. */
export function heapProfile(calls: readonly Call[]): HeapProfile {
  let id = 0
  const node = ({ cost = 0, calls: called = [], ...call }: Call): HeapNode => {
    return { id: ++id, callFrame: frameOf(call), selfSize: cost, children: called.map(node) }
  }
  return { head: node({ name: '(root)', calls }), samples: [] }
}

function frameOf({ name, at = '', line = 0 }: Call): CallFrame {
  const url = at === '' || /^\w+:/.test(at) ? at : `file://${root}/${at}`
  return { functionName: name, scriptId: '1', url, lineNumber: line - 1, columnNumber: 0 }
}
