import type { Bench, Statistics, TaskResultWithStatistics } from 'tinybench'
import { SloError } from '../model/fault.ts'
import { parseQuantity } from '../model/quantity.ts'
import type { Measured } from '../model/series.ts'
import type { Subject } from '../model/subject.ts'
import type { QuantityText } from '../model/unit.ts'
import { benchSeries } from './bench-series.ts'

type Time = number | QuantityText<'time'>
type Hook = () => void | Promise<void>

/** Times in ms, or as text with a unit. */
export interface BenchOptions {
  /** Measures for at least so long. Default 500 ms. */
  readonly time?: Time
  /** Measures at least so many calls. Default 10. */
  readonly iterations?: number
  /** Runs unmeasured first for at least so long; 0 for no warm-up. Default 100 ms. */
  readonly warmup?: Time
  /** Runs at least so many calls unmeasured first. Default 5. */
  readonly warmupIterations?: number
  /** Once before the warm-up and once before the measurement. */
  readonly setup?: Hook
  /** Once after the warm-up and once after the measurement. */
  readonly teardown?: Hook
  /** Before every call, outside of the measured time. */
  readonly beforeEach?: Hook
  /** After every call, outside of the measured time. */
  readonly afterEach?: Hook
}

/** What `slo.bench` gives back. Times in ms. */
export interface BenchRun extends Measured {
  readonly subject: Subject
  /** Of every call, before samples were folded. `marginOfError` is a ratio of the mean, at 95 %. */
  readonly latency: Readonly<Record<'mean' | 'median' | 'p75' | 'p99' | 'min' | 'max' | 'marginOfError', number>>
  /** Calls per second: all calls over the time they took. */
  readonly throughput: number
  /** Measured calls. */
  readonly calls: number
}

export interface BenchWork {
  readonly name: string
  readonly run: () => unknown
  readonly options: BenchOptions
}

export interface BenchContext {
  /** Milliseconds. */
  readonly now: () => number
  /** False where other tests share the thread: every figure is then an estimate. Asked when the calls are done. */
  readonly isAlone: () => boolean
  readonly signal?: AbortSignal
  /** Asked once: true when a wall-time objective is violated, so that it is measured again. */
  readonly isViolated: (measured: Measured) => boolean
}

/** Measures a function call by call: warm-up, measurement, and once more when an objective is violated. Its errors pass through. */
export async function measureBench(work: BenchWork, context: BenchContext): Promise<BenchRun> {
  const plan = planOf(work)
  const first = await runOnce(work, plan, context)
  const measured = benchSeries(work.name, { result: first, alone: context.isAlone() })
  const figures = { subject: { kind: 'bench', name: work.name } as const, ...figuresOf(first) }
  if (!context.isViolated(measured)) return { ...figures, ...measured }
  // At least as many calls: fewer keep a bound more easily.
  const calls = Math.max(plan.iterations, measured.series[0]?.samples.length ?? 0)
  const second = await runOnce(work, { ...plan, iterations: calls }, context)
  const again = benchSeries(work.name, { result: second, alone: context.isAlone() })
  const series = measured.series.map((one, index) => ({ ...one, confirmation: again.series[index]?.samples }))
  return { ...figures, series, gaps: measured.gaps }
}

interface BenchPlan {
  readonly time: number
  readonly iterations: number
  readonly warmupTime: number
  readonly warmupIterations: number
}

function planOf({ name, options }: BenchWork): BenchPlan {
  const { time = 500, iterations = 10, warmup = 100, warmupIterations = 5 } = options
  const warmupTime = milliseconds(name, { warmup })
  return {
    time: milliseconds(name, { time }),
    iterations: count(name, { iterations }, 1),
    warmupTime,
    warmupIterations: warmupTime === 0 ? 0 : count(name, { warmupIterations }, 0),
  }
}

function milliseconds(name: string, option: Readonly<Record<string, Time>>): number {
  const [[key, value]] = Object.entries(option) as [[string, Time]]
  const parsed = typeof value === 'number' ? { ok: value >= 0 && Number.isFinite(value), value } : parseQuantity(value, 'time')
  if (parsed.ok) return parsed.value
  throw new SloError(
    `slo.bench('${name}'): ${key} ${JSON.stringify(value)} is no time; expected milliseconds, or text such as '500ms'`,
  )
}

function count(name: string, option: Readonly<Record<string, number>>, least: number): number {
  const [[key, value]] = Object.entries(option) as [[string, number]]
  if (Number.isSafeInteger(value) && value >= least) return value
  throw new SloError(`slo.bench('${name}'): ${key} ${value} cannot be used; expected a whole number from ${least} on`)
}

async function runOnce(work: BenchWork, plan: BenchPlan, context: BenchContext): Promise<TaskResultWithStatistics> {
  const tinybench = await import('tinybench')
  const { setup, teardown, beforeEach, afterEach } = work.options
  const bench: Bench = new tinybench.Bench({
    ...plan,
    warmup: plan.warmupTime > 0,
    now: context.now,
    signal: context.signal,
    retainSamples: true,
  })
  const hooks = { beforeAll: setup, afterAll: teardown, beforeEach, afterEach }
  const used = Object.fromEntries(Object.entries(hooks).filter(([, hook]) => hook !== undefined))
  bench.add(work.name, work.run, used)
  const [task] = await bench.run()
  const result = task?.result
  if (result?.state === 'errored') throw result.error
  if (result?.state === 'completed') return result
  throw new SloError(`slo.bench('${work.name}') was cut off: its test ended or timed out; give it more time, or bench for less`)
}

function figuresOf({ latency, totalTime }: TaskResultWithStatistics): Pick<BenchRun, 'latency' | 'throughput' | 'calls'> {
  const { mean, p50, p75, p99, min, max, rme, samplesCount }: Statistics = latency
  return {
    latency: { mean, median: p50, p75, p99, min, max, marginOfError: rme / 100 },
    throughput: (samplesCount * 1000) / totalTime,
    calls: samplesCount,
  }
}
