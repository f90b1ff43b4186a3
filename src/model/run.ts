import type { LimitNote } from './limit-hit.ts'
import type { Insight } from './insight.ts'
import type { Profile, ProfileGap } from './profile.ts'
import type { Gap, Series } from './series.ts'
import type { Timeline } from './timeline.ts'
import type { Verdict } from './verdict.ts'

/** How much of the suite took part. Only a full or a merged run can demand that every SLO has data. */
export type Scope = 'full' | 'filtered' | 'shard' | 'watch' | 'merged' | 'interrupted'

/** What the whole run comes to: the worst verdict that counts. `not-judged` is a shard, an interrupted run, or nothing at all. */
export type Outcome = 'met' | 'warning' | 'violated' | 'no-data' | 'inconclusive' | 'not-judged'

/** Exit codes of the command line; inside Vitest 1 stands for every failure. */
export type ExitCode = 0 | 1 | 2 | 3

/** Whether timings taken on this machine, during this run, can accuse anyone. */
export interface Fitness {
  readonly fit: boolean
  /** Each in words with figure and bound, for example `load per core 3.1 before the run > 1.5`. */
  readonly reasons: readonly string[]
}

/** The fitness that verdicts go by: `ignore` judges timings hard, however busy the machine is. */
export function fitnessToJudgeBy(policy: 'check' | 'ignore', measured: Fitness): Fitness {
  return policy === 'ignore' ? { fit: true, reasons: [] } : measured
}

export interface Machine {
  /** Equal for machines whose timings may be compared. */
  readonly fingerprint: string
  readonly cpu: string
  readonly cores: number
  /** Bytes. */
  readonly memory: number
  readonly os: string
  readonly node: string
  readonly vitest?: string
  /** `github-hosted`, `local`, ...: chooses the `on` bounds. */
  readonly class: string
  readonly fitness: Fitness
}

/** What vitest-slo itself cost. */
export interface Overhead {
  /** Mean milliseconds that a test attempt waited for us in its worker. */
  readonly perTestMs: number
  /** CPU time of the sampler over the duration of the run. */
  readonly samplerCpuRatio: number
  /** Milliseconds of judging and writing reports in the main process. */
  readonly judgingMs?: number
  /** Milliseconds of the pass that profiles, after the run. */
  readonly profilingMs?: number
}

/** Which part of a suite a shard ran: `index` of `count`, from 1. */
export interface Shard {
  readonly index: number
  readonly count: number
  /** Digest of the plan by which the files were shared out, equal in all shards of a run; undefined where Vitest did it. */
  readonly split?: string
}

/** One execution of the suite, judged. The single input of every report. */
export interface Run {
  readonly id: string
  readonly service?: string
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly finishedAt: string
  readonly scope: Scope
  /** Of a shard. */
  readonly shard?: Shard
  readonly commit?: string
  readonly branch?: string
  readonly environment: string
  readonly machine: Machine
  readonly outcome: Outcome
  readonly exitCode: ExitCode
  /** Health from 0 to 100 (docs/score.md); undefined of a part of a suite, and where nothing was judged. */
  readonly score?: number
  readonly verdicts: readonly Verdict[]
  readonly series: readonly Series[]
  readonly gaps: readonly Gap[]
  /** What was noticed beside the SLOs. */
  readonly insights?: readonly Insight[]
  /** What became of the limits that were enforced while it went on. */
  readonly limits: readonly LimitNote[]
  /** Tests that ran, failed and were skipped. */
  readonly tests: { readonly passed: number; readonly failed: number; readonly skipped: number }
  readonly overhead?: Overhead
  /** The run over time; undefined where nothing was followed. */
  readonly timeline?: Timeline
  /** Taken in a pass of its own after the run. Undefined where there was none. */
  readonly profiles?: readonly Profile[]
  /** What that pass could not profile. */
  readonly profileGaps?: readonly ProfileGap[]
  /** Folder of the reports, relative to the root. */
  readonly reportsDir: string
}
