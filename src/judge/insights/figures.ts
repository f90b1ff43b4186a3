import type { Metric } from '../../model/metric.ts'
import type { Series } from '../../model/series.ts'
import { subjectKey } from '../../model/subject.ts'
import type { Subject } from '../../model/subject.ts'

/** The series of a run, found by what they are about. */
export interface Figures {
  readonly all: readonly Series[]
  /** Tests that took any time to speak of; no other is looked at. */
  readonly tests: readonly Subject[]
  /** Of tests only those that took any time to speak of. */
  readonly find: (subject: Subject, metric: Metric) => Series | undefined
  /** The last sample; undefined where it was not measured, or is no number. */
  readonly last: (subject: Subject, metric: Metric) => number | undefined
  /** The last sample of the run as a whole. */
  readonly ofRun: (metric: Metric) => number | undefined
}

/** Milliseconds. Of ten thousand tests few take longer, and only these need to be found by name. */
const anyTime = 250

/** The run as a subject. */
export const theRun: Subject = { kind: 'run', name: 'run' }

/** Indexes the series of a run. */
export function figuresOf(all: readonly Series[]): Figures {
  const tests = all
    .filter(
      ({ subject, metric, samples }) => subject.kind === 'test' && metric === 'duration' && (samples.at(-1) ?? 0) >= anyTime,
    )
    .map(({ subject }) => subject)
  const found = indexed(all, new Set(tests.map(subjectKey)))
  const find = (subject: Subject, metric: Metric): Series | undefined => found.get(keyOf(subject, metric))
  const last = (subject: Subject, metric: Metric): number | undefined => {
    const sample = find(subject, metric)?.samples.at(-1)
    return sample === undefined || !Number.isFinite(sample) ? undefined : sample
  }
  return { all, tests, find, last, ofRun: (metric) => last(theRun, metric) }
}

function indexed(all: readonly Series[], tests: ReadonlySet<string>): ReadonlyMap<string, Series> {
  const wanted = all.filter(({ subject }) => subject.kind !== 'test' || (tests.size > 0 && tests.has(subjectKey(subject))))
  return new Map(wanted.map((series) => [keyOf(series.subject, series.metric), series]))
}

function keyOf(subject: Subject, metric: Metric): string {
  return `${subjectKey(subject)}\u0000${metric}`
}
