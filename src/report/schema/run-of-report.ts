import type { z } from 'zod'
import type { Run } from '../../model/run.ts'
import type { Series } from '../../model/series.ts'
import type { Baseline, Slo, Waiver } from '../../model/slo.ts'
import type { BaselineVerdict, Verdict, WaiverVerdict } from '../../model/verdict.ts'
import type { StoredFacts, StoredSeries } from '../stored-report.ts'
import type { reportSchema } from './report-schema.ts'
import type { CheckedVerdict } from './verdict-schema.ts'

/** The run that a checked report was written from. Summaries are left behind: they are made anew from the samples. */
export function runOfReport(report: z.output<typeof reportSchema>): Run {
  const { outcome, exitCode, score, tests, gaps, limits = [], insights, overhead, timeline, profiles, notProfiled } = report
  return {
    ...factsOf(report.run),
    outcome,
    exitCode,
    verdicts: report.verdicts.map(verdictOf),
    series: report.series.map(seriesOf),
    gaps,
    limits,
    ...(insights.length === 0 ? {} : { insights }),
    tests,
    ...present({ score, overhead, timeline, profiles: profiles.length === 0 ? undefined : profiles, profileGaps: notProfiled }),
  }
}

function factsOf({
  machine,
  ...facts
}: StoredFacts): Omit<Run, 'outcome' | 'exitCode' | 'score' | 'verdicts' | 'series' | 'gaps' | 'limits' | 'tests'> {
  const { fit, fitReasons, ...rest } = machine
  return { ...facts, machine: { ...rest, fitness: { fit, reasons: fitReasons } } }
}

function verdictOf(stored: CheckedVerdict): Verdict {
  const {
    slo: name,
    enforce,
    errorBudget,
    sli,
    objective,
    warning,
    whenUnsupported,
    owner,
    description,
    baseline,
    waiver,
    ...figures
  } = stored
  const declared = { baseline: declaredBaseline(baseline), waiver: declaredWaiver(waiver) }
  const slo: Slo = {
    name,
    enforce,
    sli,
    objective,
    whenUnsupported,
    ...present({ errorBudget, warning, owner, description, ...declared }),
  }
  return { ...figures, ...present({ baseline: baselineOf(baseline), waiver: waiverOf(waiver) }), slo }
}

function baselineOf(stored: CheckedVerdict['baseline']): BaselineVerdict | undefined {
  if (stored === undefined) return undefined
  const { maxRegression: _, minDifference: __, required: ___, ...baseline } = stored
  return baseline
}

/** What it is compared with is told apart from a name that was written by nothing: both lead to the same runs. */
function declaredBaseline(stored: CheckedVerdict['baseline']): Baseline | undefined {
  if (stored === undefined) return undefined
  const { against, maxRegression, minDifference, required } = stored
  return { against, maxRegression, minDifference, required }
}

function waiverOf(stored: CheckedVerdict['waiver']): WaiverVerdict | undefined {
  return stored?.status === undefined ? undefined : { status: stored.status }
}

function declaredWaiver(stored: CheckedVerdict['waiver']): Waiver | undefined {
  if (stored === undefined) return undefined
  const { status: _, ...waiver } = stored
  return waiver
}

function seriesOf({ summary: _, samples, confirmation, ...series }: StoredSeries): Series {
  return { ...series, samples: samples.map(Number), ...present({ confirmation: confirmation?.map(Number) }) }
}

/** Without the keys that hold nothing. */
function present<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>
}
