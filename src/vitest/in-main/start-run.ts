import { randomUUID } from 'node:crypto'
import type { TestSpecification, Vitest } from 'vitest/node'
import { startFitness } from '../../measure/in-main/fitness.ts'
import type { FitnessWatch } from '../../measure/in-main/fitness.ts'
import { RunSampler } from '../../measure/in-main/run-sampler.ts'
import type { Scope } from '../../model/run.ts'
import { describeCommit } from './describe-commit.ts'
import type { Commit } from './describe-commit.ts'
import type { LoadedConfig } from './load-config.ts'
import { scopeAtStart } from './scope.ts'

/** What is known of a run while it goes on. */
export interface RunInProgress {
  readonly id: string
  readonly startedAt: Date
  readonly commit: Commit
  readonly scope: Scope
  readonly fitness: FitnessWatch
  /** Not in a merge, which runs nothing. */
  readonly sampler?: RunSampler
}

/** Notes the start of a run and starts what watches it. */
export async function startRun(
  vitest: Vitest,
  { config }: LoadedConfig,
  specifications: readonly TestSpecification[],
): Promise<RunInProgress> {
  const startedAt = new Date()
  const [scope, commit] = await Promise.all([
    scopeAtStart(vitest, specifications),
    describeCommit(vitest.config.root, process.env),
  ])
  const sampler = scope === 'merged' ? undefined : new RunSampler(config.monitoring.interval)
  sampler?.start()
  return { id: randomUUID(), startedAt, commit, scope, fitness: startFitness(), sampler }
}
