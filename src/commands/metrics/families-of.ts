import { summarize } from '../../aggregate/summarize.ts'
import { trendsOfRun } from '../../aggregate/trends-of-run.ts'
import { violatedRuns } from '../../aggregate/violated-runs.ts'
import type { MetricFamily } from '../../export/metric-family.ts'
import { metricFamilies } from '../../export/metric-families.ts'
import type { RunTimes } from '../../export/run-families.ts'
import type { PastFigures } from '../../export/trend-families.ts'
import type { Config } from '../../model/config.ts'
import type { Run } from '../../model/run.ts'
import { pastOf } from '../past-of.ts'

/** Whose run it is. */
export interface MetricsProject {
  readonly root: string
  readonly config: Config
}

/** A run as metrics, with what the runs before it say of its SLOs. `tests` are label sets of their own where they are asked for. */
export async function familiesOf(
  run: Run,
  project: MetricsProject,
  { tests = false }: { readonly tests?: boolean } = {},
): Promise<readonly MetricFamily[]> {
  const { metrics, slos } = project.config
  const past = await pastFigures(run, project)
  return metricFamilies(run, { summarize, recorded: { metrics, slos }, tests, times: timesOf(run), past })
}

/** When a run began and ended, as metrics tell it. */
export function timesOf({ startedAt, finishedAt }: Pick<Run, 'startedAt' | 'finishedAt'>): RunTimes {
  return { startedAt: Date.parse(startedAt), finishedAt: Date.parse(finishedAt) }
}

/** Undefined where nothing is remembered, or cannot be read: metrics of the run itself are there all the same. */
async function pastFigures(run: Run, { root, config }: MetricsProject): Promise<PastFigures | undefined> {
  const slos = run.verdicts.map(({ slo }) => slo)
  const past = await pastOf({ root, config: { ...config, slos }, before: run, here: run })
  if (past === undefined || past.unread !== undefined) return undefined
  return {
    trends: trendsOfRun(run, past, { slos, fitness: config.fitness }),
    violatedRuns: run.verdicts.map((verdict) => [verdict.slo.name, violatedRuns(verdict, run, past)]),
  }
}
