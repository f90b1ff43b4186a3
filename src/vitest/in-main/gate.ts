import { join, resolve } from 'node:path'
import { isatty } from 'node:tty'
import type { SerializedError } from 'vitest'
import type { TestProjectConfiguration } from 'vitest/config'
import type { Reporter, TestCase, TestModule, TestProject, TestRunEndReason, TestSpecification, Vitest } from 'vitest/node'
import type { AttachOptions } from '../slo-options.ts'
import { liveFolder, liveLog } from '../../model/live.ts'
import { clearMeta, takeFile } from '../handoff.ts'
import type * as endRunModule from './end-run.ts'
import { configFile, loadConfig } from './load-config.ts'
import type { LoadedConfig } from './load-config.ts'
import { isInstrumented } from './instrument.ts'
import { isProbes, probeProjectName } from './is-probes.ts'
import { beginLive, endLive, tellCollected, tellFileEnded, tellTested } from './live.ts'
import { onEdit } from './on-edit.ts'
import { probeProject } from './probe-project.ts'
import { recallPast } from './recall-past.ts'
import { containerJournal } from './run-containers.ts'
import { startRun } from './start-run.ts'
import type { RunInProgress } from './start-run.ts'
import { Summary } from './summary.ts'
import { removeVerdictModule } from './verdict-module.ts'
import { runsOnlyBenches } from './vitest-benches.ts'

/** Judging and reporting: what is needed only when the tests have run. */
type Ending = typeof endRunModule

type InjectProjects = (config: TestProjectConfiguration) => Promise<TestProject[]>

/** The reporter that judges. One per resolved Vitest configuration. */
export class Gate implements Reporter {
  /** The reporter that has the last word. */
  readonly summary: Summary
  readonly #vitest: Vitest
  #loaded: LoadedConfig
  #run: RunInProgress | undefined
  #probes: Promise<TestProject[]> | undefined
  #ending: Ending | undefined
  /** The run whose past is known: only that can be judged without waiting. */
  #recalled: RunInProgress | undefined

