import { formatErrorBudget, percentText } from './error-budget.ts'
import type { BudgetState, ErrorBudget } from './error-budget.ts'

/** What is left of a budget, in words: `error budget 95% of 50 runs: 1 of 2.5 bad runs spent (40%), burning 1x over the last 20 runs`. */
export function describeBudget(budget: ErrorBudget, state: BudgetState): string {
  const parts = [spentText(budget, state), burnText(state), leftText(state), renewalText(state)].filter(
    (part) => part !== undefined,
  )
  return `error budget ${formatErrorBudget(budget)}: ${parts.join(', ')}`
}

function spentText({ method }: ErrorBudget, { runs, good, total, allowed, spent }: BudgetState): string {
  if (runs === 0) return 'no run counts so far'
  const what = method === 'occurrences' ? 'samples' : 'runs'
  return `${figure(total - good)} of ${figure(allowed)} bad ${what} spent (${percentText(Number(spent.toFixed(3)))})`
}

function burnText({ status, runs, burn: { last5, last20 } }: BudgetState): string | undefined {
  if (last20 === undefined) return runs === 0 ? undefined : `learning (${runs} of 20 runs)`
  if (status === 'burning' && last5 !== undefined)
    return `burning fast: ${figure(last5)}x over the last 5 and ${figure(last20)}x over the last 20 runs`
  return last20 === 0 ? undefined : `burning ${figure(last20)}x over the last 20 runs`
}

function leftText({ status, runsLeft }: BudgetState): string | undefined {
  if (status === 'spent' || runsLeft === undefined) return undefined
  return `spent after ${runsLeft} more ${runsLeft === 1 ? 'run' : 'runs'} at this rate`
}

function renewalText({ renewal }: BudgetState): string | undefined {
  return renewal === undefined ? undefined : `begun anew on ${renewal.at.slice(0, 10)}: ${renewal.reason}`
}

function figure(value: number): string {
  return String(Number(value.toPrecision(3)))
}
