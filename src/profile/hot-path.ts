import type { FunctionCost } from './function-costs.ts'

/** A function on the hot path with what is held against it. */
export type HotStep = readonly [cost: FunctionCost, self: number]

/**
 * The function of the project that took most, the foreign code that it called included, and, where it spent the greater part of that
 * in one foreign function, that one too. Where the project's code took less than `least`, the foreign function that took most; empty
 * where none took that much.
 */
export function hotPath(costs: readonly FunctionCost[], least: number): HotStep[] {
  const own = mostBy(costs, ({ charged }) => charged)
  if (own !== undefined && own.charged > 0 && own.charged >= least) return [[own, own.charged], ...calleeOf(own)]
  const other = mostBy(
    costs.filter(({ function: name }) => name !== '(program)'),
    ({ self }) => self,
  )
  return other === undefined || other.self <= 0 || other.self < least ? [] : [[other, other.self]]
}

function calleeOf({ foreign, charged }: FunctionCost): HotStep[] {
  const [most] = [...foreign].toSorted(([, a], [, b]) => b - a)
  return most === undefined || most[1] * 2 < charged ? [] : [most]
}

function mostBy(costs: readonly FunctionCost[], by: (cost: FunctionCost) => number): FunctionCost | undefined {
  return costs.reduce<FunctionCost | undefined>(
    (most, cost) => (most === undefined || by(cost) > by(most) ? cost : most),
    undefined,
  )
}