  /** Loads the configuration; rejects with ConfigError where it cannot be used. */
  static async open(vitest: Vitest, { options, project }: AttachOptions): Promise<Gate> {
    const gate = new Gate(vitest, await loadConfig(vitest, configFile(vitest, options.config, project)))
    if (vitest.config.shard !== undefined && gate.#loaded.config.shards !== undefined) {
      const { balanceShards } = await import('./balanced-shards.ts')
      balanceShards(vitest, gate.#loaded.config.shards, (line) => gate.summary.note(line))
    }
    return gate
  }

  private constructor(vitest: Vitest, loaded: LoadedConfig) {
    this.#vitest = vitest
    this.#loaded = loaded
    this.summary = new Summary(vitest)
    if (vitest.config.watch) onEdit(vitest, loaded.file, () => this.#judgeAgain())
  }

  /** Adds the project of the probes, once. Not in watch mode: builds on every keystroke, and `prepare` would trigger the next rerun. */
  async addProbes(inject: InjectProjects): Promise<void> {
    const { file, config } = this.#loaded
    if (this.#vitest.config.watch || runsOnlyBenches(this.#vitest) || config.probes.length === 0) return
    const probes = config.probes.map(({ name }) => name)
    this.#probes ??= inject(probeProject(file, { root: this.#vitest.config.root, probes }))
    await this.#probes
  }

  async onTestRunStart(specifications: readonly TestSpecification[]): Promise<void> {
    removeVerdictModule(this.#vitest, this.#loaded.file)
    if (this.#vitest.config.watch) this.#loaded = await reloaded(this.#vitest, this.#loaded)
    this.#run = await startRun(this.#vitest, this.#loaded, specifications)
    const live = this.#beginLive(this.#run, specifications.length)
    // Whom to tell is nothing for workers: addresses may be secret.
    const { alerts: _, ...config } = this.#loaded.config
    const containers = containerJournal(this.#vitest, config)
    const { fitness: { before: fitness }, notes } = this.#run // prettier-ignore
    // A probe is no test: it has a time-out of its own.
    const ofProbes = { ...config, limits: config.limits.filter(({ name }) => name !== 'testTime') }
    for (const project of this.#vitest.projects.filter(isInstrumented)) {
      const { sequence } = project.config
      project.provide('slo', {
        terminal: isatty(2),
        live,
        config: project.name === probeProjectName ? ofProbes : config,
        fitness,
        root: this.#vitest.config.root,
        project: project.name,
        notes,
        containers,
        hooks: sequence.hooks,
      })
    }
  }

  /** From now on the tests run, and this process has little to do: the loading holds nobody up. */
  onTestModuleCollected(module: TestModule): void {
    tellCollected(module)
    // What goes wrong is told by those who wait for it.
    this.#loadEnding().catch(() => undefined)
  }

  /**
   * Synchronous up to its end: the other reporters go on as soon as this one waits for anything. It waits only where not a single test
   * file came to its end, or the runs before are not recalled yet: judged without them, a regression or a spent budget would pass.
   */
  onTestRunEnd(
    modules: readonly TestModule[],
    errors: readonly SerializedError[],
    reason: TestRunEndReason,
  ): void | Promise<void> {
    // Both lists are shared by all reporters, and growing them is how a verdict reaches those that follow.
    const result = { modules: modules as TestModule[], errors: errors as SerializedError[], reason }
    const isReady = this.#run !== undefined && this.#recalled === this.#run
    if (this.#ending !== undefined && isReady) return this.#end(this.#ending, result)
    return this.#loadEnding().then(
      (ending) => this.#end(ending, result),
      (error: Error) => failClosed(error, result.errors),
    )
  }

  /** Vitest shows the time that passes; a log shows at least what it is waiting for. */
  onTestCaseReady(test: TestCase): void {
    // On a terminal the worker shows it, sample by sample.
    if (!isProbes(test.module, this.#loaded.file) || isatty(2)) return
    const { probes } = this.#loaded.config
    const index = probes.findIndex(({ name }) => name === test.name)
    const { samples, warmup } = probes[index] ?? { samples: 1, warmup: 0 }
    const runs = samples === 1 ? '1 sample' : `${samples} samples`
    const first = warmup === 0 ? '' : ` after ${warmup} warm-up`
    this.summary.note(`probe ${index + 1} of ${probes.length}  ${test.name}  ${runs}${first}`)
  }

  /** First of all reporters: those of the user find the meta of a test and a file as the user left it. */
  onTestCaseResult(test: TestCase): void {
    clearMeta(test)
    tellTested(test)
  }

  async onTestModuleEnd(module: TestModule): Promise<void> {
    takeFile(module)
    tellFileEnded(module)
    await this.#loadEnding()
  }

  onWatcherRerun(): void {
    removeVerdictModule(this.#vitest, this.#loaded.file)
  }

  /** Once every reporter has printed it: a watch run would count the module of the verdicts twice and rerun it as failed. */
  onWatcherStart(): void {
    setTimeout(() => removeVerdictModule(this.#vitest, this.#loaded.file), 0)
  }

  /** Gives the place of its log, which is there while somebody watches. */
  #beginLive({ id, startedAt }: RunInProgress, files: number): string {
    const { service, reports } = this.#loaded.config
    const folder = resolve(this.#vitest.config.root, reports.dir, liveFolder)
    beginLive({ id, startedAt, service, files, folder, vitest: this.#vitest })
    return join(folder, liveLog(id))
  }

  /** What judging needs and what was not waited for before the tests. */
  async #loadEnding(): Promise<Ending> {
    this.#ending ??= await import('./end-run.ts')
    await this.#run?.described()
    const run = this.#run
    if (run !== undefined) {
      await recallPast(run, { vitest: this.#vitest, config: this.#loaded.config, summary: this.summary })
      this.#recalled = run
    }
    return this.#ending
  }

  async #end({ endRun }: Ending, result: Parameters<Ending['endRun']>[1]): Promise<void> {
    try {
      if (this.#run === undefined) throw new Error('the run ended without having started')
      await endRun({ vitest: this.#vitest, loaded: this.#loaded, run: this.#run, summary: this.summary }, result)
      // Other runs are over when their process is.
      if (this.#vitest.config.watch) endLive()
    } catch (error) {
      failClosed(error as Error, result.errors)
    }
  }

  /** The tests need not run again for a changed promise: what they measured is judged anew. */
  async #judgeAgain(): Promise<'done' | 'busy'> {
    const before = this.#loaded
    if (this.#run?.ended === undefined) return 'busy'
    this.#loaded = await reloaded(this.#vitest, before)
    if (this.#loaded === before) return 'done'
    this.#run.recalled = undefined
    const { judgeModules } = await this.#loadEnding()
    const state = { vitest: this.#vitest, loaded: this.#loaded, run: this.#run, summary: this.summary }
    judgeModules(state, this.#vitest.state.getTestModules(), { reason: 'passed', errors: 0 })
    this.summary.onWatcherStart()
    return 'done'
  }
}

/** A fault of ours must not let a violating run pass, and must not end a watch run. */
function failClosed({ message, stack = '' }: Error, errors: SerializedError[]): void {
  process.exitCode = 1
  errors.push({ name: 'SloError', message: `the SLOs could not be judged: ${message}`, stack, stacks: [] })
}

/** The configuration after an edit; the one before where the edit broke it, so that a typo does not end a watch run. */
async function reloaded(vitest: Vitest, loaded: LoadedConfig): Promise<LoadedConfig> {
  try {
    return await loadConfig(vitest, loaded.file, loaded)
  } catch (error) {
    vitest.logger.error((error as Error).message)
    return loaded
  }
}
