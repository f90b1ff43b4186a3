import { selects } from '../model/selects.ts'
import type { Gap, Measured, Series } from '../model/series.ts'
import type { Slo } from '../model/slo.ts'

/** What one run measured of an indicator, and what it could not. */
export interface Selection {
  readonly series: readonly Series[]
  readonly gaps: readonly Gap[]
}

/** The series of the metric, and the gaps, of every subject that the indicator looks at. */
export function select({ subject, metric }: Slo['sli'], measured: Measured): Selection {
  const selected = selects(subject)
  return {
    series: measured.series.filter((series) => series.metric === metric && selected(series.subject)),
    gaps: measured.gaps.filter((gap) => (gap.kind !== 'unsupported' || gap.metric === metric) && selected(gap.subject)),
  }
}
