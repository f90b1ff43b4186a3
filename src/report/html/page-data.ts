import type { Flame } from '../../model/flame.ts'
import type { RunHead } from '../../model/history.ts'
import type { Metric } from '../../model/metric.ts'
import type { Forecast } from '../../model/forecast.ts'
import type { BaselineBand } from '../../model/standing.ts'
import type { ChangePoint, Slope } from '../../model/trend.ts'
import type { Status } from '../../model/verdict.ts'
import type { Unit } from '../../model/unit.ts'
import type { Insight } from '../../model/insight.ts'
import type { Subject } from '../../model/subject.ts'
import type { Evidence } from '../insights/evidence.ts'
import type { InsightWords } from '../insights/insight-words.ts'
import type { NotFinite, StoredReport, StoredSeries, StoredVerdict } from '../stored-report.ts'
import type { Headline } from './headline.ts'

/** The page's own copy of a run, in parts that are packed one by one: `head` first, all others when they are looked at. */
export interface PageHead {
  readonly headline: Headline
  /** What must be known beside the verdicts. */
  readonly notes: readonly string[]
  /** Why no verdict speaks for the run. */
  readonly open?: string
  /** The report, of whose series only those of single tests and files are elsewhere; every text in it is safe to show. */
  readonly report: Omit<StoredReport, 'verdicts' | 'series'> & { readonly series: readonly StoredSeries[] }
  /** The worst first. */
  readonly verdicts: readonly PageVerdict[]
  readonly insights: readonly PageInsight[]
  readonly limits: readonly PageLimit[]
  /** Places in the profiles of the report that have a part `flame-<place>`. */
  readonly flames: readonly number[]
  readonly counts: { readonly test: number; readonly file: number }
  /** Tracks in the part `timeline`, which is there where there are any. */
  readonly tracks: number
  readonly past?: PagePast
}

/** What was noticed beside the SLOs. Its data are in the report at the same place. */
export interface PageInsight extends InsightWords {
  readonly kind: Insight['kind']
  /** The numbers it stands on. */
  readonly evidence: readonly Evidence[]
  /** Id of the SLO that it is about. */
  readonly slo?: string
  /** What was measured that it is about. */
  readonly subjects: readonly Subject[]
}

/** A verdict in numbers and in the words of every other report. */
export interface PageVerdict extends StoredVerdict {
  /** Stable as long as the name is. */
  readonly id: string
  readonly mark: string
  readonly word: string
  readonly effect?: string
  /** `max 3.41s`. */
  readonly figure?: string
  /** `<= 3s`. */
  readonly bound: string
  /** Places in the series of the report that it stands on. */
  readonly judged: readonly number[]
  /** Rows of the table of tests, or of files, that it stands on: from, to (without it), and so on. */
  readonly rows: readonly number[]
  /** Places in the gaps of the report. */
  readonly failures: readonly number[]
  /** Places in the profiles of the report. */
  readonly profiles: readonly number[]
  /** What is left of its error budget, in words. */
  readonly budgetText?: string
  /** How it stands against its past, in words. */
  readonly baselineText?: string
  /** What became of its waiver, in words. */
  readonly waiverText?: string
  /** What became of it in each run of the past; null where that knew no such SLO. */
  readonly past?: readonly (PagePastVerdict | null)[]
  readonly standing?: PageStanding
}

/** What is drawn into the history of an SLO. Runs are told by their place in the past; the run of the page has the place after the last. */
export interface PageStanding {
  readonly trend?: PageTrend
  readonly band?: PageBand
}

/** The judged figure over the runs of one branch and machine. Values in the unit of the objective. */
export interface PageTrend {
  /** The runs it was taken from, the oldest first. */
  readonly places: readonly number[]
  readonly changes: readonly PageChange[]
  /** Of the runs since the last change-point; undefined where they are too few. */
  readonly slope?: Pick<Slope, 'perRun' | 'low' | 'high' | 'runs'>
  /** Whether it rises or falls. */
  readonly moves: boolean
  readonly worsens: boolean
  /** Typical value of the runs since the last change-point. */
  readonly typical?: number
  readonly forecast: Forecast
  /** Direction and slope in words. */
  readonly text: string
  /** When the objective will be broken, in words. */
  readonly ahead?: string
  /** Runs that were not looked at, in words. */
  readonly leftOut?: string
}

/** A run from which on another level holds: its place among those of the trend, the typical values around it, and both in words. */
export interface PageChange extends Pick<ChangePoint, 'index' | 'before' | 'after'> {
  /** `+13.4 %`. */
  readonly step: string
  readonly text: string
}

/** What the comparison with the past went by. Values in the unit of the SLI. */
export interface PageBand extends Omit<BaselineBand, 'before' | 'now' | 'excluded'> {
  /** Place and value of the runs that it was compared with, and of those that were held against them. */
  readonly before: readonly PageBandRun[]
  readonly now: readonly PageBandRun[]
  readonly excluded: readonly { readonly reason: string; readonly places: readonly number[] }[]
}

export type PageBandRun = readonly [place: number, value: number]

/** What became of a limit, in words. */
export interface PageLimit {
  readonly word: string
  readonly text: string
  readonly fails: boolean
}

export type TableKind = 'test' | 'file'

/** Some rows of the table of tests or of files: parts `test-0`, `test-1`, ... */
export interface PageTable {
  readonly from: number
  readonly names: readonly string[]
  /** Place in `files`, -1 for none; left out where no row has one. */
  readonly file?: readonly number[]
  readonly files: readonly string[]
  /** Place in `projects`, -1 for none; left out where no row has one. */
  readonly project?: readonly number[]
  readonly projects: readonly string[]
  readonly columns: readonly PageColumn[]
}

/** One metric of all rows of a table, from one source. */
export interface PageColumn {
  readonly metric: Metric
  readonly unit: Unit
  readonly source: string
  readonly exact: boolean
  readonly values: readonly PageCell[]
}

/** One sample, several, or none. Nine significant digits. */
export type PageCell = number | NotFinite | readonly (number | NotFinite)[] | null

/** Runs that were, the oldest first. */
export interface PagePast {
  readonly runs: readonly PagePastRun[]
  /** In what other machines differ from that of this run, in words. */
  readonly machines: readonly { readonly fingerprint: string; readonly difference: string }[]
}

export type PagePastRun = Pick<RunHead, 'id' | 'startedAt' | 'outcome' | 'commit' | 'branch' | 'fingerprint' | 'fit'>

export type PagePastVerdict = readonly [status: Status, measured?: number]

/** The part `history`: the medians of series over the runs of the past, by the name of their subject. */
export interface PageHistory {
  readonly series: readonly {
    readonly kind: string
    readonly name: string
    readonly file?: string
    readonly project?: string
    readonly metric: Metric
    readonly unit: Unit
    readonly values: readonly (number | null)[]
  }[]
}

/** The part `flame-<place>`. */
export interface PageFlame {
  readonly flame: Flame
  /** The good profile it is compared with. */
  readonly before?: Flame
  /** Lines of source around those that took most. */
  readonly sources: readonly SourceLines[]
}

/** Lines of a file of the project as they were when the page was written. */
export interface SourceLines {
  readonly file: string
  /** The line that took most. */
  readonly line: number
  /** Number of the first of the lines. */
  readonly from: number
  readonly lines: readonly string[]
}
