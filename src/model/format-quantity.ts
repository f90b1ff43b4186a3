import type { Unit } from './unit.ts'

type Scale = readonly (readonly [factor: number, suffix: string])[]

/** Factor to the canonical unit and suffix, from large to small, of each unit that has several. */
export const scales: Readonly<Record<Exclude<Unit, 'ratio' | 'count'>, Scale>> = {
  ms: [[3_600_000, 'h'], [60_000, 'm'], [1000, 's'], [1, 'ms'], [0.001, 'us'], [0.000_001, 'ns']], // prettier-ignore
  bytes: [[1e9, 'GB'], [1e6, 'MB'], [1000, 'KB'], [1, 'B']], // prettier-ignore
  '1/s': [[1, '/s']],
  'bytes/s': [[1e9, 'GB/s'], [1e6, 'MB/s'], [1000, 'KB/s'], [1, 'B/s']], // prettier-ignore
}

/**
 * A measured value for a person: three significant digits and the unit that fits, for example `3.41s`, `104MB`, `85.2%`.
 * Pass `digits` to show more, where two values that differ would look the same.
 */
export function formatQuantity(value: number, unit: Unit, digits = 3): string {
  if (!Number.isFinite(value)) return String(value)
  if (value < 0) return `-${formatQuantity(-value, unit, digits)}`
  if (unit === 'count') return trim(value, Number.isInteger(value) ? 15 : digits)
  if (unit === 'ratio') return `${trim(value * 100, digits)}%`
  return scaled(value, scales[unit], digits)
}

/** Two values of one unit, with as many digits as it takes to tell them apart (`15.000000001s` and `15s`). */
export function formatApart(value: number, other: number, unit: Unit): readonly [string, string] {
  for (let digits = 3; digits < mostDigits; digits++) {
    const pair = [formatQuantity(value, unit, digits), formatQuantity(other, unit, digits)] as const
    if (pair[0] !== pair[1] || value === other) return pair
  }
  return [formatQuantity(value, unit, mostDigits), formatQuantity(other, unit, mostDigits)]
}

/** Enough to tell any two doubles apart. */
const mostDigits = 17

function scaled(value: number, scale: Scale, digits: number): string {
  const largestThatFits = scale.find(([factor]) => Number(value.toPrecision(digits)) >= factor)
  const [factor, suffix] = (value === 0 ? scale.find(([f]) => f === 1) : (largestThatFits ?? scale.at(-1))) as Scale[number]
  return trim(value / factor, digits) + suffix
}

/** At least the whole part, never an exponent, no zeros at the end. */
function trim(value: number, digits: number): string {
  const whole = Math.max(digits, Math.trunc(value).toString().length)
  const rounded = Number(value.toPrecision(Math.min(whole, mostDigits)))
  const text = String(rounded)
  if (!text.includes('e')) return text
  return rounded > 1 ? String(BigInt(rounded)) : rounded.toFixed(20).replace(/\.?0+$/, '')
}
