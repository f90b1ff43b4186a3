import { scales } from './format-quantity.ts'
import type { Unit } from './unit.ts'

/** Values with one suffix for all of them, so that they can be compared at a glance: `2.61 2.58 3.41` and `s`. */
export interface FormattedTogether {
  readonly texts: readonly string[]
  /** `s`, `MB`, `%`; empty for counts. */
  readonly suffix: string
}

/** Formats samples in the unit that fits the largest, with decimals that give that one at least three digits. */
export function formatTogether(values: readonly number[], unit: Unit): FormattedTogether {
  const largest = values.reduce((max, value) => (Number.isFinite(value) ? Math.max(max, Math.abs(value)) : max), 0)
  const [factor, suffix] = scaleOf(largest, unit)
  const whole = values.every((value) => Number.isInteger(Number((value / factor).toPrecision(12))))
  const decimals = whole ? 0 : Math.min(20, Math.max(1, 2 - Math.floor(Math.log10(largest / factor))))
  return { texts: values.map((value) => (value / factor).toFixed(decimals)), suffix }
}

function scaleOf(largest: number, unit: Unit): readonly [factor: number, suffix: string] {
  if (unit === 'count') return [1, '']
  if (unit === 'ratio') return [0.01, '%']
  // Minutes and hours would need two numbers each to be read: a row of samples stays in seconds.
  const scale = scales[unit].filter(([, suffix]) => suffix !== 'm' && suffix !== 'h')
  const one = scale.find(([factor]) => factor === 1) as readonly [number, string]
  return largest === 0 ? one : (scale.find(([factor]) => largest >= factor) ?? (scale.at(-1) as readonly [number, string]))
}
