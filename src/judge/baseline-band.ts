import type { BaselineValue } from '../model/baseline-mark.ts'
import type { Past } from '../model/past.ts'
import type { Baseline, Slo } from '../model/slo.ts'
import type { BaselineBand } from '../model/standing.ts'
import type { BaselineVerdict, Verdict } from '../model/verdict.ts'
import { allowedFrom, anchored, jumpFrom, jumpWindow, mostBefore } from './baseline-rule.ts'
import { baselineRuns } from './baseline-runs.ts'
import type { Here } from './baseline-runs.ts'
import { boundOf, runsThatTell } from './judge-baseline.ts'

/** The run that was judged, and what was remembered before it. */
export interface BandPlace {
  readonly past: Past
  readonly here: Here
  /** Its id. */
  readonly run: string
}

/** What the rule against the past went by; undefined where nothing was compared. */
export function baselineBand({ slo, baseline }: Verdict, place: BandPlace): BaselineBand | undefined {
  if (slo.baseline === undefined || baseline?.median === undefined || baseline.value === undefined) return undefined
  return bandOf({ ...slo, baseline: slo.baseline }, baseline as Compared, place)
}

type Compared = BaselineVerdict & { readonly median: number; readonly value: number }

function bandOf(slo: Slo & { readonly baseline: Baseline }, verdict: Compared, { past, here, run }: BandPlace): BaselineBand {
  const { statistic, rule, median: typical, value, against } = verdict
  const runs = baselineRuns(slo, past, here)
  const all = [...runs.before, ...runs.recent, { run, value }]
  const told = runsThatTell(rule)
  const bound = boundOf(slo)
  const allowed = allowedFrom(typical, bound)
  const outside = rule === 'exact' ? undefined : jumpFrom(valuesOf(all.slice(0, -jumpWindow).slice(-mostBefore)), bound)
  return {
    against,
    statistic,
    worse: bound.worse,
    before: rule === 'creep' ? all.slice(0, anchored) : all.slice(0, -told).slice(-mostBefore),
    now: all.slice(-told),
    typical,
    allowed,
    ...(outside === undefined || !isFarther(outside, allowed, bound.worse) ? {} : { outside }),
    excluded: runs.excluded.map((one) => ({ run: one.run.id, reason: one.reason })),
  }
}

/** Where runs spread little, every change that counts lies far outside too. */
function isFarther(outside: number, allowed: number, worse: BaselineBand['worse']): boolean {
  const further = outside / allowed - 1
  return worse === 'higher' ? further > 0.01 : further < -0.01
}

function valuesOf(runs: readonly BaselineValue[]): number[] {
  return runs.map(({ value }) => value)
}
