import { baselineRuns } from '../../judge/baseline-runs.ts'
import { acceptanceMark } from '../../model/baseline-mark.ts'
import type { Acceptance, BaselineValue } from '../../model/baseline-mark.ts'
import { SloError } from '../../model/fault.ts'
import { formatQuantity } from '../../model/format-quantity.ts'
import type { RunHead } from '../../model/history.ts'
import { verdictIn } from '../../model/past.ts'
import type { ExitCode } from '../../model/run.ts'
import { median } from '../../stats/median.ts'
import { printJson } from '../print-json.ts'
import { whoAmI } from '../who-am-i.ts'
import type { World } from '../world.ts'
import { relativeSlo, withBaselines } from './with-baselines.ts'
import type { BaselineRequest, Baselines, RelativeSlo } from './with-baselines.ts'

export interface AcceptRequest extends BaselineRequest {
  readonly slo: string
  readonly reason: string
}

/** `slo baseline accept`: says that a regression is meant. From its first run on, that is what later ones are compared with. */
export async function acceptRegression(request: AcceptRequest, world: World): Promise<ExitCode> {
  const { slo, acceptance } = await withBaselines(world, request, async (baselines) => {
    const declared = relativeSlo(baselines.slos, request.slo)
    const accepted = acceptanceOf(declared, baselines, {
      at: world.now().toISOString(),
      by: whoAmI(world),
      reason: request.reason,
    })
    await baselines.store.mark(acceptanceMark(accepted))
    return { slo: declared, acceptance: accepted }
  })
  const { from, to, since } = acceptance
  const [before, after] = [formatQuantity(from, slo.sli.unit), formatQuantity(to, slo.sli.unit)]
  if (request.json === true) printJson(world.stdout, acceptance)
  else world.stdout.write(`${slo.name}: ${after} instead of ${before} is accepted, from the run of ${since.slice(0, 16).replace('T', ' ')} on\n`) // prettier-ignore
  return 0
}

function acceptanceOf(slo: RelativeSlo, baselines: Baselines, byHand: Pick<Acceptance, 'at' | 'by' | 'reason'>): Acceptance {
  const { id: run, branch, fingerprint } = baselines.run
  return { slo: slo.name, ...regressionOf(slo, baselines), run, branch, fingerprint, ...byHand }
}

/** The run that is seen, and those before it that were as bad, back to the first that was not. */
function regressionOf(slo: RelativeSlo, { past, here, run }: Baselines): Pick<Acceptance, 'since' | 'from' | 'to'> {
  const { before, recent } = baselineRuns(slo, past, here)
  const bad = recent.filter((one) => verdictIn(past, one.run, slo.name)?.status === 'violated')
  if (bad.at(-1)?.run !== run.id)
    throw new SloError(`run ${run.id.slice(0, 8)} did not violate ${slo.name} on a fit machine, so there is nothing to accept; --run names another one`) // prettier-ignore
  const good = before.map(({ value }) => value)
  const known = good.length > 0 ? good : recent.filter((one) => !bad.includes(one)).map(({ value }) => value)
  if (known.length === 0) throw new SloError(`nothing is known of ${slo.name} from before run ${run.id.slice(0, 8)}: there is nothing it could be worse than`) // prettier-ignore
  const [from, to] = [median(known), median(bad.map(({ value }) => value))]
  const first = firstOf(recent, { from, to })
  return { since: (past.runs.find(({ id }) => id === first) as RunHead).startedAt, from, to }
}

/** Back from the newest as far as values are nearer to the new level: the first slow run is not accused yet. */
function firstOf(recent: readonly BaselineValue[], { from, to }: { readonly from: number; readonly to: number }): string {
  const lastGood = recent.findLastIndex(({ value }) => Math.abs(value - from) < Math.abs(value - to))
  return (recent[lastGood + 1] as BaselineValue).run
}
