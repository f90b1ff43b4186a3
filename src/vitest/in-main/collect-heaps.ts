import type { TestModule, Vitest } from 'vitest/node'
import type { WorkerHeaps } from '../../judge/heap-insights.ts'
import { pathFrom } from './collect-tests.ts'
import { takeFile } from '../handoff.ts'
import type { HeapAfter } from '../handoff.ts'

/** The heaps that were noted after files, by the worker that ran them, in the order it ran them. */
export function collectHeaps(vitest: Vitest, modules: readonly TestModule[]): WorkerHeaps[] {
  const byWorker = new Map<string, (HeapAfter & { readonly file: string })[]>()
  for (const module of modules) {
    const heapAfter = takeFile(module)?.heapAfter
    if (heapAfter === undefined) continue
    const noted = { ...heapAfter, file: pathFrom(vitest.config.root, module.moduleId) }
    byWorker.set(noted.worker, [...(byWorker.get(noted.worker) ?? []), noted])
  }
  return [...byWorker].map(([worker, noted]) => ({
    worker,
    files: noted.toSorted((a, b) => a.at - b.at).map(({ file, bytes }) => ({ file, heap: bytes })),
  }))
}
