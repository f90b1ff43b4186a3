import type { Metric, MetricOf, MonitoringSwitch } from '../../model/metric.ts'
import { monitoringOf, unitOfMetric } from '../../model/metric.ts'
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

/** What is watched of a command; all by default. */
export type CommandSwitches = Partial<Readonly<Record<MonitoringSwitch, boolean>>>

type FigureOf = (sample: CommandSample) => Figure | undefined

const figures: Partial<Record<MetricOf<'command'>, FigureOf>> = {
  cpuTime: ({ usage }) => usage.cpuTime,
  cpu: cpuShare,
  memory: ({ usage }) => usage.memory,
  diskRead: ({ usage }) => usage.diskRead,
  diskWrite: ({ usage }) => usage.diskWrite,
  processes: processesOf,
  networkSent: ({ usage }) => usage.networkSent,
  networkReceived: ({ usage }) => usage.networkReceived,
}

const noNetwork =
  "the traffic of a command cannot be told from that of the machine; network: 'isolated' gives it a network of its own, with loopback only, where a control group and the kernel allow it"

/** The series of a command's samples; an `unsupported` gap for each metric that is watched and was not read in every sample. */
export function commandSeries(subject: Subject, samples: readonly CommandSample[], switches: CommandSwitches): Measured {
  if (samples.length === 0) return { series: [], gaps: [] }
  const durations = samples.map(({ duration }) => ({ value: duration, exact: true, source: 'monotonic clock' }))
  const isWatched = (metric: string): boolean => switches[monitoringOf(metric) ?? 'cpu'] !== false
  const watched = (Object.entries(figures) as [Metric, FigureOf][]).filter(([metric]) => isWatched(metric))
  const known = watched.map(([metric, figureOf]) => seriesOrGap(subject, metric, samples.map(figureOf)))
  const parts = isWatched('contextSwitches') ? [...known, ...switchesOf(subject, samples)] : known
  return {
    series: [seriesOf(subject, 'duration', durations), ...parts.filter((part) => 'samples' in part)],
    gaps: parts.filter((part) => 'kind' in part),
  }
}

/** Counted where somebody asks for it, and then in all samples. */
function switchesOf(subject: Subject, samples: readonly CommandSample[]): (Series | Gap)[] {
  const metric = 'contextSwitches'
  const taken = samples.flatMap(({ usage }) => usage.contextSwitches ?? [])
  const missing = taken.find((one) => 'missing' in one)
  if (missing !== undefined) return [{ kind: 'unsupported', subject, metric, reason: missing.missing }]
  return taken.length === 0
    ? []
    : [
        seriesOf(
          subject,
          metric,
          taken.filter((one) => 'value' in one),
        ),
      ]
}

/** Of those that live less than the time between two readings, not all are seen. */
function processesOf({ usage: { processes } }: CommandSample): Figure | undefined {
  if (processes.most === 0) return undefined
  return { value: processes.most, exact: false, source: 'most processes in one reading of the tree' }
}

/** CPU time over what the usable cores could have given in the time. */
function cpuShare({ duration, usage: { cpuTime } }: CommandSample): Figure | undefined {
  return cpuTime === undefined ? undefined : { ...cpuTime, value: cpuTime.value / (duration * usableCores()) }
}

function seriesOrGap(subject: Subject, metric: Metric, taken: readonly (Figure | undefined)[]): Series | Gap {
  const known = taken.filter((figure) => figure !== undefined)
  if (known.length === taken.length) return seriesOf(subject, metric, known)
  const missed = taken.length - known.length
  const unread = `${missed} of ${taken.length} samples could not be read: they ended too soon (run more work in one sample), or this system hides /proc`
  return { kind: 'unsupported', subject, metric, reason: monitoringOf(metric) === 'network' ? noNetwork : unread }
}

function seriesOf(subject: Subject, metric: Metric, taken: readonly Figure[]): Series {
  // One sample that is no better than an estimate makes the series one.
  const exact = taken.every((figure) => figure.exact)
  const source = [...new Set(taken.map((figure) => figure.source))].toSorted().join('; ')
  const samples = taken.map(({ value }) => value)
  return { subject, metric, unit: unitOfMetric(subject.kind, metric) as Unit, samples, source, exact }
}
