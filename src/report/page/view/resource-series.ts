import type { StoredSeries } from '../../stored-report.ts'

/** The series of everything but tests and files: commands, containers, measures, benchmarks, artifacts, the run. */
export function resourceSeries(series: readonly StoredSeries[]): StoredSeries[] {
  return series.filter(({ subject: { kind } }) => kind !== 'test' && kind !== 'file')
}
