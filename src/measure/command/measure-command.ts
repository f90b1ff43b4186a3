import { limitHit } from '../../model/limit-hit.ts'
import type { LimitHit } from '../../model/limit-hit.ts'
import { SloError } from '../../model/fault.ts'
import type { Gap, Measured, Series } from '../../model/series.ts'
import { joinedTrace } from '../../model/stretch.ts'
import type { Trace } from '../../model/stretch.ts'
import type { Subject } from '../../model/subject.ts'
import { mostOfCommand, traceOf } from './command-trace.ts'
import type { CommandOptions } from './command-options.ts'
import { planCommand } from './command-plan.ts'
import type { CommandPlan } from './command-plan.ts'
import { commandSeries } from './command-series.ts'
import type { CommandSample, CommandSwitches } from './command-series.ts'
import { hostSignal } from './host-signal.ts'
import { recoverWorkspace } from './recover-workspace.ts'
import { startJanitor } from './start-janitor.ts'
import { takeSample } from './take-sample.ts'
import type { CommandOutputs, SampleContext } from './take-sample.ts'
import { Workspace } from './workspace.ts'

export type { CommandOptions } from './command-options.ts'
export type { CommandOutputs } from './take-sample.ts'

/** The surroundings of a command. */
export interface CommandContext extends SampleContext {
  /** Root of the project, absolute. */
  readonly root: string
  readonly switches?: CommandSwitches
  /** Asked once, after the samples: true when they violate a wall-time objective, so that as many are taken again. */
  readonly confirm?: (series: readonly Series[]) => boolean
  /** Called after each sample with the durations so far (ms); may throw to give up. */
  readonly onSample?: (durations: readonly number[], total: number) => void
}

/** What measuring a command came to. */
export interface CommandRun extends Measured {
  readonly name: string
  readonly subject: Subject
  readonly series: readonly Series[]
  /** `failed-sample` where a sample did not do its work: then no further ones were taken. */
  readonly gaps: readonly Gap[]
  /** Of the last sample. */
  readonly outputs: CommandOutputs
  /** Samples that count, without those of the confirmation. */
  readonly samples: number
  /** All executions over time, one after the other; undefined where none could be followed. */
  readonly trace?: Trace
  /** Limits that were crossed, in samples that count and in those that do not. */
  readonly limits: readonly LimitHit[]
  /** What could not be put back as it was, in sentences. */
  readonly notes: readonly string[]
}

interface Work {
  readonly plan: CommandPlan
  readonly subject: Subject
  readonly context: CommandContext
  readonly workspace: Workspace | undefined
  readonly limits: LimitHit[]
  readonly traces: Trace[]
}

interface Taken {
  readonly samples: readonly CommandSample[]
  readonly failure?: string
  readonly outputs: CommandOutputs
}

interface Both {
  readonly first: Taken
  readonly measured: Measured
  readonly again?: Taken
}

/**
 * Runs a command again and again and measures its whole process tree. A sample that fails is a gap, not an error; a SloError is thrown
 * for options that make no sense, a folder or file that is not there, and a path that another run is working on.
 */
export async function measureCommand(name: string, options: CommandOptions, context: CommandContext): Promise<CommandRun> {
  const plan = planCommand(name, options, context.root)
  if (hostSignal().aborted) throw new SloError(`command ${name}: not started, because its run is gone`)
  await startJanitor({ root: plan.root, reportsDir: context.reportsDir })
  const work: Work = {
    plan,
    subject: { kind: 'command', name },
    context,
    workspace: await openWorkspace(plan, context),
    limits: [],
    traces: [],
  }
  let both: Both | undefined
  let notes: readonly string[] = []
  try {
    both = await takeBoth(work)
  } finally {
    notes = work.workspace?.close(both !== undefined && failureOf(both) === undefined) ?? []
  }
  return runOf(work, both, notes)
}

async function openWorkspace(
  { name, prepare, root }: CommandPlan,
  { reportsDir }: CommandContext,
): Promise<Workspace | undefined> {
  if (prepare === undefined) return undefined
  // What a killed run left edited would otherwise be taken for the original.
  await recoverWorkspace(root, reportsDir)
  return new Workspace(prepare, { root, reportsDir, command: name })
}

/** The samples, and as many again when they violate a wall-time objective. */
async function takeBoth(work: Work): Promise<Both> {
  const { plan, subject, context } = work
  const warmed = await takeSamples(work, { total: plan.warmup, what: 'warm-up' })
  if (warmed?.failure !== undefined) return { first: { ...warmed, samples: [] }, measured: { series: [], gaps: [] } }
  const first = await takeSamples(work, { total: plan.samples, what: 'sample' })
  const measured = commandSeries(subject, first.samples, context.switches ?? {})
  const wanted = first.failure === undefined && context.confirm?.(measured.series) === true
  return { first, measured, again: wanted ? await takeSamples(work, { total: plan.samples, what: 'confirmation' }) : undefined }
}

/** Takes samples until one fails. */
async function takeSamples(
  { plan, subject, context, workspace, limits, traces }: Work,
  { total, what }: { readonly total: number; readonly what: 'warm-up' | 'sample' | 'confirmation' },
): Promise<Taken> {
  const samples: CommandSample[] = []
  let outputs: CommandOutputs = { stdout: '', stderr: '' }
  while (samples.length < total) {
    await workspace?.ready()
    const taken = await takeSample(plan, context)
    outputs = taken.outputs
    limits.push(...taken.limits.map(({ limit, measured, ...who }) => limitHit(limit, measured, { subject, ...who })))
    traces.push(...traceOf(subject, { name: `${what} ${samples.length + 1}`, total }, taken.sample))
    const failure = taken.failure ?? workspace?.lost()
    if (failure !== undefined) return { samples, outputs, failure: `${what} ${samples.length + 1} of ${total}: ${failure}` }
    samples.push(taken.sample)
    if (what === 'sample') context.onSample?.(samples.map(({ duration }) => duration), total) // prettier-ignore
  }
  return { samples, outputs }
}

function failureOf({ first, again }: Both): string | undefined {
  return again?.failure ?? first.failure
}

function runOf({ plan, subject, limits, traces: [trace, ...traces] }: Work, both: Both, notes: readonly string[]): CommandRun {
  const { first, measured, again } = both
  const reason = failureOf(both)
  const failed: readonly Gap[] = reason === undefined ? [] : [{ kind: 'failed-sample', subject, reason }]
  return {
    name: plan.name,
    subject,
    series: again === undefined ? measured.series : confirmedBy(measured.series, again.samples),
    gaps: [...measured.gaps, ...failed],
    outputs: (again ?? first).outputs,
    samples: first.samples.length,
    trace: trace && joinedTrace([trace, ...traces], mostOfCommand),
    limits,
    notes,
  }
}

function confirmedBy(series: readonly Series[], again: readonly CommandSample[]): Series[] {
  const confirmation = again.map(({ duration }) => duration)
  return series.map((one) => (one.metric === 'duration' ? { ...one, confirmation } : one))
}
