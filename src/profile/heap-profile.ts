import type { CallFrame } from './cpu-profile.ts'

/** One function in one stack of a heap profile, with the bytes that it allocated itself. */
export interface HeapNode {
  readonly id: number
  readonly callFrame: CallFrame
  readonly selfSize: number
  readonly children: readonly HeapNode[]
}

/** A `.heapprofile` of the sampling heap profiler, as Chrome DevTools and speedscope open it. */
export interface HeapProfile {
  readonly head: HeapNode
  readonly samples: readonly { readonly size: number; readonly nodeId: number; readonly ordinal: number }[]
}
