import { subjectKey } from '../../model/subject.ts'
import { isUpperBound } from '../../model/objective.ts'
import type { LineMetric, Track } from '../../model/timeline.ts'
import type { PageVerdict } from '../html/page-data.ts'
import { formatQuantity } from '../../model/format-quantity.ts'
import type { StoredSeries } from '../stored-report.ts'
import { numbersOf } from './samples.ts'
import { largestOf } from './time-shape.ts'

/** One of the charts of a track: the lines in it, and the levels that they are held to. */
export interface TimePanel {
  readonly title: string
  readonly metrics: readonly LineMetric[]
  readonly levels: readonly TimeLevel[]
  /** The largest that has to have a place. */
  readonly most: number
}

/** What was judged or promised, in the unit of the lines. */
export interface TimeLevel {
  readonly kind: 'judged' | 'limit'
  readonly value: number
  readonly text: string
}

/** What the run says of subjects beside their lines. */
export interface Judgement {
  readonly series: readonly StoredSeries[]
  readonly verdicts: readonly PageVerdict[]
}

const groups: readonly (readonly [string, readonly LineMetric[]])[] = [
  ['CPU, cores', ['cpu']],
  ['Memory', ['memory']],
  ['Disk', ['diskRead', 'diskWrite']],
  ['Network', ['networkSent', 'networkReceived']],
]

/** The charts of a track: of what nothing is known there is none. */
export function timePanels(track: Track, judgement: Judgement): TimePanel[] {
  return groups.flatMap(([title, group]) => {
    const metrics = group.filter((metric) => track.lines[metric] !== undefined)
    if (metrics.length === 0) return []
    const peak = Math.max(...metrics.map((metric) => largestOf(track.lines[metric]!) ?? 0))
    const levels = metrics.includes('memory') ? memoryLevels(track, judgement) : []
    return [{ title, metrics, ...kept(peak, levels) }]
  })
}

/** A bound far above all that was used would press it to the ground. */
function kept(peak: number, levels: readonly TimeLevel[]): Pick<TimePanel, 'levels' | 'most'> {
  const judged = Math.max(peak, ...levels.filter(({ kind }) => kind === 'judged').map(({ value }) => value))
  const near = levels.filter(({ kind, value }) => kind === 'judged' || value <= judged * 1.6)
  return { levels: near, most: Math.max(judged, ...near.map(({ value }) => value)) }
}

/** The peak as it was judged: the line is only samples, and may have missed it. */
function memoryLevels({ subject }: Track, { series, verdicts }: Judgement): TimeLevel[] {
  const place = series.findIndex((one) => one.metric === 'memory' && subjectKey(one.subject) === subjectKey(subject))
  const found = series[place]
  if (found === undefined) return []
  const known = numbersOf(found.samples)
  if (known.length === 0) return []
  const value = known.reduce((most, one) => Math.max(most, one))
  const text = found.exact ? `exact peak ${formatQuantity(value, 'bytes')}` : `peak ≈${formatQuantity(value, 'bytes')}, as judged`
  const bounds = verdicts.filter(({ judged, objective }) => judged.includes(place) && isUpperBound(objective.op) && ['peak', 'max'].includes(objective.statistic)) // prettier-ignore
  return [
    { kind: 'judged', value, text },
    ...bounds.map(({ objective }) => ({ kind: 'limit' as const, value: objective.threshold, text: `${objective.op} ${objective.written}` })), // prettier-ignore
  ]
}

/** A value of a line with its unit: cores, bytes, or bytes per second. */
export function lineText(metric: LineMetric, value: number): string {
  if (metric === 'cpu') return `${formatQuantity(value, 'count')} ${value === 1 ? 'core' : 'cores'}`
  return formatQuantity(value, metric === 'memory' ? 'bytes' : 'bytes/s')
}
