import { SloError } from '../model/fault.ts'
import type { Measured } from '../model/series.ts'
import type { Subject } from '../model/subject.ts'
import { heapTrend, smallestLeak } from './heap-trend.ts'
import type { HeapTrend } from './heap-trend.ts'

/** How `slo.leak` looks. */
export interface LeakOptions {
  /** How many times the work runs with the heap measured after each. At least 8; default 12. */
  readonly iterations?: number
  /** How many times it runs first: code warms up and caches fill. Default 3. */
  readonly warmup?: number
}

/** What `slo.leak` gives back. */
export interface LeakRun extends Measured {
  readonly subject: Subject
  /** Bytes kept per iteration; 0 where no growth of 16 KB and more was found, undefined where that could not be told. */
  readonly slope: number | undefined
  /** Bytes held after each measured iteration, in order. */
  readonly heaps: readonly number[]
}

export interface LeakWork {
  readonly name: string
  readonly run: () => unknown
  readonly options: LeakOptions
}

export interface LeakContext {
  /** Bytes still held after a forced collection. */
  readonly retained: () => Promise<number>
  /** Called before each iteration with how many are done; may throw to give up. */
  readonly beforeIteration: (done: number, total: number) => void
}

const fewest = 8

/**
 * Runs work again and again and tells how much of it stays behind. Growth is measured a second time before it is believed, because a
 * cache that fills once looks like a leak until it is full. Errors of the work pass through.
 */
export async function measureLeak(work: LeakWork, context: LeakContext): Promise<LeakRun> {
  const { iterations = 12, warmup = 3 } = work.options
  assertOptions(work.name, { iterations, warmup })
  const steps = { ...context, done: 0, total: warmup + iterations }
  await takeHeaps(work, warmup, steps)
  const first = await takeHeaps(work, iterations, steps)
  const before = heapTrend(first)
  if (before.kind === 'steady') return leakRun(work.name, { trend: before, heaps: first })
  steps.total += iterations
  const heaps = [...first, ...(await takeHeaps(work, iterations, steps))]
  const after = heapTrend(heaps.slice(iterations))
  // A cache that filled in the first half is in the whole; only where the second half says nothing, the whole is asked.
  return leakRun(work.name, { trend: after.kind === 'unclear' ? heapTrend(heaps) : after, heaps })
}

function assertOptions(name: string, { iterations, warmup }: Required<LeakOptions>): void {
  const isWhole = Number.isSafeInteger(iterations) && Number.isSafeInteger(warmup)
  if (isWhole && iterations >= fewest && warmup >= 0) return
  throw new SloError(
    `slo.leak('${name}'): iterations ${iterations} and warmup ${warmup} cannot be used: take at least ${fewest} iterations, because fewer show no trend, and no or some whole number of warm-ups`,
  )
}

interface Steps extends LeakContext {
  done: number
  readonly total: number
}

async function takeHeaps(work: LeakWork, count: number, steps: Steps): Promise<number[]> {
  const heaps: number[] = []
  while (heaps.length < count) {
    steps.beforeIteration(steps.done, steps.total)
    await work.run()
    heaps.push(await steps.retained())
    steps.done++
  }
  return heaps
}

interface Finding {
  readonly trend: HeapTrend
  readonly heaps: readonly number[]
}

function leakRun(name: string, { trend, heaps }: Finding): LeakRun {
  const subject: Subject = { kind: 'leak', name }
  const metric = 'slope'
  if (trend.kind === 'unclear') {
    const reason = `the heap varies too much to tell a leak: ${trend.evidence}; take more iterations, or measure less at once`
    return { subject, slope: undefined, heaps, series: [], gaps: [{ kind: 'unsupported', subject, metric, reason }] }
  }
  const slope = trend.kind === 'grows' ? trend.slope : 0
  const found = trend.kind === 'grows' ? 'growth' : `no growth above ${smallestLeak / 1000}KB an iteration`
  const source = `heap after forced collection, ${heaps.length} iterations: ${found}, ${trend.evidence}`
  return { subject, slope, heaps, series: [{ subject, metric, unit: 'bytes', samples: [slope], source, exact: false }], gaps: [] }
}
