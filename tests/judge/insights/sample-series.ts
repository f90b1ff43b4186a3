import { figuresOf } from '../../../src/judge/insights/figures.ts'
import type { Figures } from '../../../src/judge/insights/figures.ts'
import type { Metric } from '../../../src/model/metric.ts'
import type { Series } from '../../../src/model/series.ts'
import type { Subject } from '../../../src/model/subject.ts'

/** A series in milliseconds, exact unless told otherwise. */
export function timesOf(subject: Subject, metric: Metric, samples: readonly number[], more: Partial<Series> = {}): Series {
  return { subject, metric, unit: 'ms', samples, source: 'a clock', exact: true, ...more }
}

export const aFile = (name: string, project?: string): Subject => ({ kind: 'file', name, ...(project === undefined ? {} : { project }) }) // prettier-ignore
export const aTest = (name: string, file = 'a.test.ts'): Subject => ({ kind: 'test', name, file })
export const aContainer = (name: string): Subject => ({ kind: 'container', name })

/** The run as a whole: milliseconds, and cpu as a ratio. */
export function ofRun(values: Partial<Record<Metric, number>>): Series[] {
  return Object.entries(values).map(([metric, value]) => timesOf({ kind: 'run', name: 'run' }, metric as Metric, [value]))
}

export function figures(...series: readonly (Series | readonly Series[])[]): Figures {
  return figuresOf(series.flat())
}
