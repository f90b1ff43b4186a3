import { mannWhitney } from '../stats/mann-whitney.ts'
import { median, medianAbsoluteDeviation } from '../stats/median.ts'
import { quantile, sorted } from '../stats/quantile.ts'

/** How much worse than before is too much. */
export interface BaselineBound {
  /** Ratio of the old value: .1 for 10 %. */
  readonly maxRegression: number
  /** In the unit of the values: a smaller difference never counts. 0 for none. */
  readonly minDifference: number
  /** `higher` for durations and bytes, `lower` for rates. */
  readonly worse: 'higher' | 'lower'
}

/** What the runs so far say. `change` is the ratio by which the recent value is worse, negative where it is better. */
export type BaselineFinding =
  /** Too few runs for either rule. */
  | { readonly status: 'learning'; readonly runs: number; readonly needed: number }
  | { readonly status: 'steady'; readonly change: number }
  /** `shift`: the last runs as a group are worse. `jump`: two of the last three runs lie far outside of what runs did before. `creep`: the last runs are worse than the oldest. */
  | {
      readonly status: 'regressed'
      readonly rule: 'shift' | 'jump' | 'creep'
      readonly change: number
      readonly before: number
      readonly now: number
    }

/** The last runs, which are judged as a group. */
export const recentRuns = 5
const fewestBefore = 10
/** Of the runs before, so many count at most. */
export const mostBefore = 50
const significant = 0.005
/** The last runs among which jumps are counted. */
export const jumpWindow = 3
// From this share of the runs before on, jumps are everyday, and two of three are no news: all three must be.
const everydayJumps = 0.03
const fewestForJump = 30
const farOutside = 2.5

/**
 * Whether the last runs are worse than those before, from the median of each run, the oldest first. Samples of one run share its
 * machine and its moment, so runs are compared and not samples. Needs 15 runs; the rule of jumps needs 33.
 */
export function judgeBaseline(medians: readonly number[], bound: BaselineBound): BaselineFinding {
  const needed = fewestBefore + recentRuns
  if (medians.length < needed) return { status: 'learning', runs: medians.length, needed }
  const shift = shiftOf(medians, bound)
  const found = shift.status === 'regressed' ? shift : (jumpOf(medians, bound) ?? shift)
  return found.status === 'regressed' && hasRecovered(found, medians.at(-1) as number, bound) ? withoutRegression(found) : found
}

/** The last run alone is nearer to the runs before than to the worse ones among the recent: whatever it was, it is mended. */
function hasRecovered({ before, change }: Regressed, last: number, bound: BaselineBound): boolean {
  return changeOf({ before, now: last }, bound) < change / 2
}

function withoutRegression({ change }: Regressed): BaselineFinding {
  return { status: 'steady', change }
}

type Regressed = BaselineFinding & { readonly status: 'regressed' }

const leastForCreep = 40
/** The oldest runs that a slow rise is measured from. */
export const anchored = 20
const creepSignificant = 0.001

/**
 * Whether the last runs are worse than the oldest of a long past: what rises by a little with every run never stands out from the runs
 * just before it. Undefined where the past is too short, or where they are not.
 */
export function judgeCreep(medians: readonly number[], bound: BaselineBound): Regressed | undefined {
  if (medians.length < leastForCreep + recentRuns) return undefined
  const [oldest, recent] = [medians.slice(0, anchored), medians.slice(-recentRuns)]
  const step = { before: median(oldest), now: median(recent) }
  const { pValue } = mannWhitney(recent, oldest, bound.worse === 'higher' ? 'greater' : 'less')
  if (pValue >= creepSignificant || !matters(step, bound)) return undefined
  const found = { status: 'regressed', rule: 'creep', change: changeOf(step, bound), ...step } as const
  return hasRecovered(found, medians.at(-1) as number, bound) ? undefined : found
}

