import { formatQuantity } from '../model/format-quantity.ts'
import { isUpperBound, meets } from '../model/objective.ts'
import type { Objective } from '../model/objective.ts'
import { parseQuantity } from '../model/quantity.ts'
import type { Slo } from '../model/slo.ts'
import { dimensionOf } from '../model/unit.ts'
import { quantile, sorted } from '../stats/quantile.ts'
import { isTimed } from './accuse.ts'

/** Runs that an improvement must have lasted for. */
const lasting = 20

/** A tighter bound for an objective, and what it stands on. */
export interface Tighter {
  readonly objective: Objective
  /** Runs that were looked at, the last ones. */
  readonly runs: number
  /** What all but one in twenty of them kept, in the unit of the objective. */
  readonly kept: number
}

/** Room above what was kept: times vary from day to day, sizes and counts hardly. */
const margins = { timed: 1.25, other: 1.1 } as const
const worthIt = 0.9

/**
 * A bound that the last runs would have kept with room to spare, where it is at least 10 % tighter than the one that is declared. Never
 * a looser one. `values` are what was judged of runs that did well, the oldest first. Undefined where there is nothing to gain.
 */
export function tighten(slo: Slo, values: readonly number[]): Tighter | undefined {
  const { objective } = slo
  const last = values.slice(-2 * lasting)
  if (last.length < lasting) return undefined
  const isUpper = isUpperBound(objective.op)
  const kept = quantile(sorted(last), isUpper ? 95 : 5)
  const margin = isTimed(slo) ? margins.timed : margins.other
  const bound = boundOf(isUpper ? kept * margin : kept / margin, objective)
  if (bound === undefined || !isTighter(bound, objective) || last.some((value) => !meets(bound, value))) return undefined
  return { objective: bound, runs: last.length, kept }
}

/** Rounded to two digits, to the side that leaves more room. Undefined where it cannot be written as a quantity. */
function boundOf(value: number, objective: Objective): Objective | undefined {
  const { op, unit, statistic } = objective
  if (!(value > 0) || statistic === 'count') return undefined
  const step = 10 ** Math.max(Math.floor(Math.log10(value)) - 1, unit === 'count' ? 0 : Number.NEGATIVE_INFINITY)
  const rounded = (isUpperBound(op) ? Math.ceil(value / step - 1e-9) : Math.floor(value / step + 1e-9)) * step
  const written = formatQuantity(rounded, unit, 2)
  const read = parseQuantity(written, dimensionOf[unit])
  return read.ok ? { ...objective, threshold: read.value, written } : undefined
}

function isTighter({ threshold }: Objective, { op, threshold: declared }: Objective): boolean {
  return isUpperBound(op) ? threshold <= declared * worthIt : threshold >= declared / worthIt
}
