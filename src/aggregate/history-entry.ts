import { goodSamples } from '../model/good-samples.ts'
import { headOf, isRemembered } from '../model/history.ts'
import type { HistoryEntry, PastVerdict, Point, ReportText } from '../model/history.ts'
import type { Run } from '../model/run.ts'
import { selects } from '../model/selects.ts'
import type { Measured, Series } from '../model/series.ts'
import { statusAlone } from '../model/verdict.ts'
import type { Verdict } from '../model/verdict.ts'
import { quantile, sorted } from '../stats/quantile.ts'

/** A run as it is remembered: its head, the typical value of each series that is worth it, what became of each SLO, and its report. */
export function historyEntry(run: Run, report: ReportText): HistoryEntry {
  const slis = run.verdicts.map(({ slo: { sli } }) => ({ metric: sli.metric, selected: selects(sli.subject) }))
  const points = run.series.flatMap((series) => {
    const judged = () => slis.some(({ metric, selected }) => metric === series.metric && selected(series.subject))
    return isRemembered(series, judged) ? pointOf(series) : []
  })
  return { head: headOf(run), points, verdicts: worstByName(run.verdicts.map((verdict) => pastVerdict(verdict, run))), report }
}

function pointOf({ subject, metric, unit, samples }: Series): Point[] {
  const known = samples.filter((sample) => Number.isFinite(sample))
  if (known.length === 0) return []
  return [{ subject, metric, unit, median: quantile(sorted(known), 50), samples: known.length }]
}

const worstFirst = ['violated', 'no-data', 'inconclusive', 'warning', 'met'] as const

/** Objectives that tests set for themselves may share a name, in two projects for one: what stands worst is remembered. */
function worstByName(verdicts: readonly PastVerdict[]): PastVerdict[] {
  const ranked = verdicts.toSorted((a, b) => worstFirst.indexOf(b.status) - worstFirst.indexOf(a.status))
  const worst = new Map(ranked.map((verdict) => [verdict.slo, verdict]))
  return verdicts.filter((verdict) => worst.get(verdict.slo) === verdict)
}

/** By the run alone: what an error budget made of it is made anew from these. */
function pastVerdict(verdict: Verdict, measured: Measured): PastVerdict {
  // What is tolerated for now is a violation all the same, and must not become what others are compared with.
  const status = verdict.waiver?.status === 'waived' ? 'violated' : statusAlone(verdict)
  const known = { slo: verdict.slo.name, status, ...goodSamples(verdict.slo, measured) }
  // What waits for its baseline to be learned was measured.
  const figure = verdict.status === 'no-data' ? ofManySubjects(verdict) : verdict.measured
  return figure === undefined ? known : { ...known, measured: figure }
}

function ofManySubjects({ slo, baseline }: Verdict): number | undefined {
  return baseline?.statistic === slo.objective.statistic ? baseline.value : undefined
}
