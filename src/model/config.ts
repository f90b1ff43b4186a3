import type { Alerting } from './alert.ts'
import type { Limit } from './limit.ts'
import type { Slo } from './slo.ts'
import type { Unit } from './unit.ts'

/** Text for the shell, or a program with its arguments. */
export type RunText = string | readonly [program: string, ...args: string[]]

/** What is done to the working tree before each sample, and undone when the command ends, fails or is killed. */
export interface Prepare {
  /** Globs of files and folders to move out of the way, relative to the root. Moved back when the samples end, unless the command made them anew. */
  readonly remove?: readonly string[]
  /** One file to touch with a real change before each sample; its bytes are put back afterwards. */
  readonly edit?: string
}

/** A command that the harness itself runs. Times in ms. */
export interface Probe {
  readonly name: string
  readonly run: RunText
  /** A folder relative to the root, or `temporary`: a fresh empty one for every sample. */
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly samples: number
  readonly warmup: number
  /** Of one sample. */
  readonly timeout: number
  readonly prepare?: Prepare
  readonly verify?: Verification
  /** A network of its own with nothing but loopback in it, whose bytes are counted. Left out: the network of the machine, uncounted. */
  readonly network?: 'isolated'
}

/** What must hold after each sample for it to count. */
export interface Verification {
  /** Files that must exist, relative to the folder of the command. */
  readonly files?: readonly string[]
  /** Text that the standard output must contain. */
  readonly stdout?: string
}

export type MetricType = 'counter' | 'gauge' | 'histogram' | 'summary' | 'timer'

/** A metric that tests record. */
export interface MetricDeclaration {
  readonly name: string
  readonly type: MetricType
  readonly unit: Unit
}

/** What is watched, and how often for time lines. Totals and peaks do not depend on the interval. */
export interface Monitoring {
  /** Milliseconds. */
  readonly interval: number
  readonly cpu: boolean
  readonly memory: boolean
  readonly disk: boolean
  readonly network: boolean
  readonly processes: boolean
  readonly eventLoop: boolean
  readonly gc: boolean
  /** Forces a collection after each test file and notes what the worker still holds: 6 to 180 ms a file, so only where asked for. */
  readonly heapAfterFile: boolean
}

/** When the cause of a violation is looked for, in a pass of its own after the run. */
export interface Profiling {
  readonly when: 'on-violation' | 'always' | 'never'
  /** Milliseconds that profiling one subject may take. */
  readonly timeout: number
  /** Profiles taken after one run, the worst violations first. */
  readonly most: number
}

/** What a run can be written as; `codequality` is for GitLab. */
export const reportFormats = ['json', 'html', 'csv', 'junit', 'markdown', 'sarif', 'codequality', 'pdf'] as const

export type ReportFormat = (typeof reportFormats)[number]

/** Where runs are remembered. */
export interface History {
  /** `file:<path from the root>` or `postgres://<address>`. */
  readonly store: string
  /** How many runs are kept; older ones are removed when a new one is added. */
  readonly keep: number
}

/** How test files are shared out over the shards of a run. */
export interface Shards {
  /** The plan that `slo split --write` wrote: a path from the root. */
  readonly plan: string
}

/** The whole of slo.config.ts, checked, with this environment and machine class applied. Plain data: it is handed to workers as JSON. */
export interface Config {
  readonly service?: string
  readonly probes: readonly Probe[]
  readonly slos: readonly Slo[]
  readonly metrics: readonly MetricDeclaration[]
  readonly monitoring: Monitoring
  /** Enforced while the run goes on; none by default. */
  readonly limits: readonly Limit[]
  readonly profiling: Profiling
  readonly reports: { readonly dir: string; readonly formats: readonly ReportFormat[] }
  /** False where runs are not remembered. */
  readonly history: History | false
  /** Undefined where Vitest shares them out. */
  readonly shards?: Shards
  /** Undefined where nobody is told. Stays in the main process: addresses may be secret. */
  readonly alerts?: Alerting
  /** Whether an inconclusive verdict fails the run. */
  readonly inconclusive: 'fail' | 'report'
  /** `ignore` judges timings hard however busy the machine is. */
  readonly fitness: 'check' | 'ignore'
  readonly environment: string
  readonly machineClass: string
}
