import type { AlertsInput } from './alerts-input.ts'
import type { MetricType, Prepare, ReportFormat, RunText, Verification } from '../model/config.ts'
import type { BudgetMethod } from '../model/error-budget.ts'
import type { LimitAction } from '../model/limit.ts'
import type { ObjectiveText } from '../model/objective.ts'
import type { Sli } from '../model/sli.ts'
import type { Enforce } from '../model/slo.ts'
import type { Dimension, QuantityText, Unit } from '../model/unit.ts'

/** What an SLO can be about; `custom` is a metric of your own, whose unit is declared under `metrics`. */
export type SloDimension = Dimension | 'custom'

/** An objective in the dimension of its SLI. The unit of a custom metric is checked when the file is loaded. */
export type ObjectiveInput<D extends SloDimension> = ObjectiveText<D extends Dimension ? D : Dimension>

/** How much worse than its own past an SLO may become. Runs of the same machine are compared, by their typical values. */
export interface BaselineInput<D extends SloDimension = SloDimension> {
  /** A branch, or a baseline that `slo baseline set` has set; the main branch by default. */
  readonly against?: string
  /** `10%`; `5%` by default. */
  readonly maxRegression?: QuantityText<'ratio'>
  /** A smaller difference never counts: `50ms`, `1MB`. None by default. */
  readonly minDifference?: QuantityText<D extends Dimension ? D : Dimension>
  /** `true` counts an SLO that has nothing to be compared with as without data, which fails a full run. `false` by default. */
  readonly required?: boolean
}

/** A violation that is tolerated for a while. */
export interface WaiverInput<D extends SloDimension = SloDimension> {
  /** Up to where: a quantity beyond the objective, judged by its statistic and comparison. */
  readonly ceiling: QuantityText<D extends Dimension ? D : Dimension>
  /** Shown wherever the violation is. */
  readonly reason: string
  /** Who answers for it. */
  readonly owner: string
  /** The last day on which it holds, `2026-12-31`, UTC. From then on the violation fails again. */
  readonly expires: string
}

/** Bounds for one class of machines; what is left out stays as it is. */
export interface BoundsInput<D extends SloDimension = SloDimension> {
  /** `<= 15s`, `p95 <= 200ms`, `peak <= 100MB`, `mean >= 200000/s`. Without a statistic every sample must hold. */
  readonly objective?: ObjectiveInput<D>
  /** A stricter bound that is reported when crossed and never fails. Without a statistic it takes that of the objective. */
  readonly warning?: ObjectiveInput<D>
  /** Beside the objective, a bound on how much worse than before it may become; `false` compares nothing. As a whole, not key by key. */
  readonly baseline?: BaselineInput<D> | false
}

/** What an environment changes of an SLO; the SLI stays. */
export interface SloOverride<D extends SloDimension = SloDimension> extends BoundsInput<D> {
  /** `fail` (default) fails the run, `warn` is reported only, `budget` fails it once the error budget of the window is spent. */
  readonly enforce?: Enforce
  /** Share of good that is promised over the window: `95%`. With `enforce: 'budget'` only. */
  readonly target?: QuantityText<'ratio'>
  /** What the budget is spent over: so many runs (2 to 1000), or the runs of so many days (`30d`). With `enforce: 'budget'` only. */
  readonly window?: number | `${number}d`
  /** What is counted: `timeslices` (default) counts runs, `occurrences` samples, `ratio-timeslices` the share of good samples of each run. */
  readonly method?: BudgetMethod
  /** What happens where this machine cannot measure the metric: `fail` (default) or `report`. */
  readonly whenUnsupported?: 'fail' | 'report'
  /** Tolerates a violation for a while, and says so. */
  readonly waiver?: WaiverInput<D>
  /** Other bounds by machine class: `github-hosted`, `github-self-hosted`, `gitlab`, `ci`, `local`, or what SLO_MACHINE says. */
  readonly on?: Readonly<Record<string, BoundsInput<D>>>
}

/** One service level objective: what is measured, and what is promised of it. */
export interface SloInput<D extends SloDimension = SloDimension> extends SloOverride<NoInfer<D>> {
  /** `sli.command('build').duration`, `sli.test({ file: 'tests/unit/**' }).duration`, `sli.run.memory`, ... */
  readonly sli: Sli<D>
  /** What is promised: `<= 15s`, `p95 <= 200ms`, `peak <= 100MB`, `mean >= 200000/s`. Without a statistic every sample must hold. */
  readonly objective: ObjectiveInput<NoInfer<D>>
  /** Who answers for it. Shown in reports. */
  readonly owner?: string
  /** Why it is promised. Shown in reports. */
  readonly description?: string
}

