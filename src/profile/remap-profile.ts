import type { RecordedTraffic, StackFrame } from '../model/profile.ts'
import type { CpuNode, CpuProfile } from './cpu-profile.ts'
import type { HeapNode, HeapProfile } from './heap-profile.ts'

/** A place in a file; line and column count from 0. */
export interface CodePosition {
  readonly url: string
  readonly line: number
  readonly column: number
}

/**
 * Where a place in the code that ran stands in the code that was written; undefined where it is the same, or is not known. Without a
 * column any place on the line.
 */
export type Locate = (place: {
  readonly url: string
  readonly line: number
  readonly column?: number
}) => CodePosition | undefined

/** The profile with the places of the code that was written. */
export function remapCpuProfile(profile: CpuProfile, locate: Locate): CpuProfile {
  return { ...profile, nodes: profile.nodes.map((node) => remapNode(node, locate)) }
}

function remapNode(node: CpuNode, locate: Locate): CpuNode {
  const callFrame = remapFrame(node.callFrame, locate)
  if (callFrame === node.callFrame || node.positionTicks === undefined) return { ...node, callFrame }
  const { url } = node.callFrame
  const positionTicks = node.positionTicks.flatMap(({ line, ticks }) => {
    const place = locate({ url, line: line - 1 })
    // A line that leads to another file is none of this function.
    return place?.url === callFrame.url ? [{ line: place.line + 1, ticks }] : []
  })
  return { ...node, callFrame, positionTicks }
}

/** The same of a heap profile. */
export function remapHeapProfile(profile: HeapProfile, locate: Locate): HeapProfile {
  return { ...profile, head: remapHeapNode(profile.head, locate) }
}

function remapHeapNode({ callFrame, children, ...node }: HeapNode, locate: Locate): HeapNode {
  return { ...node, callFrame: remapFrame(callFrame, locate), children: children.map((child) => remapHeapNode(child, locate)) }
}

/** The same of files and hosts: of the code that opened them. */
export function remapTraffic(traffic: readonly RecordedTraffic[], locate: Locate): RecordedTraffic[] {
  return traffic.map(({ stack, ...moved }) =>
    stack === undefined ? moved : { ...moved, stack: stack.map((frame) => remapFrame(frame, locate)) },
  )
}

function remapFrame<F extends StackFrame>(frame: F, locate: Locate): F {
  const { url, lineNumber, columnNumber } = frame
  const place = lineNumber < 0 ? undefined : locate({ url, line: lineNumber, column: Math.max(0, columnNumber) })
  return place === undefined ? frame : { ...frame, url: place.url, lineNumber: place.line, columnNumber: place.column }
}
