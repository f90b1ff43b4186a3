import { describeLimit, failsRun } from '../../model/limit-hit.ts'
import type { Past } from '../../model/past.ts'
import type { Run } from '../../model/run.ts'
import type { Standing } from '../../model/standing.ts'
import { limitWord } from '../limit-label.ts'
import { notesOf, notJudgedText } from '../run-state.ts'
import { storedFacts, storedGap, storedInsight, storedLimit, storedSeries } from '../stored-entries.ts'
import { storedProfile, storedProfileGap } from '../stored-profile.ts'
import { reportSchema } from '../stored-report.ts'
import type { Summarize } from '../summarize.ts'
import { cleaned } from './clean-text.ts'
import { headlineOf } from './headline.ts'
import type { PageHead } from './page-data.ts'
import { pageInsights } from './page-insights.ts'
import { pagePast, pastVerdicts } from './page-past.ts'
import { pageStanding } from './page-standing.ts'
import { pageVerdicts } from './page-verdicts.ts'
import type { HistoryOf } from './page-verdicts.ts'
import type { SortedSeries } from './subject-tables.ts'

export interface HeadParts {
  readonly series: SortedSeries
  readonly summarize: Summarize
  readonly flames: readonly number[]
  readonly past?: Past
  readonly standings?: ReadonlyMap<string, Standing>
}

/** All of a run that the first look at the page needs. */
export function pageHead(run: Run, { series, summarize, flames, past, standings }: HeadParts): PageHead {
  const { tables, rest } = series
  const verdicts = pageVerdicts(run, series, historyOf(past, standings))
  return cleaned({
    headline: headlineOf(run),
    notes: notesOf({ ...run, insights: [] }),
    open: notJudgedText(run),
    report: {
      ...reportOf(run),
      series: rest.map((one) => storedSeries(one, summarize)),
    },
    verdicts,
    insights: pageInsights(run, new Map(verdicts.map(({ slo, id }) => [slo, id]))),
    limits: run.limits.map((note) => ({ word: limitWord(note), text: describeLimit(note), fails: failsRun(note) })),
    flames,
    counts: { test: tables.test.subjects.length, file: tables.file.subjects.length },
    tracks: run.timeline?.tracks.length ?? 0,
    past: pagePast(past, run.machine),
  })
}

function historyOf(past: Past | undefined, standings: HeadParts['standings']): HistoryOf {
  const verdictsOf = pastVerdicts(past)
  const places = new Map(past?.runs.toReversed().map(({ id }, place) => [id, place]))
  return ({ slo: { name } }) => ({ past: verdictsOf(name), standing: pageStanding(standings?.get(name), places) })
}

function reportOf(run: Run): Omit<PageHead['report'], 'series'> {
  return {
    schema: reportSchema,
    outcome: run.outcome,
    exitCode: run.exitCode,
    run: storedFacts(run),
    score: run.score,
    tests: run.tests,
    gaps: run.gaps.map(storedGap),
    limits: run.limits.map(storedLimit),
    insights: (run.insights ?? []).map(storedInsight),
    profiles: (run.profiles ?? []).map(storedProfile),
    notProfiled: run.profileGaps?.map(storedProfileGap),
    overhead: run.overhead,
  }
}
