import { scales } from '../model/format-quantity.ts'
import { isUpperBound, meets } from '../model/objective.ts'
import type { Objective } from '../model/objective.ts'
import { parseQuantity } from '../model/quantity.ts'
import type { Candidate, Suggestion } from '../model/suggestion.ts'
import { dimensionOf } from '../model/unit.ts'
import type { Unit } from '../model/unit.ts'
import { median, medianAbsoluteDeviation } from '../stats/median.ts'
import { quantile, sorted } from '../stats/quantile.ts'

/** Fewer runs say nothing of how far the next may lie. */
const fewest = 10

/** How much worse a run must be for a bound to be of use: by a quarter. */
const planted = 1.25

/** A bound nearer than this to the middle is crossed by noise sooner or later, whatever the runs so far say. */
const clear = 3

/** What an SLO could promise, by what it measured in past runs. `values` are those of the judged statistic, in its unit. */
export function suggest(slo: string, today: Objective, values: readonly number[]): Suggestion {
  const facts = { slo, today, runs: values.length }
  if (values.length < fewest)
    return {
      ...facts,
      candidates: [],
      reason: `${values.length === 1 ? '1 run' : `${values.length} runs`} of this machine measured it while it was fit for timings, and ${fewest} are needed`,
    }
  const past = { today, values }
  const candidates = unique(
    bases(past).flatMap(([basis, value]) => {
      const bound = rounded(value, today)
      return bound === undefined ? [] : [candidate(basis, bound, past)]
    }),
  )
  const current = candidate('as declared', today, past)
  const suggested = candidates.find(({ falseAlarms, threshold }) => falseAlarms === 0 && isClear(threshold, past))
  if (suggested !== undefined) return { ...facts, candidates, current, suggested }
  return { ...facts, candidates, current, reason: 'its values vary so much that no bound of use lies clear of them' }
}

interface PastValues {
  readonly today: Objective
  readonly values: readonly number[]
}

/** From the strictest to the loosest. Of a lower bound all is turned round. */
function bases({ today: { op }, values }: PastValues): readonly (readonly [basis: string, value: number])[] {
  const isUpper = isUpperBound(op)
  const at = (percent: number): number => quantile(sorted(values), isUpper ? percent : 100 - percent)
  const looser = (value: number, share: number): number => (isUpper ? value * (1 + share) : value / (1 + share))
  const name = (percent: number): string => `p${isUpper ? percent : 100 - percent}`
  return [
    [name(95), at(95)],
    [`${name(95)} and 10 %`, looser(at(95), 0.1)],
    ['the worst and 10 %', looser(at(100), 0.1)],
    ['the worst and 25 %', looser(at(100), 0.25)],
    ['the worst and 50 %', looser(at(100), 0.5)],
  ]
}

function candidate(basis: string, bound: Objective, { values }: PastValues): Candidate {
  const worse = (value: number): number => (isUpperBound(bound.op) ? value * planted : value / planted)
  const violated = values.filter((value) => !meets(bound, value)).length
  const missed = values.filter((value) => meets(bound, worse(value))).length
  return { basis, objective: textOf(bound), threshold: bound.threshold, falseAlarms: violated, missed }
}

/** Two that round to the same bound are one. */
function unique(candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.filter((one, at) => candidates.findIndex(({ threshold }) => threshold === one.threshold) === at)
}

function isClear(threshold: number, { values }: PastValues): boolean {
  return Math.abs(threshold - median(values)) >= clear * 1.4826 * medianAbsoluteDeviation(values)
}

/** To two digits of the unit that fits, away from the values: a bound is read by people. Undefined where no configuration takes it. */
function rounded(value: number, { statistic, op, unit }: Objective): Objective | undefined {
  const known = Math.max(0, value)
  const [factor, suffix] = scaleOf(known, unit)
  const digits = known === 0 ? 0 : Math.floor(Math.log10(known / factor)) - 1
  const step = 10 ** Math.max(digits, unit === 'count' ? 0 : finest)
  // Without the dust of binary fractions, which would round 0.3 up to 0.4.
  const steps = Number((known / factor / step).toPrecision(12))
  const count = isUpperBound(op) ? Math.ceil(steps) : Math.floor(steps)
  const written = `${Number((count * step).toPrecision(12))}${suffix}`
  const read = parseQuantity(written, dimensionOf[unit])
  return read.ok ? { statistic, op, unit, written, threshold: read.value } : undefined
}

/** Decimals of the smallest unit. */
const finest = -6

function scaleOf(value: number, unit: Unit): readonly [factor: number, suffix: string] {
  if (unit === 'count') return [1, '']
  if (unit === 'ratio') return [0.01, '%']
  // Nobody writes a bound in nanoseconds, and the strict grammar does not read it.
  const known = scales[unit].filter(([, suffix]) => suffix !== 'ns')
  return known.find(([factor]) => value >= factor) ?? (known.at(-1) as readonly [number, string])
}

/** As a config writes it. What a bound implies is left out. */
function textOf({ statistic, op, written }: Objective): string {
  return statistic === (isUpperBound(op) ? 'max' : 'min') ? `${op} ${written}` : `${statistic} ${op} ${written}`
}
