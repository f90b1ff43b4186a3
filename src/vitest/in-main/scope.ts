import type { TestModule, TestRunEndReason, TestSpecification, Vitest } from 'vitest/node'
import type { Scope } from '../../model/run.ts'
import { leavesOutTests } from './leaves-out-tests.ts'
import { runsOnlyBenches } from './vitest-benches.ts'

/** How much of the suite a run covers, as far as its configuration says it; undefined where the test files must be counted. */
export function scopeAsConfigured(vitest: Vitest): Scope | undefined {
  const { config } = vitest
  if (config.mergeReports !== undefined) return 'merged'
  if (collectsOnly(vitest)) return 'shard'
  if (config.watch) return 'watch'
  if (runsOnlyBenches(vitest) || isFiltered(vitest)) return 'filtered'
  return undefined
}

/** The same, by the number of test files. They are looked for on the disk. */
export async function scopeAsCounted(vitest: Vitest, specifications: readonly TestSpecification[]): Promise<Scope> {
  const all = await vitest.globTestSpecifications()
  return specifications.length < all.length ? 'filtered' : 'full'
}

/** What the end of the run makes of it: an interrupt, `--bail` and `.only` are known only then. */
export function scopeAtEnd(start: Scope, reason: TestRunEndReason, modules: readonly TestModule[]): Scope {
  if (reason === 'interrupted') return 'interrupted'
  return start === 'full' && modules.some(leavesOutTests) ? 'filtered' : start
}

/** A shard, or a run whose blob is to be merged: it collects and never judges. */
function collectsOnly({ config }: Vitest): boolean {
  const names = config.reporters.map((reporter) => (Array.isArray(reporter) ? reporter[0] : reporter))
  return config.shard !== undefined || names.includes('blob')
}

function isFiltered({ config, filenamePattern }: Vitest & { readonly filenamePattern?: readonly string[] }): boolean {
  const { testNamePattern, tagsFilter, changed, related, project, typecheck } = config
  const lists = [tagsFilter, related, project === undefined ? [] : [project].flat(), filenamePattern]
  return Boolean(testNamePattern) || Boolean(changed) || typecheck.only === true || lists.some((list) => (list?.length ?? 0) > 0)
}
