import type { Config } from '../model/config.ts'
import { headOf } from '../model/history.ts'
import type { PastVerdict } from '../model/history.ts'
import type { Past } from '../model/past.ts'
import type { Run } from '../model/run.ts'
import type { Verdict } from '../model/verdict.ts'
import type { Trend } from '../model/trend.ts'
import { asTrusted, trendOf } from './trend.ts'

/** Of some SLOs many more are recalled; what is said beside every run must not cost as much. */
const mostBefore = 60

/**
 * The trends that a run is the newest point of: one for each declared SLO that it has a figure of, over the newest 60 runs of its branch. None
 * for a part of a suite, and where nothing is remembered.
 */
export function trendsOfRun(run: Run, past: Past | undefined, { slos, fitness }: Pick<Config, 'slos' | 'fitness'>): Trend[] {
  if (past === undefined || past.runs.length === 0 || (run.scope !== 'full' && run.scope !== 'merged')) return []
  const before = past.runs.filter(({ branch }) => branch === run.branch).slice(0, mostBefore)
  const runs = asTrusted([headOf(run), ...before], fitness)
  const verdicts = new Map([...past.verdicts, [run.id, run.verdicts.map(figureOf)]])
  return slos.map((slo) => trendOf(slo, { runs, verdicts })).filter(({ points }) => points.at(-1)?.id === run.id)
}

function figureOf(verdict: Verdict): PastVerdict {
  const measured = verdict.status === 'no-data' ? undefined : verdict.measured
  return { slo: verdict.slo.name, status: verdict.status, ...(measured === undefined ? {} : { measured }) }
}
