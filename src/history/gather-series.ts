import type { KnownSeries, PastSeries, PastValue } from '../model/history.ts'
import type { Metric } from '../model/metric.ts'
import type { Subject } from '../model/subject.ts'
import type { Unit } from '../model/unit.ts'

/** One value of one series, as both stores give it. */
export interface PointRow {
  /** Number of the series. */
  readonly series: number
  readonly run: string
  readonly median: number
  readonly samples: number
}

export interface SeriesRow {
  readonly number: number
  /** JSON. */
  readonly subject: string
  readonly metric: string
  readonly unit: string
}

/** Rows in the order of their runs as one list of values for each series. */
export function gatherSeries(series: readonly SeriesRow[], points: readonly PointRow[]): PastSeries[] {
  const values = new Map<number, PastValue[]>()
  for (const { series: number, run, median, samples } of points) {
    const known = values.get(number)
    if (known === undefined) values.set(number, [{ run, median, samples }])
    else known.push({ run, median, samples })
  }
  return series.flatMap((row) => {
    const past = values.get(row.number)
    return past === undefined ? [] : [{ ...seriesOfRow(row), values: past }]
  })
}

export function seriesOfRow({ subject, metric, unit }: Omit<SeriesRow, 'number'>): KnownSeries {
  return { subject: JSON.parse(subject) as Subject, metric: metric as Metric, unit: unit as Unit }
}
