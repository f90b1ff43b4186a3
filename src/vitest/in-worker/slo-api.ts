import type { ArtifactMeasurement } from '../../measure/artifact.ts'
import type { BenchOptions, BenchRun } from '../../measure/bench.ts'
import type { CommandOptions, CommandRun } from '../../measure/command/measure-command.ts'
import type { ContainerOptions, StartableContainer, StartedContainer } from '../../measure/container/startable.ts'
import type { LeakOptions, LeakRun } from '../../measure/leak.ts'
import type { MeasureOptions, MeasureRun } from '../../measure/measure.ts'
import { SloError } from '../../model/fault.ts'
import type { metricsOf } from '../../model/metric.ts'
import type { ObjectiveText } from '../../model/objective.ts'
import type { Subject } from '../../model/subject.ts'
import { activeWorker, currentTest, testHere, worker } from './current-test.ts'
import type { ActiveTest } from './current-test.ts'
import { benchInTest } from './bench-in-test.ts'
import { leakInTest } from './leak-in-test.ts'
import { measureInTest } from './measure-in-test.ts'
import { violatesTiming } from './measurement.ts'
import { record, recordLimits, recordTrace } from './record.ts'
import { metricRecorder } from './record-metric.ts'
import type { MetricRecorder } from './record-metric.ts'
import { checkObjectives } from './test-objectives.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { assertTimeLeft } from './time-left.ts'

/** Bounds of one test, by metric: `{ duration: '<= 200ms', allocated: '<= 20MB' }`. */
export type TestObjectives = { readonly [M in keyof (typeof metricsOf)['test']]?: ObjectiveText<(typeof metricsOf)['test'][M]> }

/** What a test measures with. */
export interface SloApi {
  /** Measures a function. Its value comes back, so that the work can be asserted too. Errors of the function pass through. */
  readonly measure: <T>(name: string, run: () => T | PromiseLike<T>, options?: MeasureOptions) => Promise<MeasureRun<T>>
  /** Runs a command and measures its whole process tree. Rejects when a sample fails (exit code, timeout, `verify`). */
  readonly command: (name: string, options: CommandOptions) => Promise<CommandRun>
  /** Benchmarks a function call by call, with tinybench. Errors of the function pass through. */
  readonly bench: (name: string, run: () => unknown, options?: BenchOptions) => Promise<BenchRun>
  /** Tells how many bytes each call of a function leaves behind. Needs the thread for itself: refused beside concurrent tests. */
  readonly leak: (name: string, run: () => unknown, options?: LeakOptions) => Promise<LeakRun>
  /**
   * Starts a container of testcontainers under a name, and stops it with the test, the file, or, shared by all workers, the run. One that
   * runs already only gets the name. Outside of a test it belongs to the file. Errors of its start pass through.
   */
  readonly container: <S extends StartedContainer>(
    name: string,
    container: StartableContainer<S> | S,
    options?: ContainerOptions,
  ) => Promise<S>
  /** Sizes of the files that a glob names, relative to the root of the project. */
  readonly artifact: (glob: string) => Promise<ArtifactMeasurement>
  /** Records values of the metrics declared in slo.config.ts. */
  readonly metric: MetricRecorder
  /** Objectives of this one test, judged at the end of the run beside the central configuration. */
  readonly objectives: (bounds: TestObjectives) => void
  /** A new empty folder, removed when the test ends. */
  readonly tmpdir: () => string
}

/** The API bound to one test, or, without one, to whichever test calls it. */
export function sloApi(bound?: ActiveTest): SloApi {
  const testOf = (verb: string) => bound ?? currentTest(verb)
  return {
    measure: async (name, run, options = {}) => measureInTest(testOf('measure'), { name, run, options }),
    command: async (name, options) => commandInTest(testOf('command'), name, options),
    bench: async (name, run, options = {}) => benchInTest(testOf('bench'), { name, run, options }),
    leak: async (name, run, options = {}) => leakInTest(testOf('leak'), { name, run, options }),
    container: async (name, container, { scope } = {}) => {
      const { containerInTest } = await import('./container-in-test.ts')
      return await containerInTest(bound ?? testHere(), { name, container, scope })
    },
    artifact: async (glob) => artifactInTest(testOf('artifact'), glob),
    metric: metricRecorder(bound),
    objectives: (bounds) => Object.assign(testOf('objectives').handoff.objectives, checkObjectives(bounds)),
    tmpdir: () => temporaryFolder(testOf('tmpdir')),
  }
}

async function commandInTest(test: ActiveTest, name: string, options: CommandOptions): Promise<CommandRun> {
  // Child processes and the sampler are loaded by the first test that needs them.
  const { measureCommand } = await import('../../measure/command/measure-command.ts')
  const { provided } = activeWorker()
  const subject: Subject = { kind: 'command', name }
  const run = await measureCommand(name, worker.profiledCommand?.(name, options) ?? options, {
    root: provided.root,
    reportsDir: provided.config.reports.dir,
    interval: provided.config.monitoring.interval,
    switches: provided.config.monitoring,
    limits: provided.config.limits,
    slos: provided.config.slos,
    notes: provided.notes,
    // Nobody waits for the command of a test that has timed out or was cancelled, and the next test must not run beside it.
    signal: test.task.context.signal,
    confirm: (series) => violatesTiming(subject, { series, gaps: [] }),
    onSample: (durations, total) => assertTimeLeft(test, durations, total),
  })
  const failure = run.gaps.find(({ kind }) => kind === 'failed-sample')
  record(test, run)
  recordLimits(test, run.limits)
  recordTrace(test, run.trace)
  if (failure !== undefined) throw new SloError(`slo.command('${name}'): ${failure.reason}`)
  for (const note of run.notes) process.stderr.write(` slo  command ${name}: ${note}\n`)
  return run
}

async function artifactInTest(test: ActiveTest, glob: string): Promise<ArtifactMeasurement> {
  const { measureArtifact } = await import('../../measure/artifact.ts')
  return record(test, measureArtifact(glob, activeWorker().provided.root))
}