/** SLOs by name, each held to the dimension of its own SLI. */
export type SloInputs<M> = { readonly [K in keyof M]: SloInput<M[K] & SloDimension> & Enforcement }

/** Target, window and method belong to a budget, and a budget needs a target and a window, which an environment may give. */
type Enforcement =
  | { readonly enforce?: 'fail' | 'warn'; readonly target?: never; readonly window?: never; readonly method?: never }
  | { readonly enforce: 'budget'; readonly target: QuantityText<'ratio'>; readonly window: number | `${number}d` }

/** A command that the harness runs and measures itself; no test file is needed. */
export interface ProbeInput {
  /** Text for the shell, or a program with its arguments. */
  readonly run: RunText
  /** A folder relative to the project, or `temporary`: a fresh empty one for every sample. The project itself by default. */
  readonly cwd?: string
  /** Variables set on top of the environment of the run. */
  readonly env?: Readonly<Record<string, string>>
  /** How often it is measured, 1 to 1000; 1 by default. */
  readonly samples?: number
  /** Runs before the first sample that do not count, 0 to 1000; 0 by default. */
  readonly warmup?: number
  /** Of one sample: milliseconds, or a text such as `90s`; `300s` by default. */
  readonly timeout?: number | QuantityText<'time'>
  /** What is done to the working tree before each sample, and undone afterwards. */
  readonly prepare?: Prepare
  /** What must hold after each sample; a sample that did not do its work violates. */
  readonly verify?: Verification
  /**
   * `isolated` runs it in a network of its own with nothing but loopback in it (it cannot reach the outside), where its bytes can be
   * counted. By default it uses the network of the machine, where they cannot.
   */
  readonly network?: 'isolated'
}

/** A metric that tests record. A timer is always in `ms`; all others name their unit. */
export type MetricInput =
  | {
      /** What a test records it with: `slo.metric.counter('triples', 1000)`. */
      readonly type: 'timer'
      /** Always `ms`. */
      readonly unit?: 'ms'
    }
  | {
      readonly type: Exclude<MetricType, 'timer'>
      /** What its objectives are written in. */
      readonly unit: Unit
    }

/** What is watched while tests and commands run. What is switched off has no data; an SLO on it is refused. */
export interface MonitoringInput {
  /** Of time lines only, `10ms` to `10s`; `100ms` by default. Totals and peaks do not depend on it. */
  readonly interval?: QuantityText<'time'>
  /** Processor time of tests, commands, containers and the run. */
  readonly cpu?: boolean
  /** Peaks of files, commands, containers and the run. */
  readonly memory?: boolean
  /** Bytes that storage delivered and took. */
  readonly disk?: boolean
  /** Bytes sent and received. */
  readonly network?: boolean
  /** Processes alive together. */
  readonly processes?: boolean
  /** How late timers of tests and measures fire. */
  readonly eventLoop?: boolean
  /** The time of collections; also the heap and the allocated bytes, which are read from the garbage collector. */
  readonly gc?: boolean
  /** The heap after each test file, once everything is collected that can be: 6 to 180 ms a file. Off unless an SLO asks for `heapAfter`. */
  readonly heapAfterFile?: boolean
}

/** When the cause of a violation is looked for: in a pass of its own after the run, so that no judged figure is distorted. */
export interface ProfilingInput {
  /** `on-violation` by default; `always` profiles what is met too, and keeps that to compare with; `never` profiles nothing. */
  readonly when?: 'on-violation' | 'always' | 'never'
  /** What profiling one subject may take, `1s` to `1h`; `60s` by default. */
  readonly timeout?: QuantityText<'time'>
  /** Profiles taken after one run, 1 to 100, the worst violations first; 5 by default. */
  readonly most?: number
}

/** Where the reports of a run are written, and as what. */
export interface ReportsInput {
  /** A folder inside the project; `.slo` by default. */
  readonly dir?: string
  /** `['json', 'html']` by default. A PDF is printed by an installed Chromium after the run. */
  readonly formats?: readonly ReportFormat[]
}

/** The largest amount that is allowed: a count as a number, all else as text with a unit. */
type LimitQuantity<D extends Dimension> = D extends 'count' ? number | QuantityText<'count'> : QuantityText<D>

