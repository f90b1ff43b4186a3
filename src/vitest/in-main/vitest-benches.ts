import type { TestCase, Vitest } from 'vitest/node'
import { benchSeries } from '../../measure/bench-series.ts'
import type { BenchResult } from '../../measure/bench-series.ts'
import type { Gap, Measured } from '../../model/series.ts'
import type { Origin, Subject } from '../../model/subject.ts'
import { sorted } from '../../stats/quantile.ts'

/** What both majors keep of their own benchmarks on a task; neither is in the types they share. */
interface WithBenchmarks {
  /** Vitest 5: what the fixture `bench` of a test ran. */
  readonly benchmarks?: readonly {
    readonly tasks: readonly (BenchResult & { readonly name: string; readonly fromStore?: boolean })[]
  }[]
  /** Vitest 4, `vitest bench`: the task is a benchmark itself. */
  readonly meta?: { readonly benchmark?: boolean }
  readonly result?: {
    readonly benchmark?: {
      readonly totalTime: number
      readonly max: number
      readonly rme: number
      readonly sampleCount: number
      readonly samples: readonly number[]
    }
  }
}

/** How either major says that it was called as `vitest bench`. */
interface Modes {
  readonly mode?: string
  readonly config: { readonly cliOptions?: { readonly benchmarkOnly?: boolean } }
}

/** True for `vitest bench`: it runs the benchmarks and no test. */
export function runsOnlyBenches(vitest: Vitest): boolean {
  const { mode, config } = vitest as unknown as Modes
  return mode === 'benchmark' || config.cliOptions?.benchmarkOnly === true
}

/** True for a benchmark of Vitest 4, which runs without hooks: nothing else can be measured of it, nor of its file. */
export function isBenchTask(test: TestCase): boolean {
  return taskOf(test).meta?.benchmark === true
}

/** What Vitest's own benchmarks of a test measured. What `bench.from()` read from a file was not measured in this run. */
export function vitestBenches(test: TestCase, origin: Origin): Measured {
  const task = taskOf(test)
  const own = (task.benchmarks ?? []).flatMap(({ tasks }) => tasks).filter(({ fromStore }) => fromStore !== true)
  const parts = own.map((result) => benchSeries(result.name, { result, alone: true }))
  if (isBenchTask(test)) parts.push(benchTask(test, task))
  return {
    series: parts.flatMap(({ series }) => series).map((series) => ({ ...series, origin })),
    gaps: parts.flatMap(({ gaps }) => gaps),
  }
}

function taskOf(test: TestCase): WithBenchmarks {
  return (test as unknown as { readonly task: WithBenchmarks }).task
}

function benchTask(test: TestCase, { result }: WithBenchmarks): Measured {
  const subject: Subject = { kind: 'bench', name: test.name }
  const { state } = test.result()
  if (state !== 'passed') return { series: [], gaps: [missing(subject, state)] }
  const kept = result?.benchmark
  if (kept === undefined) return { series: [], gaps: [missing(subject, 'pending')] }
  const { totalTime, sampleCount: samplesCount, samples, max, rme } = kept
  const latency = { max, rme, samplesCount, samples: sorted(samples) }
  return benchSeries(test.name, { result: { totalTime, latency }, alone: true })
}

function missing(subject: Subject, state: string): Gap {
  if (state === 'skipped') return { kind: 'skipped-test', subject, reason: 'it was skipped' }
  if (state === 'failed') return { kind: 'failed-test', subject, reason: 'it failed' }
  return { kind: 'crashed', subject, reason: 'it never finished' }
}
