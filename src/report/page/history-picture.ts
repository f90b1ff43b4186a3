import { runsBeside } from '../../model/trend.ts'
import type { PageTrend } from '../html/page-data.ts'
import type { HistoryPoint } from './history-points.ts'

/** A figure at a run. Columns count the runs that are drawn, from 0; those behind the last run are ahead. */
export interface Spot {
  readonly column: number
  readonly value: number
}

/** The same figure from one run to another. */
export interface Span {
  readonly from: number
  readonly to: number
  readonly value: number
}

/** What a trend draws beside the figures themselves. */
export interface HistoryPicture {
  /** Runs in all, with those ahead. */
  readonly columns: number
  /** Columns of the runs that the trend was taken from. */
  readonly used: ReadonlySet<number>
  readonly levels: readonly Span[]
  /** The first run of each new level. */
  readonly changes: readonly { readonly column: number; readonly step: string; readonly text: string }[]
  /** The line through the runs since the last change-point. */
  readonly drift: readonly Spot[]
  /** Where it goes from the last run on, typically and by the ends of its interval. */
  readonly fan?: { readonly typical: readonly Spot[]; readonly low: readonly Spot[]; readonly high: readonly Spot[] }
  /** The runs in which the line, and the ends of its interval, reach the bound; columns beyond the picture stand at its end. */
  readonly breach?: { readonly column: number; readonly earliest: number; readonly latest: number; readonly isCut: boolean }
}

/** The picture of a trend over these points; nothing but the points where there is none. */
export function historyPicture(trend: PageTrend | undefined, points: readonly HistoryPoint[]): HistoryPicture {
  const columnOf = new Map(points.map(({ place }, column) => [place, column]))
  const columns = (trend?.places ?? []).map((place) => columnOf.get(place))
  const bare = { columns: points.length, used: new Set<number>(), levels: [], changes: [], drift: [] }
  if (trend === undefined || !columns.every((column) => column !== undefined)) return bare
  const ahead = columnsAhead(trend, points.length)
  return {
    columns: points.length + ahead,
    used: new Set(columns),
    levels: levelsOf(trend, columns),
    changes: trend.changes.map(({ index, step, text }) => ({ column: columns[index] as number, step, text })),
    ...lineOf(trend, columns, ahead),
    ...breachOf(trend, points.length, ahead),
  }
}

const fewestAhead = 6
const beyondAhead = 10

/** As far as the bound is reached, if that is not much further than the runs that were. */
function columnsAhead({ forecast, moves }: PageTrend, known: number): number {
  if (!moves) return 0
  if (forecast.kind === 'beyond') return Math.min(known, beyondAhead)
  if (forecast.kind !== 'breach') return 0
  const wanted = Math.max(fewestAhead, (forecast.latest ?? forecast.runs * 2) + 1)
  return Math.min(wanted, Math.max(2 * fewestAhead, known))
}

/** The typical values that are told of each change, over the runs that they were taken from; and of the newest level. */
function levelsOf({ changes, places, typical, moves }: PageTrend, columns: readonly number[]): Span[] {
  const span = (from: number, to: number, value: number): Span => ({
    from: columns[from] as number,
    to: columns[to] as number,
    value,
  })
  const around = changes.flatMap(({ index, before, after }, which) => [
    span(Math.max(changes[which - 1]?.index ?? 0, index - runsBeside), index - 1, before),
    span(index, Math.min(changes[which + 1]?.index ?? places.length, index + runsBeside) - 1, after),
  ])
  const last = changes.at(-1)?.index ?? 0
  return moves || typical === undefined ? around : [...around, span(last, places.length - 1, typical)]
}

/** The line goes through the typical value in the middle of its runs, as the forecast has it; so do the ends of its interval. */
function lineOf(
  { slope, typical, moves }: PageTrend,
  columns: readonly number[],
  ahead: number,
): Pick<HistoryPicture, 'drift' | 'fan'> {
  if (slope === undefined || typical === undefined || !moves) return { drift: [] }
  const { runs, perRun, low, high } = slope
  const recent = columns.slice(-runs)
  const last = recent.at(-1) as number
  const along = (speed: number, run: number): Spot => ({
    column: recent[run] ?? last + run - runs + 1,
    value: typical + speed * (run - (runs - 1) / 2),
  })
  const drift = recent.map((_, run) => along(perRun, run))
  if (ahead === 0) return { drift }
  const further = (speed: number): Spot[] => Array.from({ length: ahead + 1 }, (_, step) => along(speed, runs - 1 + step))
  return { drift, fan: { typical: further(perRun), low: further(low), high: further(high) } }
}

function breachOf({ forecast }: PageTrend, known: number, ahead: number): Pick<HistoryPicture, 'breach'> {
  if (forecast.kind !== 'breach') return {}
  const end = known - 1 + ahead
  const [column, earliest, latest] = [forecast.runs, forecast.earliest, forecast.latest ?? Number.POSITIVE_INFINITY].map((runs) => known - 1 + runs) as [number, number, number] // prettier-ignore
  if (column > end) return {}
  return { breach: { column, earliest, latest: Math.min(latest, end), isCut: latest > end } }
}
