import type { Metric } from '../../model/metric.ts'
import { unitOfMetric } from '../../model/metric.ts'
import type { Gap, Measured, Series } from '../../model/series.ts'
import type { Subject } from '../../model/subject.ts'
import type { Unit } from '../../model/unit.ts'
import type { TreeUsage } from '../process/tree-watch.ts'
import type { Figure } from '../process/tree-method.ts'
import { usableCores } from '../process/usable-cores.ts'

/** A sample that counts. Milliseconds. */
export interface CommandSample {
  readonly duration: number
  readonly usage: TreeUsage
}

/** What is watched of a command; both by default. */
export interface CommandSwitches {
  readonly cpu?: boolean
  readonly memory?: boolean
}

/** The series of a command's samples; an `unsupported` gap for each metric that is watched and was not read in every sample. */
export function commandSeries(subject: Subject, samples: readonly CommandSample[], switches: CommandSwitches): Measured {
  if (samples.length === 0) return { series: [], gaps: [] }
  const durations = samples.map(({ duration }) => ({ value: duration, exact: true, source: 'monotonic clock' }))
  const watched: [Metric, (Figure | undefined)[]][] = []
  if (switches.cpu !== false) watched.push(['cpuTime', samples.map(({ usage }) => usage.cpuTime)], ['cpu', samples.map(cpuShare)])
  if (switches.memory !== false) watched.push(['memory', samples.map(({ usage }) => usage.memory)])
  const parts = watched.map(([metric, figures]) => seriesOrGap(subject, metric, figures))
  return {
    series: [seriesOf(subject, 'duration', durations), ...parts.filter((part) => 'samples' in part)],
    gaps: parts.filter((part) => 'kind' in part),
  }
}

/** CPU time over what the usable cores could have given in the time. */
function cpuShare({ duration, usage: { cpuTime } }: CommandSample): Figure | undefined {
  return cpuTime === undefined ? undefined : { ...cpuTime, value: cpuTime.value / (duration * usableCores()) }
}

function seriesOrGap(subject: Subject, metric: Metric, figures: readonly (Figure | undefined)[]): Series | Gap {
  const known = figures.filter((figure) => figure !== undefined)
  if (known.length === figures.length) return seriesOf(subject, metric, known)
  const missed = figures.length - known.length
  const reason = `${missed} of ${figures.length} samples could not be read: they ended too soon (run more work in one sample), or this system hides /proc`
  return { kind: 'unsupported', subject, metric, reason }
}

function seriesOf(subject: Subject, metric: Metric, figures: readonly Figure[]): Series {
  // One sample that is no better than an estimate makes the series one.
  const exact = figures.every((figure) => figure.exact)
  const source = [...new Set(figures.map((figure) => figure.source))].toSorted().join('; ')
  const samples = figures.map(({ value }) => value)
  return { subject, metric, unit: unitOfMetric(subject.kind, metric) as Unit, samples, source, exact }
}
