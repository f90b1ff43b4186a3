import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { TestSpecification, Vitest } from 'vitest/node'
import { undoFolder } from '../../measure/command/undo-folder.ts'
import { startFitness } from '../../measure/in-main/fitness.ts'
import type { FitnessWatch } from '../../measure/in-main/fitness.ts'
import { now } from '../../measure/in-worker/clocks.ts'
import type { WatchedContainers } from '../../measure/container/start-container-watch.ts'
import { RunSampler } from '../../measure/in-main/run-sampler.ts'
import type { RunLimitState, RunTotals } from '../../measure/in-main/run-sampler.ts'
import type { Config } from '../../model/config.ts'
import type { LimitGap, LimitHit } from '../../model/limit-hit.ts'
import type { Past } from '../../model/past.ts'
import type { Fitness, Scope } from '../../model/run.ts'
import { noteOf } from './collect-limits.ts'
import type { Measured } from '../../model/series.ts'
import type { Trace } from '../../model/stretch.ts'
import { describeCommit } from './describe-commit.ts'
import type { Commit } from './describe-commit.ts'
import { guardExit } from './guard-exit.ts'
import type { LoadedConfig } from './load-config.ts'
import { keepNotesClean, notesFolder, removeNotes } from './notes-folder.ts'
import { noteUnfinished } from './unfinished-run.ts'
import { watchContainers } from './run-containers.ts'
import { scopeAsConfigured, scopeAsCounted } from './scope.ts'
import { soonAfter } from './soon-after.ts'
import { tellLimit } from './tell-limit.ts'

/** What containers measured that belongs to no file, and what became of their limits. */
export interface OfContainers extends Measured {
  readonly limits: readonly (LimitHit | LimitGap)[]
  /** What they used over time. */
  readonly traces: readonly Trace[]
}

/** What is known of a run while it goes on. */
export interface RunInProgress {
  readonly id: string
  readonly startedAt: Date
  /** When the tests began, on the clock of performance.now: the clock on the wall may be set meanwhile. */
  readonly began: number
  /** Empty until git has told. */
  commit: Commit
  /** Full until the test files have been counted, where they must be. */
  scope: Scope
  /** Settles when `commit` and `scope` are what they will be. Nobody waits for them before the tests. */
  readonly described: () => Promise<void>
  /** What is remembered of the runs before; settles, and is undefined where nothing is remembered. Set when the end is prepared. */
  recalled?: Promise<Past | undefined>
  /** What `recalled` settled to: the end of a run cannot wait for it. */
  past?: Past
  readonly fitness: FitnessWatch
  /** Not in a merge, which runs nothing. */
  readonly sampler?: RunSampler
  /** Folder in which workers note what they are doing, where a limit needs it. */
  readonly notes?: string
  /** Not in a merge. */
  readonly containers?: WatchedContainers
  /** What containers measured that belongs to no file; set when the tests have ended. */
  ofContainers?: OfContainers
  /** Set once, when the tests have ended: a watch run is judged again when its configuration is edited. */
  ended?: RunEnd
  /** Whether the run fails; undefined until it is judged, and where it could not be. */
  fails?: boolean
}

/** What was read when the tests ended. */
export interface RunEnd {
  readonly at: Date
  /** Milliseconds since the start. */
  readonly elapsed: number
  readonly totals: RunTotals | undefined
  readonly limits: RunLimitState
  readonly fitness: Fitness
}

/** Reads what watched the run, and stops it. The same every time it is asked. */
export function endOf(run: RunInProgress): RunEnd {
  if (run.ended === undefined) startSampler(run)
  const elapsed = now() - run.began
  run.ended ??= {
    at: new Date(run.startedAt.getTime() + elapsed),
    elapsed,
    totals: run.sampler?.totals(),
    limits: run.sampler?.limits() ?? { hits: [], unknown: [] },
    fitness: run.fitness.stop(),
  }
  run.sampler?.stop()
  if (run.notes !== undefined) removeNotes(run.notes)
  return run.ended
}

/** Notes the start of a run and starts what watches it. */
export async function startRun(
  vitest: Vitest,
  loaded: LoadedConfig,
  specifications: readonly TestSpecification[],
): Promise<RunInProgress> {
  const startedAt = new Date()
  const began = now()
  const { config } = loaded
  const { root } = vitest.config
  const scope = scopeAsConfigured(vitest)
  await putBack(root, config.reports.dir)
  await sweep(root, config.reports.dir)
  noteUnfinished(vitest, loaded, startedAt)
  const notes = notesFolder(root, config.reports.dir, config.limits)
  if (notes !== undefined) keepNotesClean(notes)
  const sampler = scope === 'merged' ? undefined : samplerOf(config, notes)
  const run: RunInProgress = {
    id: randomUUID(),
    startedAt,
    began,
    commit: {},
    scope: scope ?? 'full',
    described: soonAfter(async () => {
      startSampler(run)
      const counted = scope === undefined ? scopeAsCounted(vitest, specifications) : scope
      run.commit = await describeCommit(root, process.env)
      run.scope = await counted
    }),
    fitness: startFitness(),
    sampler,
    notes,
    containers: scope === 'merged' ? undefined : watchContainers(vitest, config),
  }
  // A global set-up may work long before the first worker starts.
  if (notes !== undefined || vitest.projects.some((project) => project.config.globalSetup.length > 0)) startSampler(run)
  if (!vitest.config.watch) guardExit(run)
  return run
}

function samplerOf({ monitoring, limits }: Config, notes: string | undefined): RunSampler {
  // The others are enforced where containers are followed.
  const ofProcesses = limits.filter(({ name }) => name !== 'containers' && name !== 'containerStartup')
  return new RunSampler(monitoring.interval, notes === undefined ? undefined : { limits: ofProcesses, notes })
}

function startSampler({ sampler }: Pick<RunInProgress, 'sampler'>): void {
  sampler?.start((hit) => tellLimit(noteOf(hit)))
}

/** Removes what the containers of killed runs have become. Nearly always there is nothing. */
async function sweep(root: string, dir: string): Promise<void> {
  const folder = join(root, dir, 'containers')
  if (!existsSync(folder)) return
  const { sweepContainers } = await import('../../measure/container/sweep-containers.ts')
  for (const { id, image } of await sweepContainers(folder)) {
    process.stderr.write(` slo  removed container ${id.slice(0, 12)} (${image}), which a killed run had left behind\n`)
  }
}

/** Puts back what a run that was killed together with its janitor had changed, before any test reads it. Nearly always there is nothing. */
async function putBack(root: string, dir: string): Promise<void> {
  if (!existsSync(undoFolder(root, dir))) return
  const { recoverWorkspace } = await import('../../measure/command/recover-workspace.ts')
  for (const name of await recoverWorkspace(root, dir)) {
    process.stderr.write(` slo  put back what command ${name} had changed when its run was killed\n`)
  }
}
