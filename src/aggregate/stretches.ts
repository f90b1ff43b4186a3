import { changePoints, shortestLevel } from '../stats/change-points.ts'
import { mannKendall } from '../stats/mann-kendall.ts'
import { median } from '../stats/median.ts'
import { theilSen } from '../stats/theil-sen.ts'

/** A part of a history that has one level, or one drift: from an index to before another. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** A smaller step, as a share, is none. */
export const smallestChange = 0.05

/**
 * A history as the stretches it consists of, the oldest first; none for no values. Steps of up to 5 % are none. Where one straight line
 * describes neighbouring levels better than their steps do, they are one stretch: a drift looks like a staircase to a search for steps.
 */
export function stretchesOf(values: readonly number[]): Stretch[] {
  if (values.length === 0) return []
  const bounds = withoutSmallSteps(values, sharpened(values, [0, ...changePoints(values), values.length]))
  const stretches: Stretch[] = []
  for (let last = bounds.length - 1; last > 0;) {
    const first = bounds.findIndex((_, index) => index === last - 1 || isDrift(values, bounds.slice(index, last + 1)))
    stretches.unshift({ from: bounds[first] as number, to: bounds[last] as number })
    last = first
  }
  return stretches
}

/** Puts each bound where the values themselves change most: ranks do not tell a step from the drift that follows it. */
function sharpened(values: readonly number[], bounds: readonly number[]): readonly number[] {
  return bounds.reduce<readonly number[]>((sharp, at, index) => {
    const [from, to] = [sharp[index - 1], bounds[index + 1]]
    return [...sharp, from === undefined || to === undefined ? at : bestStep(values, { from, at, to })]
  }, [])
}

function bestStep(values: readonly number[], { from, at, to }: { from: number; at: number; to: number }): number {
  const left = (cut: number): number => distance(values.slice(from, cut)) + distance(values.slice(cut, to))
  const count = Math.max(0, to - from - 2 * shortestLevel + 1)
  const others = Array.from({ length: count }, (_, index) => from + shortestLevel + index)
  return others.map((cut) => ({ cut, left: left(cut) })).reduce((best, one) => (one.left < best.left ? one : best), { cut: at, left: left(at) }).cut // prettier-ignore
}

/** Of all values from their median. */
function distance(values: readonly number[]): number {
  const center = median(values)
  return values.reduce((sum, value) => sum + Math.abs(value - center), 0)
}

/** Takes away the smallest step as long as it is too small. */
function withoutSmallSteps(values: readonly number[], bounds: readonly number[]): readonly number[] {
  const levels = levelsOf(values, bounds)
  const steps = levels.slice(1).map((level, index) => Math.abs(level - (levels[index] as number)) / Math.abs(levels[index] as number)) // prettier-ignore
  const smallest = steps.indexOf(Math.min(...steps))
  if (smallest < 0 || (steps[smallest] as number) > smallestChange) return bounds
  return withoutSmallSteps(values, bounds.toSpliced(smallest + 1, 1))
}

function levelsOf(values: readonly number[], bounds: readonly number[]): number[] {
  return bounds.slice(1).map((to, index) => median(values.slice(bounds[index], to)))
}

/** Whether values rise or fall all along, and a line through them leaves less unexplained than the levels between the bounds. */
function isDrift(values: readonly number[], bounds: readonly number[]): boolean {
  const [from, to] = [bounds[0] as number, bounds.at(-1) as number]
  const whole = values.slice(from, to)
  if (mannKendall(whole).pValue >= 0.01) return false
  const { slope, intercept } = theilSen(whole)
  const levels = levelsOf(values, bounds)
  const levelAt = (index: number): number => levels[bounds.findLastIndex((bound) => bound <= from + index)] as number
  const line = cost(whole, (index) => intercept + slope * index, 2)
  return line < cost(whole, levelAt, 2 * levels.length - 1)
}

/** Schwarz's criterion with absolute deviations: what is left unexplained, and a price for each number that was fitted. */
function cost(values: readonly number[], model: (index: number) => number, fitted: number): number {
  const left = values.reduce((sum, value, index) => sum + Math.abs(value - model(index)), 0)
  return 2 * values.length * Math.log(left) + fitted * Math.log(values.length)
}
