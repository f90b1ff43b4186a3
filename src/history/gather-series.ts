import type { KnownSeries, PastSeries, PastValue } from '../model/history.ts'
import type { Metric } from '../model/metric.ts'
import type { Subject } from '../model/subject.ts'
import type { Unit } from '../model/unit.ts'

/**
 * The values of one run, as both stores give it: three lists of equal length, each as JSON, null where the run has none of the values.
 * A row for each value would cost several times as much to read.
 */
export interface RunRow {
  readonly run: string
  /** Numbers of the series. */
  readonly series: string | null
  readonly medians: string | null
  readonly samples: string | null
}

export interface SeriesRow {
  readonly number: number
  /** JSON. */
  readonly subject: string
  readonly metric: string
  readonly unit: string
}

/** Runs in their order as one list of values for each series. */
export function gatherSeries(series: readonly SeriesRow[], runs: readonly RunRow[]): PastSeries[] {
  const values = new Map<number, PastValue[]>(series.map(({ number }) => [number, []]))
  for (const row of runs) {
    const [numbers, medians, samples] = [row.series, row.medians, row.samples].map((list) => JSON.parse(list ?? '[]') as number[]) as [number[], number[], number[]] // prettier-ignore
    for (const [at, number] of numbers.entries())
      values.get(number)?.push({ run: row.run, median: medians[at] as number, samples: samples[at] as number })
  }
  return series.flatMap((row) => {
    const past = values.get(row.number) ?? []
    return past.length === 0 ? [] : [{ ...seriesOfRow(row), values: past }]
  })
}

export function seriesOfRow({ subject, metric, unit }: Omit<SeriesRow, 'number'>): KnownSeries {
  return { subject: JSON.parse(subject) as Subject, metric: metric as Metric, unit: unit as Unit }
}
