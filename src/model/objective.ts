import { parseQuantity } from './quantity.ts'
import type { QuantityFault } from './quantity.ts'
import type { Dimension, QuantityText, Unit } from './unit.ts'

/** How samples become the one number that is judged. `peak` is `max` and `avg` is `mean`, kept as written. */
export type Statistic =
  | 'min' | 'max' | 'peak' | 'mean' | 'avg' | 'median' | 'sum' | 'count' | 'last' | 'stddev' | `p${number}` // prettier-ignore

export type Operator = '<=' | '<' | '>=' | '>'

/** A bound on a statistic. The threshold is in the canonical unit. */
export interface Objective {
  readonly statistic: Statistic
  readonly op: Operator
  readonly threshold: number
  readonly unit: Unit
  /** The quantity as it was written, for messages: `15s`. */
  readonly written: string
}

/** An objective as written in a config: `<= 15s`, `p95 <= 200ms`, `peak <= 100MB`, `mean >= 200000/s`. */
export type ObjectiveText<D extends Dimension> =
  | `${Operator} ${QuantityText<D>}`
  | `${Exclude<Statistic, 'count'>} ${Operator} ${QuantityText<D>}`
  | `count ${Operator} ${number}`

export type ObjectiveFault =
  | { readonly problem: 'no-operator' | 'unknown-statistic' | 'bad-percentile'; readonly came: string }
  | ({ readonly came: string } & QuantityFault)

export type ParsedObjective =
  | { readonly ok: true; readonly objective: Objective }
  | { readonly ok: false; readonly fault: ObjectiveFault }

export const statistics = ['min', 'max', 'peak', 'mean', 'avg', 'median', 'sum', 'count', 'last', 'stddev'] as const

/**
 * Reads `[statistic] op quantity`. Without a statistic an upper bound means max and a lower bound min: every sample must hold.
 * `implied` is the statistic to take instead, for a warning that follows its objective.
 */
export function parseObjective(text: string, dimension: Dimension, implied?: Statistic): ParsedObjective {
  const parts = /^\s*([^<>=]*?)\s*(<=|>=|<|>)\s*(.*?)\s*$/s.exec(text) as readonly [string, string, Operator, string] | null
  if (parts === null) return { ok: false, fault: { problem: 'no-operator', came: text } }
  const [, word, op, written] = parts
  const statistic = word === '' ? (implied ?? defaultStatistic(op)) : statisticNamed(word)
  if (typeof statistic === 'object') return { ok: false, fault: statistic }
  const quantity = parseQuantity(written, statistic === 'count' ? 'count' : dimension)
  if (!quantity.ok) return { ok: false, fault: { came: written === '' ? text : written, ...quantity.fault } }
  return { ok: true, objective: { statistic, op, threshold: quantity.value, unit: quantity.unit, written } }
}

function defaultStatistic(op: Operator): Statistic {
  return isUpperBound(op) ? 'max' : 'min'
}

function statisticNamed(word: string): Statistic | ObjectiveFault {
  if ((statistics as readonly string[]).includes(word)) return word as Statistic
  if (!/^p[\d.]+$/.test(word)) return { problem: 'unknown-statistic', came: word }
  const percent = percentileOf(word as Statistic)
  return percent === undefined ? { problem: 'bad-percentile', came: word } : (word as Statistic)
}

/** The percent of `p95` or `p99.9`; undefined for other statistics and outside (0, 100). */
export function percentileOf(statistic: Statistic): number | undefined {
  const [, digits] = /^p(\d{1,2}(?:\.\d+)?)$/.exec(statistic) ?? []
  return digits === undefined || Number(digits) === 0 ? undefined : Number(digits)
}

export function isUpperBound(op: Operator): boolean {
  return op === '<=' || op === '<'
}

/**
 * True when the value keeps the bound. Times are compared in whole nanoseconds where they are whole (the clock's grain), so that
 * 15.000 s meets `<= 15s` and 15.000000001 s does not; all else is compared as it is.
 */
export function meets({ op, threshold, unit }: Objective, value: number): boolean {
  const [measured, bound] = unit === 'ms' ? [nanoseconds(value), nanoseconds(threshold)] : [value, threshold]
  switch (op) {
    case '<=':
      return measured <= bound
    case '<':
      return measured < bound
    case '>=':
      return measured >= bound
    case '>':
      return measured > bound
  }
}

/** Milliseconds to nanoseconds, without the dust of binary fractions: 0.1 + 0.2 ms is 300000 ns. */
function nanoseconds(milliseconds: number): number {
  const exact = milliseconds * 1e6
  const whole = Math.round(exact)
  const dust = Math.max(1e-3, Math.abs(exact) * 4 * Number.EPSILON)
  return Math.abs(exact - whole) <= dust ? whole : exact
}

/** How far the value stays inside the bound, in the unit of the objective; negative exactly where it is outside. */
export function headroom({ op, threshold, unit }: Objective, value: number): number {
  const [measured, bound] = unit === 'ms' ? [nanoseconds(value), nanoseconds(threshold)] : [value, threshold]
  const distance = isUpperBound(op) ? bound - measured : measured - bound
  return Number((unit === 'ms' ? distance / 1e6 : distance).toPrecision(12))
}

/** True when everything that meets `inner` also meets `outer`, and `inner` asks for more: same statistic, same direction. */
export function isStricter(inner: Objective, outer: Objective): boolean {
  if (canonical(inner.statistic) !== canonical(outer.statistic)) return false
  if (isUpperBound(inner.op) !== isUpperBound(outer.op)) return false
  if (inner.threshold === outer.threshold) return inner.op.length === 1 && outer.op.length === 2
  return headroom(outer, inner.threshold) > 0
}

/** `peak` and `avg` are other words for `max` and `mean`. */
export function canonical(statistic: Statistic): Statistic {
  if (statistic === 'peak') return 'max'
  return statistic === 'avg' ? 'mean' : statistic
}

/** As it would be written: `max <= 15s`. */
export function formatObjective({ statistic, op, written }: Objective): string {
  return `${statistic} ${op} ${written}`
}
