import { mergeSeries } from './aggregate/merge-series.ts'
import { statisticOf } from './aggregate/statistic-of.ts'
import { trendsOfRun } from './aggregate/trends-of-run.ts'
import { summarize } from './aggregate/summarize.ts'
import { holdToPast } from './judge/against-past.ts'
import { baselineBand } from './judge/baseline-band.ts'
import { insightsOf } from './judge/insights.ts'
import type { Observed } from './judge/insights.ts'
import { judge } from './judge/judge.ts'
import { judgeBudget } from './judge/judge-budget.ts'
import { decide } from './judge/outcome.ts'
import { scoreOf } from './judge/score.ts'
import type { Config, ReportFormat } from './model/config.ts'
import { noPast } from './model/past.ts'
import type { Past } from './model/past.ts'
import { fitnessToJudgeBy } from './model/run.ts'
import type { Run } from './model/run.ts'
import type { Measured } from './model/series.ts'
import type { Slo } from './model/slo.ts'
import type { Standing } from './model/standing.ts'
import { nowhere } from './report/checks-of-run.ts'
import type { Declared } from './report/checks-of-run.ts'
import { runDocument } from './report/documents/run-document.ts'
import { renderDocument } from './report/formats.ts'
import { renderHtmlChunks } from './report/html.ts'
import type { HtmlOptions } from './report/html.ts'
import type { PageKit } from './report/html/page-kit.ts'
import { renderJsonChunks } from './report/json.ts'

/** What is known of a run besides its measurements. */
export type RunFacts = Pick<
  Run,
  | 'id'
  | 'startedAt'
  | 'finishedAt'
  | 'scope'
  | 'shard'
  | 'commit'
  | 'branch'
  | 'machine'
  | 'tests'
  | 'overhead'
  | 'insights'
  | 'limits'
  | 'timeline'
>

/** The world as this flow needs it. */
export interface Ports {
  /** Shows the run, and which reports it has, to the person who waits for it. */
  readonly show: (run: Run, written: readonly ReportFormat[]) => void
  /** Writes one report file into the folder of the reports, whole or not at all. Throws where that fails. */
  readonly write: (format: ReportFormat, chunks: Iterable<string | Uint8Array>) => void
  /** What the HTML report is made of besides the run. */
  readonly page: PageKit
  /** Where SLOs and limits are declared, for the formats that name places. */
  readonly declared?: Declared
}

export interface Finish {
  readonly config: Config
  readonly measured: Measured
  readonly facts: RunFacts
  /** Objectives that tests set for themselves. */
  readonly testSlos?: readonly Slo[]
  /** What is remembered of the runs before this one; undefined where nothing is remembered. */
  readonly past?: Past
}

export interface Finished {
  readonly run: Run
  /** Reports that could not be written. The verdict is known and shown all the same, but the run has failed. */
  readonly unwritten: readonly Error[]
}

/** From measurements to the end of the run: merged, judged, written, shown. The caller turns the outcome into an exit code. */
export function finishRun(finish: Finish, ports: Ports): Finished {
  return publishRun({ run: judgeRun(finish), past: finish.past }, finish.config, ports)
}

/** A judged run, with what is remembered of those before it. */
export type ToPublish = Pick<Finish, 'past'> & Pick<Finished, 'run'>

/** Writes the reports of a run and shows it; a second time where something was found out after it was judged. */
export function publishRun(told: ToPublish, config: Pick<Config, 'reports' | 'fitness'>, ports: Ports): Finished {
  const { run, past } = told
  const written: ReportFormat[] = []
  const unwritten: Error[] = []
  const page = { kit: ports.page, past, fitness: config.fitness, declared: ports.declared ?? nowhere }
  for (const format of config.reports.formats) {
    // Printed by another program, after the run.
    if (format === 'pdf') continue
    try {
      ports.write(format, renderRun(run, format, page))
      written.push(format)
    } catch (error) {
      unwritten.push(error as Error)
    }
  }
  ports.show(run, written)
  return { run, unwritten }
}

/** The pure part: everything measured, judged by everything declared. */
export function judgeRun({ config, measured, facts, testSlos = [], past }: Finish): Run {
  const series = mergeSeries(measured.series)
  const fitness = fitnessToJudgeBy(config.fitness, facts.machine.fitness)
  // A shard knows all of its own tests and a part of everything else.
  const slos = facts.scope === 'shard' ? testSlos : [...config.slos, ...testSlos]
  const all = { series, gaps: measured.gaps }
  const { service, environment, reports } = config
  const { machine, finishedAt: at, branch, scope, id, startedAt } = facts
  const here = { branch, fingerprint: machine.fingerprint, scope, ignoresFitness: config.fitness === 'ignore' }
  const judged = judge(slos, all, { statisticOf, fitness, at })
  const held = holdToPast(judged, all, { past, here, machine, fitness, at })
  const head = { id, startedAt, scope, environment, service, branch, fit: fitness.fit }
  const spending = { run: head, past: past ?? noPast, measured: all, fitness: config.fitness }
  const verdicts = held.map((verdict) => judgeBudget(verdict, spending))
  const { tests, limits } = facts
  const { outcome, exitCode } = decide(verdicts, {
    scope,
    inconclusive: config.inconclusive,
    testsFailed: tests.failed > 0,
    limits,
  })
  const score = scoreOf({ verdicts, scope, limits })
  const reportsDir = reports.dir
  const run: Run = { ...facts, service, environment, reportsDir, outcome, exitCode, score, verdicts, series, gaps: measured.gaps }
  return withInsights(run, { trends: trendsOfRun(run, past, config), probes: config.probes })
}

function withInsights(run: Run, beside: Pick<Observed, 'trends' | 'probes'>): Run {
  return { ...run, insights: [...(run.insights ?? []), ...insightsOf({ ...run, ...beside })] }
}

/** Where each SLO of a run stands in its history, by its name: what was said of it, to be drawn. */
export function standingsOf(run: Run, past: Past | undefined, fitness: Config['fitness']): ReadonlyMap<string, Standing> {
  if (past === undefined) return new Map()
  const slos = run.verdicts.map(({ slo }) => slo)
  const trends = new Map(trendsOfRun(run, past, { slos, fitness }).map((trend) => [trend.slo, trend]))
  const { branch, scope, machine } = run
  const here = { branch, scope, fingerprint: machine.fingerprint, ignoresFitness: fitness === 'ignore' }
  return new Map(
    run.verdicts.map((verdict) => {
      const { name } = verdict.slo
      return [name, { trend: trends.get(name), band: baselineBand(verdict, { past, here, run: run.id }) }]
    }),
  )
}

interface Rendered extends Pick<HtmlOptions, 'kit' | 'past'> {
  readonly declared: Declared
  readonly fitness: Config['fitness']
}

function renderRun(run: Run, format: Exclude<ReportFormat, 'pdf'>, { declared, fitness, ...page }: Rendered): Iterable<string> {
  switch (format) {
    case 'json':
      return renderJsonChunks(run, summarize)
    case 'html':
      return renderHtmlChunks(run, { summarize, standings: standingsOf(run, page.past, fitness), ...page })
    default:
      return renderDocument(runDocument({ run, declared }), format)
  }
}