/** The last five runs against up to fifty before them: Mann and Whitney's test, one-sided, and a change that matters. */
function shiftOf(medians: readonly number[], bound: BaselineBound): BaselineFinding {
  const before = medians.slice(0, -recentRuns).slice(-mostBefore)
  const recent = medians.slice(-recentRuns)
  const step = { before: median(before), now: median(recent) }
  const change = changeOf(step, bound)
  const { pValue } = mannWhitney(recent, before, bound.worse === 'higher' ? 'greater' : 'less')
  if (pValue >= significant || !matters(step, bound)) return { status: 'steady', change }
  return { status: 'regressed', rule: 'shift', change, ...step }
}

/** Two of the last three runs far above the spread of the runs before, or all three where runs often jump: found sooner than a shift, and needs to know the spread well. */
function jumpOf(medians: readonly number[], bound: BaselineBound): BaselineFinding | undefined {
  const before = medians.slice(0, -jumpWindow).slice(-mostBefore)
  if (before.length < fewestForJump) return undefined
  const outside = outsideOf(before, bound)
  const jumps = medians
    .slice(-jumpWindow)
    .filter((now) => outside(now) > farOutside && matters({ before: median(before), now }, bound))
  const usual = before.filter((value) => outside(value) > farOutside).length / before.length
  if (jumps.length < (usual < everydayJumps ? 2 : 3)) return undefined
  const step = { before: median(before), now: median(jumps) }
  return { status: 'regressed', rule: 'jump', change: changeOf(step, bound), ...step }
}

/**
 * How far a value lies on the worse side, in deviations of the runs before, on logarithms. The deviation is the larger of that around
 * the median and that of the worse side, never below 1 %; fewer runs know it less well.
 */
function outsideOf(before: readonly number[], { worse }: BaselineBound): (value: number) => number {
  const sign = signOf(worse)
  const { center, deviation } = spreadOf(before, sign)
  return (value) => (sign * Math.log(value) - center) / deviation
}

function signOf(worse: BaselineBound['worse']): 1 | -1 {
  return worse === 'higher' ? 1 : -1
}

function spreadOf(before: readonly number[], sign: 1 | -1): { readonly center: number; readonly deviation: number } {
  const logs = sorted(before.map((value) => sign * Math.log(value)))
  const center = median(logs)
  const upper = (quantile(logs, 90) - quantile(logs, 50)) / 1.2816
  const spread = Math.max(1.4826 * medianAbsoluteDeviation(logs), upper, Math.log(1.01))
  return { center, deviation: spread * (1 + 2 / before.length) }
}

/**
 * The value beyond which a run counts as a jump, given those before the last three; undefined where they are too few to know their
 * spread, or where some measured nothing.
 */
export function jumpFrom(before: readonly number[], bound: BaselineBound): number | undefined {
  if (before.length < fewestForJump || before.some((value) => value <= 0)) return undefined
  const sign = signOf(bound.worse)
  const { center, deviation } = spreadOf(before, sign)
  const outside = Math.exp(sign * (center + farOutside * deviation))
  const allowed = allowedFrom(median(before), bound)
  return bound.worse === 'higher' ? Math.max(outside, allowed) : Math.min(outside, allowed)
}

/** The value beyond which a step from `before` is more than either bound allows. */
export function allowedFrom(before: number, { maxRegression, minDifference, worse }: BaselineBound): number {
  return worse === 'higher'
    ? Math.max(before * (1 + maxRegression), before + minDifference)
    : Math.min(before / (1 + maxRegression), before - minDifference)
}

interface Step {
  readonly before: number
  readonly now: number
}

function changeOf({ before, now }: Step, { worse }: BaselineBound): number {
  return worse === 'higher' ? now / before - 1 : before / now - 1
}

/** Whether a step is more than either bound allows. */
export function matters(step: Step, bound: BaselineBound): boolean {
  return changeOf(step, bound) > bound.maxRegression && Math.abs(step.now - step.before) > bound.minDifference
}