/** A limit: what is allowed, or that with what happens when more is used. */
export type LimitInput<D extends Dimension> = LimitQuantity<D> | LimitBlock<D>

/** A limit with what happens when it is crossed. */
interface LimitBlock<D extends Dimension> {
  /** The largest amount that is allowed. */
  readonly max: LimitQuantity<D>
  /** `fail` (default) fails the run, `kill` ends the culprit as well, `warn` is shown only. */
  readonly onExceed?: LimitAction
}

/** A limit on a rate. */
export type RateLimitInput<D extends Dimension> =
  | LimitQuantity<D>
  | (LimitBlock<D> & {
      /** The time over which the average is taken, `0s` to `1h`; `5s` by default. */
      readonly sustained?: QuantityText<'time'>
    })

/** Bounds that are enforced while the run goes on. None by default. */
export interface LimitsInput {
  /** Share of the processors that may be used, of each command and container and of the whole run: `90%`. */
  readonly cpu?: RateLimitInput<'ratio'>
  /** Of each command with all its processes, of each container, and of the whole run. */
  readonly memory?: LimitInput<'bytes'>
  /** Bytes written in all, by each command and container, and by the whole run. */
  readonly disk?: LimitInput<'bytes'>
  /** Bytes sent and received in a second: `100MiB/s`. */
  readonly network?: RateLimitInput<'byte-rate'>
  /** Processes alive together, of each command and container and of the whole run. */
  readonly processes?: LimitInput<'count'>
  /** Containers of the run alive together. */
  readonly containers?: LimitInput<'count'>
  /** Of each attempt of a test. */
  readonly testTime?: LimitInput<'time'>
  /** From the call that makes a container to the moment it is ready. */
  readonly containerStartup?: LimitInput<'time'>
  /** Of what this package itself does to end what it started. */
  readonly cleanupTimeout?: LimitInput<'time'>
}

/** Where runs are remembered. */
export interface HistoryInput {
  /** `file:` and a path inside the project (`file:.slo/history.db` by default), or the address of a PostgreSQL database. */
  readonly store?: `file:${string}` | `postgres://${string}` | `postgresql://${string}`
  /** How many runs are kept, 10 to 100000; 1000 by default. */
  readonly keep?: number
}

/** How test files are shared out over the shards of a run (`--shard`): by the time they take, as measured. */
export interface ShardsInput {
  /** The file that `slo split --write` wrote and every shard reads: commit it, or hand it to the shards. */
  readonly plan: string
}

/** How the verdicts of a run are weighed. */
interface WeighingInput {
  /** Whether an inconclusive verdict fails the run; `report` by default. */
  readonly inconclusive?: 'fail' | 'report'
  /** `ignore` judges timings hard however busy the machine is; `check` by default. */
  readonly fitness?: 'check' | 'ignore'
  readonly monitoring?: MonitoringInput
  readonly limits?: LimitsInput
  readonly profiling?: ProfilingInput
}

/** What changes in one environment. Chosen by SLO_ENV, else `ci` where CI is set, else `development`. */
export interface EnvironmentInput<M = Readonly<Record<string, SloDimension>>> extends WeighingInput {
  /** Changes by the name of the SLO. */
  readonly slos?: { readonly [K in keyof M]?: SloOverride<M[K] & SloDimension> }
}

/** The whole of slo.config.ts. `M` maps the name of each SLO to its dimension. */
export interface ConfigInput<M = Readonly<Record<string, SloDimension>>> extends WeighingInput {
  /** Name of what is gated, for reports. */
  readonly service?: string
  /** At least one. */
  readonly slos: SloInputs<M>
  readonly probes?: Readonly<Record<string, ProbeInput>>
  readonly metrics?: Readonly<Record<string, MetricInput>>
  readonly reports?: ReportsInput
  /** Runs are remembered in `.slo/history.db` by default; `false` remembers none. */
  readonly history?: HistoryInput | false
  /** By default Vitest shares test files out over shards, by the hash of their names. */
  readonly shards?: ShardsInput
  /** Nobody is told by default. */
  readonly alerts?: AlertsInput
  readonly environments?: Readonly<Record<string, EnvironmentInput<NoInfer<M>>>>
}

/**
 * The configuration as it was written; nothing happens at run time. The compiler holds each objective to the dimension of its
 * SLI: a wrong unit, statistic or key does not compile. The rest is checked when the file is loaded.
 */
export function defineConfig<M extends Readonly<Record<string, SloDimension>>>(config: ConfigInput<M>): ConfigInput<M> {
  return config
}
