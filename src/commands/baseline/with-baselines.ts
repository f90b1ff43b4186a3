import type { Here } from '../../judge/baseline-runs.ts'
import { SloError } from '../../model/fault.ts'
import type { HistoryStore, RunHead } from '../../model/history.ts'
import { nearest } from '../../model/nearest.ts'
import { judgedBy } from '../../model/past.ts'
import type { Past } from '../../model/past.ts'
import type { Baseline, Slo } from '../../model/slo.ts'
import { recall } from '../../history/recall.ts'
import { findRun } from '../history/find-run.ts'
import { withHistory } from '../history/with-history.ts'
import type { HistoryRequest } from '../history/with-history.ts'
import type { World } from '../world.ts'

export interface BaselineRequest extends HistoryRequest {
  /** The begin of the id of a run; the last whole one where none is named. */
  readonly run?: string
}

export interface Baselines {
  readonly store: HistoryStore
  readonly slos: readonly Slo[]
  /** The run that everything is seen from. */
  readonly run: RunHead
  /** As the run after it would be compared: on its branch and its machine. */
  readonly here: Here
  /** With that run in it. */
  readonly past: Past
}

/** More than are ever compared. */
const most = 1000

/** Opens the history as the run after the last one would see it. Rejects with SloError where no whole run is remembered. */
export async function withBaselines<T>(
  world: World,
  { config, run: id }: BaselineRequest,
  work: (baselines: Baselines) => Promise<T>,
): Promise<T> {
  return await withHistory(world, config, async ({ store, slos, config: { fitness } }) => {
    const run = id === undefined ? await lastWhole(store) : await findRun(store, id)
    const all = await recall(store, { wanted: judgedBy(slos), limit: most })
    const past = { ...all, runs: all.runs.filter(({ startedAt }) => startedAt <= run.startedAt) }
    const here = {
      branch: run.branch,
      fingerprint: run.fingerprint,
      scope: 'full',
      ignoresFitness: fitness === 'ignore',
    } as const
    return await work({ store, slos, run, here, past })
  })
}

async function lastWhole(store: HistoryStore): Promise<RunHead> {
  const found = (await store.list({ limit: most })).find(({ scope }) => scope === 'full' || scope === 'merged')
  if (found !== undefined) return found
  throw new SloError(`history ${store.place} has no whole run yet: run the tests without a filter first`)
}

/** An SLO that is held to the past. */
export type RelativeSlo = Slo & { readonly baseline: Baseline }

export function isRelative(slo: Slo): slo is RelativeSlo {
  return slo.baseline !== undefined
}

/** The SLO of this name that is held to the past. Throws SloError where there is none. */
export function relativeSlo(slos: readonly Slo[], name: string): RelativeSlo {
  const found = slos.find((slo) => slo.name === name)
  if (found !== undefined && isRelative(found)) return found
  if (found !== undefined) throw new SloError(`${name} has no baseline: declare one, such as baseline: { against: 'main', maxRegression: '10%' }`) // prettier-ignore
  const near = nearest(name, slos.map((slo) => slo.name)) // prettier-ignore
  throw new SloError(`no SLO ${name} is declared${near === undefined ? ': slo validate lists them' : `, did you mean ${near}?`}`)
}
