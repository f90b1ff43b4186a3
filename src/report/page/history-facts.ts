import { formatApart, formatQuantity } from '../../model/format-quantity.ts'
import type { PageBand, PagePast, PageTrend, PageVerdict } from '../html/page-data.ts'
import { countOf } from '../measured-text.ts'
import type { HistoryPoint } from './history-points.ts'
import { readableTime, revisionText } from './run-text.ts'

/** The history of an SLO as it is drawn. */
export interface ToldHistory {
  readonly verdict: PageVerdict
  readonly points: readonly HistoryPoint[]
  readonly past: PagePast | undefined
}

/** What the picture shows, in words: each a term and a sentence. */
export function historyFacts({ verdict, points, past }: ToldHistory): readonly Fact[] {
  const { trend, band } = verdict.standing ?? {}
  return [
    ...(trend === undefined ? [] : trendFacts(trend)),
    ...(band === undefined ? [] : [['baseline', bandText(band, verdict)] as const]),
    ...points.flatMap((point, index) => machineFact(point, points[index - 1], past)),
  ]
}

type Fact = readonly [term: string, text: string]

function trendFacts({ text, ahead, changes, leftOut }: PageTrend): Fact[] {
  return [
    ['trend', text],
    ...(ahead === undefined ? [] : [['breaks its objective', ahead] as const]),
    ...changes.map((change): Fact => ['new level', change.text]),
    ...(leftOut === undefined ? [] : [['not in the trend', leftOut] as const]),
  ]
}

/** `median 2.31s of 20 runs of main; beyond 2.54s a change counts, and beyond 2.71s a single run lies far outside`. */
function bandText(
  { statistic, typical, before, against, allowed, outside }: PageBand,
  { objective: { unit } }: PageVerdict,
): string {
  const [middle, bound] = formatApart(typical, allowed, unit)
  const jump = outside === undefined ? '' : `, and beyond ${formatQuantity(outside, unit)} a single run lies far outside`
  return `${statistic} ${middle} of ${countOf(before.length, 'run')} of ${against}; beyond ${bound} a change counts${jump}`
}

function machineFact({ newMachine, run }: HistoryPoint, before: HistoryPoint | undefined, past: PagePast | undefined): Fact[] {
  if (!newMachine || before === undefined) return []
  const [was, is] = [before.run.fingerprint, run.fingerprint].map((fingerprint) => machineText(fingerprint, past))
  return [['another machine', `from ${revisionText(run) || readableTime(run.startedAt)} on: ${is}, before it ${was}`]]
}

function machineText(fingerprint: string, past: PagePast | undefined): string {
  const known = past?.machines.find((one) => one.fingerprint === fingerprint)
  return known === undefined || known.difference === '' ? fingerprint : `${fingerprint} (${known.difference})`
}

/** The columns of the table that says what the picture shows; the figure is numeric. */
export function historyColumns(verdict: PageVerdict): readonly { readonly title: string; readonly numeric: boolean }[] {
  const { objective, standing } = verdict
  const own = hasOwnFigure(verdict) ? [standing?.band?.statistic as string] : []
  const words = ['run', 'commit', 'verdict', objective.statistic, ...own, 'trend', 'baseline', 'machine']
  return words.map((title, place) => ({ title, numeric: place === 3 || (own.length > 0 && place === 4) }))
}

/** Whether what is held against the past is another statistic than the one that is bound: it is drawn by itself then. */
export function hasOwnFigure({ objective, standing }: Pick<PageVerdict, 'objective' | 'standing'>): boolean {
  return standing?.band !== undefined && standing.band.statistic !== objective.statistic
}

/** The rows of that table: what is ahead, then the runs, the newest first. */
export function historyRows({ verdict, points, past }: ToldHistory): string[][] {
  const { objective, bound, standing = {} } = verdict
  const inBand = bandCells(verdict)
  const coming = standing.trend?.ahead
  const ahead = coming === undefined ? [] : [[coming, '', 'forecast', bound, ...inBand(undefined), '', '', '']]
  const runs = points
    .toReversed()
    .map(({ run, place, status, measured }) => [
      readableTime(run.startedAt),
      revisionText(run),
      status.replace('-', ' '),
      measured === undefined ? 'unknown' : formatQuantity(measured, objective.unit, 4),
      ...inBand(place),
      standing.trend === undefined ? '' : trendText(place, standing.trend),
      standing.band === undefined ? '' : bandRole(place, standing.band),
      machineText(run.fingerprint, past),
    ])
  return [...ahead, ...runs]
}

/** The cell of a run in the column of what is compared, where that is a column of its own. */
function bandCells(verdict: PageVerdict): (place: number | undefined) => readonly string[] {
  const { band } = verdict.standing ?? {}
  if (band === undefined || !hasOwnFigure(verdict)) return () => []
  const values = new Map([...band.before, ...band.now])
  return (place) => {
    const value = place === undefined ? undefined : values.get(place)
    return [value === undefined ? '' : formatQuantity(value, verdict.objective.unit, 4)]
  }
}

function trendText(place: number, { places, changes }: PageTrend): string {
  const index = places.indexOf(place)
  return index < 0 ? 'not in it' : (changes.find((change) => change.index === index)?.text ?? '')
}

function bandRole(place: number, { now, before, excluded }: PageBand): string {
  if (now.some(([of]) => of === place)) return 'held against it'
  if (before.some(([of]) => of === place)) return 'in it'
  const left = excluded.find(({ places }) => places.includes(place))
  return left === undefined ? '' : `not in it: ${left.reason}`
}
