import { metricsOf, unitOfMetric } from '../model/metric.ts'
import type { Metric } from '../model/metric.ts'
import type { Measured, Series } from '../model/series.ts'
import type { Origin, Subject } from '../model/subject.ts'
import type { Unit } from '../model/unit.ts'
import type { MeterSwitches, Reading } from './in-worker/meter.ts'

/** Readings of one subject, in order, and what is known about how they were taken. */
export interface Readings {
  readonly subject: Subject
  readonly readings: readonly Reading[]
  /** False where other tests shared the thread: all but the duration is then an estimate. */
  readonly alone: boolean
  readonly switches: MeterSwitches
  readonly origin?: Origin
  /** Metrics that somebody asks for. Of the others those that are nearly always 0 are left out where they are. */
  readonly asked?: ReadonlySet<string>
}

const mostlyZero = new Set<string>(['diskRead', 'diskWrite', 'networkSent', 'networkReceived'])

interface Source {
  readonly source: string
  readonly exact: boolean
  readonly needs?: keyof MeterSwitches
  /** Why it may be missing though it is switched on. */
  readonly missing?: string
}

const gcMissing =
  'what was collected in it could not be counted: the worker of its file ended early, or what Node tells of its collections does not agree'
const diskMissing = 'threads share the counters of their process, and only Linux counts bytes: use pool forks there'

const sources: Readonly<Record<keyof Reading, Source>> = {
  duration: { source: 'monotonic clock', exact: true },
  cpuTime: { source: 'CPU clock of the worker', exact: true, needs: 'cpu', missing: 'this Node cannot tell the CPU time of a thread: use pool forks, or Node 22.19 or newer' }, // prettier-ignore
  memory: { source: 'resident set of the worker, growth', exact: false, needs: 'memory', missing: 'threads share the memory of their process, or there is no /proc: use pool forks on a system that shows it' }, // prettier-ignore
  heap: { source: 'v8.GCProfiler, largest used heap', exact: false, needs: 'gc', missing: gcMissing },
  allocated: { source: 'v8.GCProfiler, growth and collected bytes', exact: false, needs: 'gc', missing: gcMissing },
  gcTime: { source: 'v8.GCProfiler', exact: true, needs: 'gc', missing: gcMissing },
  eventLoopDelay: { source: '10 ms timer', exact: false, needs: 'eventLoop' },
  diskRead: { source: 'storage reads of the worker, as the kernel counts them; what was cached is none', exact: true, needs: 'disk', missing: diskMissing }, // prettier-ignore
  diskWrite: { source: 'storage writes of the worker, as the kernel counts them, in whole pages', exact: true, needs: 'disk', missing: diskMissing }, // prettier-ignore
  networkSent: { source: 'sockets of node:net opened in the file; of TLS the text', exact: false, needs: 'network' },
  networkReceived: { source: 'sockets of node:net opened in the file; of TLS the text', exact: false, needs: 'network' },
}

/** One series per metric that was read; an `unsupported` gap for each that is switched on and could not be. */
export function readingSeries(taken: Readings): Measured {
  const metrics = (Object.keys(sources) as (keyof Reading & Metric)[]).filter(
    (metric) => applies(metric, taken) && matters(metric, taken),
  )
  const measured = metrics.filter((metric) => taken.readings.every((reading) => reading[metric] !== undefined))
  const missing = metrics.filter((metric) => !measured.includes(metric))
  return {
    series: taken.readings.length === 0 ? [] : measured.map((metric) => oneSeries(metric, taken)),
    gaps: missing.map((metric) => ({
      kind: 'unsupported',
      subject: taken.subject,
      metric,
      reason: sources[metric].missing ?? 'it cannot be measured here',
    })),
  }
}

function applies(metric: keyof Reading & Metric, { subject, switches }: Readings): boolean {
  const { needs } = sources[metric]
  return metric in metricsOf[subject.kind] && (needs === undefined || switches[needs])
}

function matters(metric: keyof Reading, { readings, asked }: Readings): boolean {
  if (asked === undefined || asked.has(metric) || !mostlyZero.has(metric)) return true
  return readings.some((reading) => (reading[metric] ?? 0) > 0)
}

function oneSeries(metric: keyof Reading & Metric, { subject, readings, alone, origin }: Readings): Series {
  const { source, exact } = sources[metric]
  return {
    subject,
    metric,
    unit: unitOfMetric(subject.kind, metric) as Unit,
    samples: readings.map((reading) => reading[metric] as number),
    source: alone || metric === 'duration' ? source : `${source}, shared with concurrent tests`,
    exact: exact && (alone || metric === 'duration'),
    origin,
  }
}
