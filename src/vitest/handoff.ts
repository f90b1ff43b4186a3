import type { TestCase, TestModule } from 'vitest/node'
import type { RunnerTask as Task } from 'vitest'
import type { ProfileOrder } from '../measure/profiler/recording.ts'
import type { Config, MetricType } from '../model/config.ts'
import type { LimitHit, LimitNote } from '../model/limit-hit.ts'
import type { Fitness, Shard } from '../model/run.ts'
import type { Gap, Series } from '../model/series.ts'
import type { Trace } from '../model/stretch.ts'
import { unpackAttempt } from './attempt.ts'
import type { Attempt, AttemptFigures, HeapFigures } from './attempt.ts'

/** One value that a test recorded for a metric declared under `metrics`. */
export interface MetricRecord {
  readonly name: string
  readonly type: MetricType
  readonly value: number
}

/** What a test recorded by itself, beside what was measured around it. */
interface Records {
  readonly series: Series[]
  readonly gaps: Gap[]
  readonly metrics: MetricRecord[]
  /** Limits that were crossed in it. */
  limits?: readonly LimitHit[]
  /** Commands over time. */
  traces?: readonly Trace[]
  /** Objectives of this one test: metric and bound as written. */
  readonly objectives: Record<string, string>
}

/** The heap of a worker after one file. */
export interface HeapAfter {
  readonly bytes: number
  /** `process/thread`. */
  readonly worker: string
  /** Milliseconds since the epoch: the files of a worker ran in this order. */
  readonly at: number
}

/** A test, while its worker runs it: filled attempt by attempt. */
export interface OpenHandoff extends Records {
  readonly attempts: AttemptFigures[]
}

/**
 * What travels to the main process in the meta of a test: plain data that survives structured clone, JSON, the blob file and a merge.
 * Most tests record nothing by themselves, and then there is nothing but numbers.
 */
type Travelling = Pick<OpenHandoff, 'attempts'> & Partial<Records>

/** What the main process takes of a test. */
export interface TestHandoff extends Records {
  readonly attempts: readonly Attempt[]
}

/** What a test file hands over when all its tests have run. */
export interface FileHandoff {
  /** CPU milliseconds of the process, or of the thread where the process is shared. */
  readonly cpuTime?: number
  /** Exact peak resident set in bytes, where one process runs one file. */
  readonly peakMemory?: number
  /** What its attempts did to the heap, where that is measured. */
  readonly heapUse?: HeapFigures
  /** What the worker still held after it, where that was asked for. */
  readonly heapAfter?: HeapAfter
  /** The machine as it was before the run: a merge must know where its figures come from. */
  readonly fitness: Fitness
  /** What the file measured outside of any one test: probes and their confirmations. */
  readonly series: Series[]
  readonly gaps: Gap[]
  /** Probes over time. */
  readonly traces?: readonly Trace[]
  /** Number of the worker among those that run at a time, from 1. */
  readonly worker?: number
  /** Limits that were crossed outside of any one test. */
  readonly limits?: readonly LimitNote[]
  /** The shard that ran it, in a blob: a merge must know whether all of them are there. */
  readonly shard?: Shard
}

/** What the main process hands to every worker. */
export interface Provided {
  readonly config: Config
  /** The machine as it was before the run. */
  readonly fitness: Fitness
  readonly root: string
  readonly project: string
  /** Whether a person watches, on a terminal. */
  readonly terminal?: boolean
  /** The log of this run, which is there while somebody watches it through a server. */
  readonly live?: string
  /** Folder in which workers note what they are doing, where a limit needs it. */
  readonly notes?: string
  /** The journal of the containers of this run; none where a test only runs to be profiled. */
  readonly containers?: string
  /** Order of the hooks in this project: tells which hook is innermost. */
  readonly hooks: 'stack' | 'list' | 'parallel'
  /** Only in the pass that profiles, where nothing is judged. */
  readonly profiling?: ProfileOrder
}

declare module 'vitest' {
  interface TaskMeta {
    slo?: Travelling
    sloFile?: FileHandoff
  }
  interface ProvidedContext {
    slo: Provided
  }
}

/** The handoff of a test, out of its meta while an attempt runs: a test may look at its own `task.meta`. */
export function openHandoff({ meta }: Task): OpenHandoff {
  const before = meta.slo
  if (before === undefined) return { attempts: [], series: [], gaps: [], metrics: [], objectives: {} }
  delete meta.slo
  return { series: [], gaps: [], metrics: [], objectives: {}, ...before }
}

/** Adds an attempt, and puts the handoff where Vitest carries it to the main process. */
export function closeHandoff({ meta }: Task, handoff: OpenHandoff, attempt: AttemptFigures): void {
  handoff.attempts.push(attempt)
  meta.slo = recordedNothing(handoff) ? { attempts: handoff.attempts } : handoff
}

function recordedNothing({ series, gaps, metrics, limits, traces, objectives }: Records): boolean {
  const lists = series.length + gaps.length + metrics.length
  if (lists > 0 || limits !== undefined || traces !== undefined) return false
  for (const _ in objectives) return false
  return true
}

const left = new WeakMap<TestCase, Travelling>()
const tests = new WeakMap<TestCase, TestHandoff>()
const files = new WeakMap<TestModule, FileHandoff>()

/** Keeps what a test handed over, to be taken later: its meta is then as the user left it. */
export function clearMeta(test: TestCase): void {
  const meta = test.meta()
  if (meta.slo === undefined) return
  left.set(test, meta.slo)
  tests.delete(test)
  delete meta.slo
}

/** Takes what a test recorded; undefined when it never started. */
export function takeTest(test: TestCase): TestHandoff | undefined {
  clearMeta(test)
  const known = tests.get(test)
  const travelled = left.get(test)
  if (known !== undefined || travelled === undefined) return known
  const { attempts, ...recorded } = travelled
  const file = takeFile(test.module)
  const whole = attempts.map((attempt) => unpackAttempt(attempt, file?.heapUse))
  const taken = { series: [], gaps: [], metrics: [], objectives: {}, ...recorded, attempts: whole }
  // Before its file has ended there is more to come.
  if (file !== undefined) tests.set(test, taken)
  return taken
}

/** Takes what a file recorded; undefined when its worker died before the end. */
export function takeFile(module: TestModule): FileHandoff | undefined {
  const meta = module.meta()
  if (meta.sloFile !== undefined) files.set(module, meta.sloFile)
  delete meta.sloFile
  return files.get(module)
}

/** What the blob of a shard carries to the merge besides what its tests and files handed over. */
export interface ShardFacts {
  readonly shard: Shard | undefined
  /** What became of the limits of all of it; it goes with the first file. */
  readonly limits: readonly LimitNote[]
}

/** Puts back what was taken: the blob of a shard carries it to the merge, with the shard it is of. */
export function giveBack(modules: readonly TestModule[], { shard, limits }: ShardFacts): void {
  const first = modules.find((module) => takeFile(module) !== undefined)
  for (const module of modules) {
    const sloFile = takeFile(module)
    if (sloFile !== undefined) module.meta().sloFile = { ...sloFile, shard, limits: module === first ? limits : undefined }
    for (const test of module.children.allTests()) {
      clearMeta(test)
      const slo = left.get(test)
      // Its limits go with the first file.
      if (slo !== undefined) test.meta().slo = { ...slo, limits: undefined }
    }
  }
}
