import { monitoringOf, unitOfMetric } from '../../model/metric.ts'
import type { MetricOf, MonitoringSwitch } from '../../model/metric.ts'
import type { Gap, Measured, Series } from '../../model/series.ts'
import type { Origin, Subject } from '../../model/subject.ts'
import type { Unit } from '../../model/unit.ts'
import type { Figure, Figures } from './figure.ts'

/** Who a figure is about, and who it belongs to. */
export interface Described {
  readonly subject: Subject
  readonly origin: Origin | undefined
  readonly switches: Readonly<Record<MonitoringSwitch, boolean>>
}

/** One series per figure that there is, and a gap for each that should be and is not. */
export function containerSeries(figures: Figures, { subject, origin, switches }: Described): Measured {
  const series: Series[] = []
  const gaps: Gap[] = []
  for (const [metric, figure] of Object.entries(figures) as [MetricOf<'container'>, Figure][]) {
    const needed = monitoringOf(metric)
    if (needed !== undefined && !switches[needed]) continue
    if ('missing' in figure) gaps.push({ kind: 'unsupported', subject, metric, reason: figure.missing })
    else {
      const { value, source, exact } = figure
      const unit = unitOfMetric('container', metric) as Unit
      series.push({ subject, metric, unit, samples: [value], source, exact, origin })
    }
  }
  return { series, gaps }
}
