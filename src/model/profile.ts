import { selects } from './selects.ts'
import type { Slo } from './slo.ts'
import type { Subject } from './subject.ts'

/** What a profile shows: where processor time goes, what allocates, which files are read and written, which hosts are talked to. */
export type ProfileKind = 'cpu' | 'heap' | 'disk' | 'network'

/** Whose code a frame is: the project's, that of a package, Node's own or the engine's, or none (collecting garbage, waiting). */
export type FrameOwner = 'own' | 'dependency' | 'node' | 'gc' | 'idle'

/** A function, or what was read, written or talked to, with what it took: ms of CPU profiles, bytes of all others. Of one execution. */
export interface Frame {
  readonly function: string
  /** Relative to the root where it lies in it, else absolute. Left out for what has no file. Of a file or a host the code that opened it. */
  readonly file?: string
  /** Where the function is declared, from 1; where a file or the socket to a host was opened. */
  readonly line?: number
  /** The line inside of it that took most. */
  readonly hottestLine?: number
  readonly owner: FrameOwner
  /** Without what it called. In a hot path, own code with the foreign code that it called. */
  readonly self: number
  readonly total: number
  /** `self` in the good profile that this one is compared with. */
  readonly before?: number
  readonly unit: 'ms' | 'bytes'
}

/** How much of a function changed against the good profile. `before` is undefined for what was not there. */
export interface FrameChange {
  readonly function: string
  readonly file?: string
  readonly line?: number
  readonly before?: number
  readonly after: number
}

/** The code that opened a file, or the socket to a host. */
export interface Opener {
  readonly function: string
  /** Relative to the root where it lies in it, else absolute. */
  readonly file: string
  /** From 1. */
  readonly line: number
}

/** How many bytes of a file or a host changed against the good profile. `before` is undefined for what was not there. */
export interface TrafficChange {
  readonly name: string
  readonly opener?: Opener
  readonly before?: number
  readonly after: number
}

/** A place in the code that runs, as V8 counts: line and column from 0. */
export interface StackFrame {
  readonly functionName: string
  readonly url: string
  readonly lineNumber: number
  readonly columnNumber: number
}

/** Traffic as it is recorded: of one name, as far as it was opened by one stack. */
export interface RecordedTraffic extends Omit<Traffic, 'opener'> {
  /** What opened it, the innermost first. Undefined where nobody saw it being opened. */
  readonly stack?: readonly StackFrame[]
}

/** Bytes and times of one file or one host. */
export interface Traffic {
  /** Path of the file, or host and port. */
  readonly name: string
  /** Calls, or connections. */
  readonly operations: number
  /** Bytes read or received. */
  readonly read: number
  /** Bytes written or sent. */
  readonly written: number
  /** Milliseconds in the calls, or of open connections. */
  readonly time: number
  /** Who opened it; of several the one with the most bytes, of a connection that was open before who used it. Undefined where nobody's code is seen. */
  readonly opener?: Opener
}

interface Taken {
  readonly subject: Subject
  /** Path of the stored profile, relative to the root, with forward slashes. */
  readonly file: string
  readonly unit: 'ms' | 'bytes'
  /** How many executions it covers; all figures are of one. */
  readonly samples: number
  /** What recorded it: `v8-profiler-next`, `node:inspector`. */
  readonly source: string
  /** From the function of the project that took most to the foreign code it spent that in. Empty where nothing of note was recorded. */
  readonly hotPath: readonly Frame[]
  /** The good profile it was compared with. */
  readonly comparedWith?: string
}

/** One profile, reduced to what names the cause. The whole of it is in its file. */
export type Profile =
  | (Taken & {
      readonly kind: 'cpu' | 'heap'
      readonly topSelf: readonly Frame[]
      readonly topTotal: readonly Frame[]
      readonly shares: Readonly<Record<FrameOwner, number>>
      /** What changed most against the good profile. */
      readonly changes?: readonly FrameChange[]
    })
  | (Taken & {
      readonly kind: 'disk' | 'network'
      readonly traffic: readonly Traffic[]
      /** What changed most against the good profile. */
      readonly changes?: readonly TrafficChange[]
    })

/** A subject that should have been profiled and was not, and why. Never changes a verdict. */
export interface ProfileGap {
  readonly subject: Subject
  readonly kind: ProfileKind
  readonly reason: string
}

const kindOfMetric: Readonly<Record<string, ProfileKind>> = {
  duration: 'cpu',
  cpuTime: 'cpu',
  cpu: 'cpu',
  eventLoopDelay: 'cpu',
  latency: 'cpu',
  throughput: 'cpu',
  allocated: 'heap',
  heap: 'heap',
  memory: 'heap',
  gcTime: 'heap',
  slope: 'heap',
  diskRead: 'disk',
  diskWrite: 'disk',
  networkSent: 'network',
  networkReceived: 'network',
}

const profiledSubjects: ReadonlySet<string> = new Set(['test', 'file', 'command', 'measure', 'bench', 'leak'])

/** The profile that explains a metric of a subject; undefined where none does: of containers, artifacts, counts and the run as a whole. */
export function profileKindOf(subject: string, metric: string): ProfileKind | undefined {
  return profiledSubjects.has(subject) && Object.hasOwn(kindOfMetric, metric) ? kindOfMetric[metric] : undefined
}

/** Those profiles, or gaps of profiles, that explain an SLO. */
export function explaining<P extends Pick<Profile, 'subject' | 'kind'>>({ sli }: Slo, profiles: readonly P[]): P[] {
  const selected = selects(sli.subject)
  const kind = profileKindOf(sli.subject.kind, sli.metric)
  return profiles.filter((profile) => profile.kind === kind && selected(profile.subject))
}
