import type { StackFrame } from '../model/profile.ts'

/** A place in code as V8 tells it: lines and columns count from 0, -1 for none. */
export interface CallFrame extends StackFrame {
  readonly scriptId: string
}

/** One function in one stack of a CPU profile. */
export interface CpuNode {
  readonly id: number
  readonly callFrame: CallFrame
  readonly hitCount?: number
  readonly children?: readonly number[]
  /** Samples by line; these lines count from 1. */
  readonly positionTicks?: readonly { readonly line: number; readonly ticks: number }[]
}

/** A `.cpuprofile`, as Chrome DevTools and speedscope open it. Times in microseconds. */
export interface CpuProfile {
  readonly nodes: readonly CpuNode[]
  readonly startTime: number
  readonly endTime: number
  /** Id of the node that each sample hit. */
  readonly samples?: readonly number[]
  readonly timeDeltas?: readonly number[]
}

/**
 * Milliseconds by the id of a node: each sample lasts until the next one, the last one to the end. A much longer time than between all
 * others is one in which the thread had no processor; it is nobody's work, and what happened to run before it is not blamed for it.
 */
export function selfTimes({ nodes, samples = [], timeDeltas = [], startTime, endTime }: CpuProfile): Map<number, number> {
  const times = new Map(nodes.map(({ id }) => [id, 0]))
  const total = timeDeltas.reduce((sum, delta) => sum + delta, 0)
  const most = longestSpan(timeDeltas.slice(1))
  samples.forEach((id, index) => {
    const microseconds = timeDeltas[index + 1] ?? Math.max(0, endTime - startTime - total)
    times.set(id, (times.get(id) ?? 0) + Math.min(most, Math.max(0, microseconds)) / 1000)
  })
  return times
}

const timesMedian = 5
// A sampler that is asked for 1 ms is late by as much on any machine.
const atLeast = 5000

/** Microseconds that a sample can stand for; no bound where there are too few to tell. */
function longestSpan(deltas: readonly number[]): number {
  if (deltas.length < 10) return Number.POSITIVE_INFINITY
  const median = deltas.toSorted((one, other) => one - other)[Math.floor(deltas.length / 2)] as number
  return Math.max(atLeast, median * timesMedian)
}
