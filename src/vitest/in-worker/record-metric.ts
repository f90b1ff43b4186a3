import type { MetricType } from '../../model/config.ts'
import type { Gap } from '../../model/series.ts'
import { SloError } from '../../model/fault.ts'
import { activeWorker, currentTest } from './current-test.ts'
import type { ActiveTest } from './current-test.ts'

/** A running timer. Each start gives its own handle, so overlapping ones do not disturb each other. */
export interface TimerHandle {
  /** Records and returns the milliseconds since the start; a second call changes nothing. */
  readonly stop: () => number
}

/** Records values of metrics that are declared under `metrics` in slo.config.ts. */
export interface MetricRecorder {
  /** Adds to a counter; `by` is 1 unless given and never negative. */
  readonly counter: (name: string, by?: number) => void
  /** Sets a gauge. */
  readonly gauge: (name: string, value: number) => void
  /** Adds a value to a distribution. */
  readonly histogram: (name: string, value: number) => void
  /** Adds a value to a distribution. */
  readonly summary: (name: string, value: number) => void
  /** Starts a timer; `stop()` of the handle records its milliseconds. */
  readonly timer: (name: string) => TimerHandle
}

/** The recorder of one test; without one it belongs to the test that calls it. */
export function metricRecorder(bound?: ActiveTest): MetricRecorder {
  const testOf = (type: MetricType) => bound ?? currentTest(`metric.${type}`)
  const recorderOf = (type: MetricType) => (name: string, value: number) => record(testOf(type), { name, type, value })
  return {
    counter: (name, by = 1) => {
      if (by < 0)
        throw new SloError(`slo.metric.counter('${name}', ${by}): a counter only grows; use a gauge for a value that falls`)
      recorderOf('counter')(name, by)
    },
    gauge: recorderOf('gauge'),
    histogram: recorderOf('histogram'),
    summary: recorderOf('summary'),
    timer: (name) => startTimer(testOf('timer'), name),
  }
}

function startTimer(test: ActiveTest, name: string): TimerHandle {
  const { now } = activeWorker()
  const started = now()
  let elapsed: number | undefined
  const { gaps } = test.handoff
  // Until it is stopped: a timer that never was may have been the slowest of all.
  const open: Gap = { kind: 'failed-sample', subject: { kind: 'metric', name }, reason: 'a timer was started and never stopped' }
  gaps.push(open)
  return {
    stop: () => {
      if (elapsed === undefined) {
        elapsed = now() - started
        gaps.splice(gaps.indexOf(open), 1)
        record(test, { name, type: 'timer', value: elapsed })
      }
      return elapsed
    },
  }
}

function record(test: ActiveTest, metric: { readonly name: string; readonly type: MetricType; readonly value: number }): void {
  const { name, type, value } = metric
  if (!Number.isFinite(value)) throw new SloError(`slo.metric.${type}('${name}', ${value}): only finite numbers can be recorded`)
  const declared = activeWorker().provided.config.metrics.find((one) => one.name === name)
  if (declared !== undefined && declared.type !== type) {
    throw new SloError(`slo.metric.${type}('${name}'): slo.config.ts declares ${name} as a ${declared.type}; record it with slo.metric.${declared.type}`) // prettier-ignore
  }
  test.handoff.metrics.push(metric)
}
