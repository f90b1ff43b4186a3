import { performance } from 'node:perf_hooks'
import { threadId } from 'node:worker_threads'
import { now } from '../../measure/in-worker/clocks.ts'
import type { HeapAfter } from '../handoff.ts'

/** What this worker holds once everything is collected that can be. */
export async function heapAfterFile(): Promise<HeapAfter> {
  const { retainedHeap } = await import('../../measure/in-worker/retained-heap.ts')
  const bytes = await retainedHeap()
  return { bytes, worker: `${process.pid}/${threadId}`, at: performance.timeOrigin + now() }
}
