import type { Reporter, TestModule, Vitest } from 'vitest/node'
import { giveBack, takeFile, takeTest } from '../handoff.ts'
import type { ShardFacts } from '../handoff.ts'

/**
 * Lets the blob of a shard carry what was taken to the merge, and no other reporter see it: the meta of tests and files holds it for as
 * long as the blob reporter serializes them, which both versions of Vitest do before they first wait for anything. Where there is no
 * such reporter by that name, it stays there for whoever takes its place.
 */
export function lendToBlobs(vitest: Vitest, modules: readonly TestModule[], facts: ShardFacts): void {
  const { reporters } = vitest as unknown as { readonly reporters: readonly Reporter[] }
  const blobs = reporters.filter(({ constructor }) => constructor.name === 'BlobReporter')
  if (blobs.length === 0) giveBack(modules, facts)
  for (const blob of blobs) lendTo(blob, modules, facts)
}

function lendTo(blob: Reporter, modules: readonly TestModule[], facts: ShardFacts): void {
  const { onTestRunEnd } = blob
  blob.onTestRunEnd = (...result) => {
    blob.onTestRunEnd = onTestRunEnd
    giveBack(modules, facts)
    try {
      return onTestRunEnd?.apply(blob, result)
    } finally {
      for (const module of modules) {
        takeFile(module)
        for (const test of module.children.allTests()) takeTest(test)
      }
    }
  }
}
