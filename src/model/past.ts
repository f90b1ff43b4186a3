import { seriesKey } from './history.ts'
import type { Mark, PastSeries, PastValue, PastVerdict, RunHead } from './history.ts'
import type { Metric } from './metric.ts'
import { selects } from './selects.ts'
import type { Slo } from './slo.ts'
import type { Subject } from './subject.ts'

/** What is remembered of the runs before one, as far as judging it needs that. */
export interface Past {
  /** The newest first, without the run that is judged. */
  readonly runs: readonly RunHead[]
  /** Of these runs, the series that an SLO looks at; values from the oldest run on. */
  readonly series: readonly PastSeries[]
  /** Of these runs, by their id. */
  readonly verdicts: ReadonlyMap<string, readonly PastVerdict[]>
  /** What people keep beside the runs. */
  readonly marks: readonly Mark[]
  /** Why nothing of it could be read, in words: what is judged against it has no data then. */
  readonly unread?: string
}

/** Before the first run. */
export const noPast: Past = { runs: [], series: [], verdicts: new Map(), marks: [] }

/** A past that is there and cannot be read. */
export function unreadPast(reason: string): Past {
  return { ...noPast, unread: reason }
}

type AnySeries = { readonly subject: Subject; readonly metric: Metric }

/** Tells the series that one of these SLOs looks at. */
export function judgedBy(slos: readonly Pick<Slo, 'sli'>[]): (series: AnySeries) => boolean {
  const slis = slos.map(({ sli }) => ({ metric: sli.metric, selected: selects(sli.subject) }))
  return ({ subject, metric }) => slis.some((sli) => sli.metric === metric && sli.selected(subject))
}

/** The remembered series that an SLO looks at. */
export function seriesOf({ series }: Pick<Past, 'series'>, slo: Pick<Slo, 'sli'>): readonly PastSeries[] {
  return series.filter(judgedBy([slo]))
}

/** The values of one series, by run; empty where it is not remembered. */
export function valuesOf({ series }: Pick<Past, 'series'>, one: AnySeries): ReadonlyMap<string, PastValue> {
  const key = seriesKey(one)
  const found = series.find((other) => seriesKey(other) === key)
  return new Map(found?.values.map((value) => [value.run, value]))
}

/** What became of an SLO in a run; undefined where it was not judged there. */
export function verdictIn({ verdicts }: Pick<Past, 'verdicts'>, run: string, slo: string): PastVerdict | undefined {
  return verdicts.get(run)?.find((verdict) => verdict.slo === slo)
}
