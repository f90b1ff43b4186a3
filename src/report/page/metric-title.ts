import type { Metric } from '../../model/metric.ts'

/** The name of a metric as a heading: `cpuTime` as `cpu time`. */
export function metricTitle(metric: Metric): string {
  return metric.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
