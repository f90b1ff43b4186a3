import { join } from 'node:path'
import { countsSwitches } from '../../model/counts-switches.ts'
import type { Limit } from '../../model/limit.ts'
import type { Slo } from '../../model/slo.ts'
import type { TreeLimitHit } from '../process/tree-limits.ts'
import { sampler } from '../process/sampler.ts'
import type { ExecutionResult } from '../process/execution.ts'
import { commandEnvironment, withMarker } from './command-environment.ts'
import { openFolder } from './command-folder.ts'
import type { CommandFolder } from './command-folder.ts'
import type { CommandPlan } from './command-plan.ts'
import type { CommandSample } from './command-series.ts'
import { nextMarker } from './command-session.ts'
import { executionFailure } from './failure-reason.ts'
import { hostSignal } from './host-signal.ts'
import { withRootWords } from './root-words.ts'
import { verifySample } from './verify-sample.ts'

/** The output of a command, its beginning and its end where it is long. `exitCode` is undefined when it was ended by a signal or never began. */
export interface CommandOutputs {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode?: number
}

export interface SampleContext {
  /** Folder of the reports, relative to the root. */
  readonly reportsDir: string
  /** Milliseconds. */
  readonly interval: number
  readonly signal?: AbortSignal
  /** What one run of the command may use; none by default. */
  readonly limits?: readonly Limit[]
  /** What is promised, of this command and of others: it may ask for what is not counted otherwise. */
  readonly slos?: readonly Pick<Slo, 'sli'>[]
  /** `walk` leaves control groups out. */
  readonly method?: 'walk'
  /** Folder in which the run leaves word of why it has ended a command. */
  readonly notes?: string
}

/** A sample, and why it does not count, if it does not. */
export interface SampleTaken {
  readonly sample: CommandSample
  readonly failure?: string
  readonly outputs: CommandOutputs
  /** Limits that it crossed, in the order of time. */
  readonly limits: readonly TreeLimitHit[]
}

/** Runs a command once in the folder it asks for, and verifies its work. */
export async function takeSample(plan: CommandPlan, context: SampleContext): Promise<SampleTaken> {
  const folder = await openFolder(plan)
  try {
    const began = Date.now()
    const signals = context.signal === undefined ? [hostSignal()] : [hostSignal(), context.signal]
    const result = await sampler.execute(requestOf(plan, folder, context), ...signals)
    const { end, stdout, stderr, duration, usage = noUsage, limits = [] } = result
    const exitCode = end.kind === 'exited' ? end.code : undefined
    const failure = executionFailure(plan, result) ?? (await verified(plan, { result, folder, began, context }))
    return { sample: { duration, usage }, failure, outputs: { stdout, stderr, exitCode }, limits }
  } finally {
    folder.close()
  }
}

const noUsage = { processes: { seen: 0, most: 0 }, timeline: { epoch: 0, stretches: [] } }

function requestOf(
  { name, run, env, timeout, verify, network, root }: CommandPlan,
  folder: CommandFolder,
  { interval, limits, method, notes, slos = [] }: SampleContext,
) {
  const marker = nextMarker()
  return {
    run: withRootWords(run, root, folder.path),
    cwd: folder.path,
    env: commandEnvironment(process.env, env),
    marker,
    markers: withMarker(process.env, marker),
    timeout,
    interval,
    limits,
    method,
    notes,
    network,
    switches: countsSwitches(slos, name),
    wanted: typeof verify === 'function' ? undefined : verify?.stdout,
  }
}

interface Ended {
  readonly result: ExecutionResult
  readonly folder: CommandFolder
  readonly began: number
  readonly context: SampleContext
}

function verified(
  { verify, root, expectExitCode }: CommandPlan,
  { result, folder, began, context }: Ended,
): Promise<string | undefined> {
  return verifySample(verify, { result, exitCode: expectExitCode, folder, began, except: [join(root, context.reportsDir)] })
}
