import type { Measured, Series } from '../model/series.ts'
import type { Subject } from '../model/subject.ts'
import type { Reading } from './in-worker/meter.ts'

/** How often `slo.measure` runs the work. */
export interface MeasureOptions {
  /** How many times the work is measured. Default 1. */
  readonly samples?: number
  /** How many times it runs first, unmeasured. Default 0. */
  readonly warmup?: number
}

/** What `slo.measure` gives back: the samples, and the value of the last call, so that the work itself can be asserted. */
export interface MeasureRun<T> extends Measured {
  readonly subject: Subject
  readonly value: T
}

export interface Work<T> {
  readonly name: string
  readonly run: () => T | PromiseLike<T>
  readonly options: MeasureOptions
}

export interface MeasureContext {
  /** Starts the instruments; what it returns reads them. */
  readonly start: () => () => Reading
  /** Completes the readings taken so far. */
  readonly settle: () => Promise<void>
  /** Called before each sample with those taken so far; may throw to give up where the time left is too short. */
  readonly beforeSample: (done: readonly Reading[], total: number) => void
  /** Readings to series, with what is known of the surroundings. */
  readonly seriesOf: (subject: Subject, readings: readonly Reading[]) => Measured
  /** Asked once: true when the samples violate a wall-time objective, so that they are taken again. */
  readonly isViolated: (measured: Measured) => boolean
}

/** Measures a function: warm-up, samples, and the same number once more when a wall-time objective is violated. Its errors pass through. */
export async function measure<T>(work: Work<T>, context: MeasureContext): Promise<MeasureRun<T>> {
  const subject: Subject = { kind: 'measure', name: work.name }
  for (let i = 0; i < (work.options.warmup ?? 0); i++) await work.run()
  const { readings, value } = await takeSamples(work, context)
  const measured = context.seriesOf(subject, readings)
  if (!context.isViolated(measured)) return { subject, ...measured, value }
  const again = await takeSamples(work, context)
  return { subject, gaps: measured.gaps, series: confirmedBy(measured.series, again.readings), value: again.value }
}

async function takeSamples<T>(work: Work<T>, context: MeasureContext): Promise<{ readings: Reading[]; value: T }> {
  const { samples = 1 } = work.options
  const readings: Reading[] = []
  let value: T | undefined
  while (readings.length < samples) {
    context.beforeSample(readings, samples)
    const stop = context.start()
    const result = work.run()
    // Awaiting a plain value would add a turn of the microtask queue to every sample of a synchronous function.
    value = isThenable(result) ? await result : result
    readings.push(stop())
  }
  await context.settle()
  return { readings, value: value as T }
}

function isThenable<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return typeof (value as Partial<PromiseLike<T>> | undefined | null)?.then === 'function'
}

function confirmedBy(series: readonly Series[], readings: readonly Reading[]): Series[] {
  const confirmation = readings.map(({ duration }) => duration)
  return series.map((one) => (one.metric === 'duration' ? { ...one, confirmation } : one))
}
