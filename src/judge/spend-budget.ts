import { daysOf } from '../model/days-of.ts'
import { dust, runsForOneBad, unspent } from '../model/error-budget.ts'
import type { BudgetState, BurnRates, ErrorBudget } from '../model/error-budget.ts'

/** One run that counts: what it adds to the budget. */
export interface Slice {
  readonly run: string
  /** ISO 8601, UTC. */
  readonly startedAt: string
  /** Whether its objective held. */
  readonly isGood: boolean
  /** Its good samples of all its samples; undefined where they are not known. */
  readonly samples?: { readonly good: number; readonly total: number }
}

const short = 5
const long = 20
const fast = 4
// At a high target a single bad run burns fast; that is no news yet.
const fewestBad = 3

/**
 * What is left of a budget after these runs, the newest first. The window is taken as a whole from its first run on: what it will hold
 * is estimated from what it holds, so a budget is never spent by a bad beginning that the rest of the window can make good. Fast burn
 * is a rate of 4 over the last 5 and over the last 20 runs: with a target of 95 % it is false in less than .05 % of the runs when 2 %
 * of them are bad (`benchmarks/judge.mjs`).
 */
export function spendBudget(budget: ErrorBudget, slices: readonly Slice[]): BudgetState {
  const counted = slices.flatMap((slice) => amountOf(budget, slice) ?? [])
  const inside = counted.slice(0, insideOf(budget, counted))
  if (inside.length === 0) return { status: 'learning', ...unspent }
  const { good, total } = sumOf(inside)
  const size = Math.max(inside.length, runsOf(budget))
  const allowed = ((total * size) / inside.length) * (1 - budget.target)
  const burn = burnOf(budget, counted)
  const state = { runs: inside.length, good, total, allowed: rounded(allowed), spent: rounded((total - good) / allowed), burn }
  return { status: statusOf(state.spent, burn, counted), ...state, runsLeft: runsLeft({ budget, counted, inside, allowed }) }
}

/** A run that spent a part of a budget. */
export interface Spender {
  readonly run: string
  /** Bad samples or runs; a part of one is possible. */
  readonly bad: number
}

/** The runs of the window that spent the budget, the newest first. */
export function spendersOf(budget: ErrorBudget, slices: readonly Slice[]): Spender[] {
  const counted = slices.flatMap((slice) => amountOf(budget, slice) ?? [])
  const inside = counted.slice(0, insideOf(budget, counted))
  return inside.filter(({ good, total }) => good < total).map(({ run, good, total }) => ({ run, bad: rounded(total - good) }))
}

interface Amount {
  readonly run: string
  readonly startedAt: string
  readonly good: number
  readonly total: number
}

function amountOf({ method }: ErrorBudget, { run, startedAt, isGood, samples }: Slice): Amount | undefined {
  if (method === 'timeslices') return { run, startedAt, good: isGood ? 1 : 0, total: 1 }
  if (samples === undefined) return undefined
  const { good, total } = samples
  return method === 'occurrences' ? { run, startedAt, good, total } : { run, startedAt, good: good / total, total: 1 }
}

/** How many of the newest runs lie in the window. Days count back from the newest run. */
function insideOf({ window: { unit, length } }: ErrorBudget, counted: readonly Amount[]): number {
  const [first] = counted
  if (unit === 'runs' || first === undefined) return length
  const newest = daysOf(first.startedAt)
  const outside = counted.findIndex(({ startedAt }) => !(daysOf(startedAt) > newest - length))
  return outside === -1 ? counted.length : outside
}

/** How many runs the window will hold. Of days nobody knows: as many as let one of them be bad, so that the first bad run is never the end. */
function runsOf({ target, window: { unit, length } }: ErrorBudget): number {
  return unit === 'runs' ? length : runsForOneBad(target)
}

function sumOf(amounts: readonly Amount[]): Pick<Amount, 'good' | 'total'> {
  return amounts.reduce((sum, { good, total }) => ({ good: sum.good + good, total: sum.total + total }), { good: 0, total: 0 })
}

function burnOf({ target }: ErrorBudget, counted: readonly Amount[]): BurnRates {
  const rate = (runs: number): number | undefined => {
    if (counted.length < runs) return undefined
    const { good, total } = sumOf(counted.slice(0, runs))
    return rounded((total - good) / total / (1 - target))
  }
  return { last5: rate(short), last20: rate(long) }
}

function statusOf(spent: number, { last5, last20 }: BurnRates, counted: readonly Amount[]): BudgetState['status'] {
  if (spent > 1 + dust) return 'spent'
  if (last5 === undefined || last20 === undefined) return 'learning'
  const bad = counted.slice(0, long).filter(({ good, total }) => good < total).length
  return last5 >= fast - dust && last20 >= fast - dust && bad >= fewestBad ? 'burning' : 'within'
}

interface Course {
  readonly budget: ErrorBudget
  readonly counted: readonly Amount[]
  readonly inside: readonly Amount[]
  readonly allowed: number
}

/** Goes on at the rate of the last 20 runs, while old runs leave the window, until more is bad than allowed. */
function runsLeft({ budget, counted, inside, allowed }: Course): number | undefined {
  if (counted.length < long) return undefined
  const recent = sumOf(counted.slice(0, long))
  const rate = (recent.total - recent.good) / long
  // A window of days has no end that is known in runs; what it holds now is taken for what it will hold.
  const size = Math.max(inside.length, runsOf(budget))
  const bad = badOfNewest(inside)
  const isSpent = bad(inside.length) > allowed + dust
  if (!isSpent && rate * size <= allowed + dust) return undefined
  // It ends: once the whole window is made of that rate, more is bad than allowed.
  let later = 0
  while (bad(size - later) + later * rate <= allowed + dust) later++
  return later
}

/** How much of the newest so many runs is bad. */
function badOfNewest(inside: readonly Amount[]): (runs: number) => number {
  let sum = 0
  const sums = [sum, ...inside.map(({ good, total }) => (sum += total - good))]
  return (runs) => sums[Math.min(runs, inside.length)] as number
}

function rounded(value: number): number {
  return Number(value.toPrecision(12))
}
