import { scales } from '../../model/format-quantity.ts'
import type { Unit } from '../../model/unit.ts'

/** Values of a chart from the lowest to the highest that is drawn, with the lines to draw. */
export interface Scale {
  readonly low: number
  readonly high: number
  readonly ticks: readonly number[]
  /** Share of the length, 0 at the low end. */
  readonly at: (value: number) => number
}

/**
 * A scale that holds all values, with round ticks in the unit that fits. It starts at 0 unless the values lie close together far from it.
 */
export function scaleOf(values: readonly number[], unit: Unit, most = 5): Scale {
  const [min, max] = extremes(values)
  const fromZero = min >= 0 && (min < max / 2 || max - min < Math.max(least, max * leastShare))
  const pad = (max - min) * 0.08
  const [from, to] = fromZero ? [0, max < least ? 1 : max + max * 0.08] : [min - pad, max + pad]
  const factor = factorOf(Math.max(Math.abs(from), Math.abs(to)), unit)
  const step = roundStep((to - from) / factor / most) * factor
  const low = fromZero ? 0 : Math.floor(from / step) * step
  const high = Math.max(to, low + step)
  const count = Math.floor((high - low) / step + 1e-9)
  const ticks = Array.from({ length: count + 1 }, (_, index) => Number((low + index * step).toPrecision(12)))
  return { low, high, ticks, at: (value) => (value - low) / (high - low) }
}

/** What is smaller is nothing that a picture could show, nor numbers tell apart. */
const least = 1e-9
const leastShare = 1e-9

function extremes(values: readonly number[]): readonly [number, number] {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    if (value < min) min = value
    if (value > max) max = value
  }
  return min > max ? [0, 1] : [min, max]
}

/** Ticks are round in the unit that a reader sees: seconds, not thousands of milliseconds. */
function factorOf(largest: number, unit: Unit): number {
  if (unit === 'ratio') return 0.01
  if (unit === 'count') return 1
  return scales[unit].find(([factor]) => largest >= factor)?.[0] ?? 1
}

function roundStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = [1, 2, 2.5, 5].find((one) => raw <= one * power * (1 + 1e-9)) ?? 10
  return step * power
}
