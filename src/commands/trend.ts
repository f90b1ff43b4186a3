import { asTrusted, trendOf } from '../aggregate/trend.ts'
import type { RunsSoFar } from '../aggregate/trend.ts'
import { SloError } from '../model/fault.ts'
import { nearest } from '../model/nearest.ts'
import type { ExitCode } from '../model/run.ts'
import type { Slo } from '../model/slo.ts'
import type { Trend } from '../model/trend.ts'
import { renderTrend } from '../report/trend/one-trend.ts'
import { renderTrends } from '../report/trend/trend-table.ts'
import type { HistoryRequest, OpenHistory } from './history/with-history.ts'
import { withHistory } from './history/with-history.ts'
import { printJson } from './print-json.ts'
import { usesColors } from './uses-colors.ts'
import type { World } from './world.ts'

export interface TrendRequest extends HistoryRequest {
  /** The name of one; all where there is none. */
  readonly slo?: string
  /** So many at most. */
  readonly runs: number
  /** That of the newest run where none is given. */
  readonly branch?: string
  /** False where `--no-color` was given. */
  readonly color?: boolean
}

/** `slo trend`: where the figures are going. Shows only: the exit code is 0 whatever it shows. */
export async function trend(request: TrendRequest, world: World): Promise<ExitCode> {
  if (request.runs < 1) throw new SloError('slo trend: --runs 0 would show nothing')
  const found = await findTrends(request, world)
  if (request.json === true) printJson(world.stdout, found)
  else world.stdout.write(rendered(found.trends, request, world))
  return 0
}

/** The trends of the SLOs that are declared, of one branch. Rejects with SloError. */
export async function findTrends(request: TrendRequest, world: World): Promise<FoundTrends> {
  return await withHistory(world, request.config, async (open) => {
    const slos = chosen(open.config.slos, request.slo)
    const { branch, ...past } = await runsOf(open, request)
    return { branch, runs: past.runs.length, trends: slos.map((slo) => trendOf(slo, past)) }
  })
}

interface FoundTrends {
  readonly branch: string | undefined
  readonly runs: number
  readonly trends: readonly Trend[]
}

function rendered(trends: readonly Trend[], { slo, color }: TrendRequest, { stdout, env }: World): string {
  const look = { colors: usesColors(stdout, env, color), width: stdout.columns ?? 100 }
  const [only] = trends
  return slo !== undefined && only !== undefined ? renderTrend(only, look) : renderTrends(trends, look)
}

function chosen(slos: readonly Slo[], name: string | undefined): readonly Slo[] {
  if (name === undefined) return slos
  const found = slos.filter((slo) => slo.name === name)
  if (found.length > 0) return found
  const near = nearest(name, new Set(slos.map((slo) => slo.name)))
  throw new SloError(`slo trend: no SLO ${name} is declared${near === undefined ? ': slo validate lists them' : `, did you mean ${near}?`}`) // prettier-ignore
}

/** Runs of one branch: what another one tried out is no trend. */
async function runsOf(
  { store, config }: OpenHistory,
  { runs: limit, branch }: TrendRequest,
): Promise<RunsSoFar & { branch?: string }> {
  const wanted = branch ?? (await store.list({ limit: 1 }))[0]?.branch
  const runs = await store.list({ branch: wanted, limit })
  return { branch: wanted, runs: asTrusted(runs, config.fitness), verdicts: await store.verdicts(runs.map(({ id }) => id)) }
}
