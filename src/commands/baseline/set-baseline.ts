import { baselineRuns } from '../../judge/baseline-runs.ts'
import { baselineKind } from '../../model/baseline-mark.ts'
import type { BaselineValue, NamedBaseline } from '../../model/baseline-mark.ts'
import { SloError } from '../../model/fault.ts'
import type { ExitCode } from '../../model/run.ts'
import type { Slo } from '../../model/slo.ts'
import { countOf } from '../../report/measured-text.ts'
import { printJson } from '../print-json.ts'
import { whoAmI } from '../who-am-i.ts'
import type { World } from '../world.ts'
import { withBaselines } from './with-baselines.ts'
import type { BaselineRequest, Baselines } from './with-baselines.ts'

export interface SetBaselineRequest extends BaselineRequest {
  readonly name: string
  readonly reason?: string
}

/** As many as are ever compared. */
const kept = 50
const enough = 10

/** `slo baseline set`: keeps the runs up to one of them, as they are compared now, under a name. It stays when they are forgotten. */
export async function setBaseline(request: SetBaselineRequest, world: World): Promise<ExitCode> {
  const { name, reason, json } = request
  const set = await withBaselines(world, request, async (baselines) => {
    refuseBranch(name, baselines)
    const { store, run, slos } = baselines
    const values = Object.fromEntries(slos.map((slo) => [slo.name, valuesOf(slo, baselines)] as const).filter(([, found]) => found.length > 0)) // prettier-ignore
    const baseline: NamedBaseline = { name, run, values, at: world.now().toISOString(), by: whoAmI(world), reason }
    await store.mark({ kind: baselineKind, key: name, text: JSON.stringify(baseline) })
    return baseline
  })
  const most = Math.max(0, ...Object.values(set.values).map(({ length }) => length))
  if (json === true) printJson(world.stdout, set)
  else world.stdout.write(`baseline ${name} is set from run ${set.run.id.slice(0, 8)}: ${countOf(Object.keys(set.values).length, 'SLO')}, up to ${countOf(most, 'run')}\n`) // prettier-ignore
  if (most < enough) world.stderr.write(`no SLO has the ${enough} runs that it takes to compare: until it is set anew, those that name it are learning\n`) // prettier-ignore
  return 0
}

/** A name that could mean both would mean the baseline, and hide the branch. */
function refuseBranch(name: string, { past }: Baselines): void {
  if (past.runs.some(({ branch }) => branch === name))
    throw new SloError(`${name} is a branch with runs of its own: choose another name for the baseline`)
}

/** Runs that did well, of the branch of that run and up to it, the oldest first. */
function valuesOf(slo: Slo, { past, here, run }: Baselines): readonly BaselineValue[] {
  const bound = { maxRegression: 0, minDifference: 0, required: false }
  const ofBranch = { ...slo, baseline: { ...bound, against: run.branch } }
  const { before, recent, excluded } = baselineRuns(ofBranch, past, here)
  const bad = new Set(excluded.map((one) => one.run.id))
  return [...before, ...recent.filter((one) => !bad.has(one.run))].slice(-kept)
}
