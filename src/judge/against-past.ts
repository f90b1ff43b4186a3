import type { Measured } from '../model/series.ts'
import type { Baseline, Slo } from '../model/slo.ts'
import type { Fitness } from '../model/run.ts'
import type { BaselineVerdict, Verdict } from '../model/verdict.ts'
import { median } from '../stats/median.ts'
import { isTimed } from './accuse.ts'
import { isOfMany } from './baseline-runs.ts'
import { gather } from './evidence.ts'
import { judgeAgainstPast } from './judge-baseline.ts'
import type { PastTools } from './judge-baseline.ts'
import { waive } from './waive.ts'

export interface HoldTools extends PastTools {
  /** Whether timings of this machine can accuse anyone. */
  readonly fitness: Fitness
  /** ISO 8601, UTC: on which day it is. */
  readonly at: string
}

/**
 * Holds the verdicts of SLOs that have a baseline to the past. What was met, and is worse than its past allows, is violated; what has
 * nothing to be compared with stays as it is, unless a baseline is required: then nothing is known.
 */
export function holdToPast(verdicts: readonly Verdict[], measured: Measured, tools: HoldTools): Verdict[] {
  return verdicts.map((verdict) => {
    const { slo } = verdict
    return hasBaseline(slo) ? heldToPast(verdict, { slo, value: valueOf(verdict, measured) }, tools) : verdict
  })
}

function hasBaseline(slo: Slo): slo is Slo & { readonly baseline: Baseline } {
  return slo.baseline !== undefined
}

/** What is compared: the median of the samples, or of many subjects what was judged. None where a part is unknown or failed. */
function valueOf(verdict: Verdict, measured: Measured): number | undefined {
  if (verdict.status === 'no-data') return undefined
  const { samples, failures, unknown } = gather(verdict.slo.sli, measured)
  if (failures.length > 0 || unknown.length > 0 || samples.length === 0) return undefined
  return isOfMany(verdict.slo) ? verdict.measured : median(samples)
}

interface Held {
  readonly slo: Slo & { readonly baseline: Baseline }
  readonly value: number | undefined
}

function heldToPast(verdict: Verdict, held: Held, tools: HoldTools): Verdict {
  const baseline = judgeAgainstPast(held, tools)
  const told = { ...verdict, baseline }
  if (told.status === 'violated' || told.status === 'no-data') return told
  if (baseline.status === 'regressed') return regressed(told, baseline, tools)
  return isCompared(baseline) || !needsBaseline(held, tools) ? told : withoutBaseline(told, baseline)
}

function isCompared({ status }: BaselineVerdict): boolean {
  return status === 'steady' || status === 'accepted'
}

/** A history that is there and cannot be read may hold what would accuse. */
function needsBaseline({ slo }: Held, { past }: HoldTools): boolean {
  return slo.baseline.required || past?.unread !== undefined
}

function withoutBaseline({ slo, reason }: Verdict, baseline: BaselineVerdict): Verdict {
  const sentence = `no baseline: ${baseline.reason}; what was measured: ${reason}`
  return { status: 'no-data', cause: 'no-baseline', slo, baseline, reason: sentence }
}

type Judged = Exclude<Verdict, { status: 'violated' | 'no-data' }>

function regressed(verdict: Judged, baseline: BaselineVerdict, { fitness, at }: HoldTools): Verdict {
  const sentence = `${baseline.reason}; ${verdict.reason}`
  const doubt = fitness.fit ? undefined : doubtAbout(verdict.slo, baseline)
  if (doubt !== undefined)
    return {
      ...verdict,
      status: 'inconclusive',
      reason: `${sentence}, but the machine was unfit${doubt}: ${fitness.reasons.join('; ')}`,
    }
  return waive({ ...verdict, status: 'violated', reason: sentence }, at)
}

/** Measured: other work shares caches and the two threads of a core, and makes the same work cost up to a third more CPU time. */
const addedByOthers = 1 / 3

/** What an unfit machine leaves open about a regression; undefined for nothing. */
function doubtAbout(slo: Slo, { change, against }: BaselineVerdict): string | undefined {
  if (isTimed(slo)) return ''
  const isSmall = slo.sli.metric === 'cpuTime' && change !== undefined && change < addedByOthers
  return isSmall ? `, which alone can add a third to CPU time (slo compare ${against} leaves that out)` : undefined
}
