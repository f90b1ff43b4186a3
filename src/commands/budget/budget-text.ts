import { describeBudget } from '../../model/describe-budget.ts'
import { formatErrorBudget, percentText } from '../../model/error-budget.ts'
import type { BudgetState } from '../../model/error-budget.ts'
import { sanitize, sanitizeFlat } from '../../report/text/sanitize.ts'
import { alignColumns } from '../align-columns.ts'
import type { BudgetReport, SpentBy } from './budget-report.ts'

/** One line per budget. */
export function budgetTable(budgets: readonly BudgetReport[]): string[] {
  return alignColumns([['SLO', 'target', 'good', 'remaining', 'burn 5/20', 'state'], ...budgets.map(cellsOf)])
}

function cellsOf(report: BudgetReport): string[] {
  const { slo, errorBudget, good, total, remaining, burn, status, runs } = report
  const what = errorBudget.method === 'occurrences' ? ' samples' : ''
  return [
    sanitize(slo),
    formatErrorBudget(errorBudget),
    runs === 0 ? 'no run' : `${figure(good)} of ${figure(total)}${what}`,
    runs === 0 ? '' : percentText(Number(remaining.toFixed(3))),
    `${rate(burn.last5)}/${rate(burn.last20)}`,
    stateText(status, report),
  ]
}

function rate(burn: number | undefined): string {
  return burn === undefined ? '?' : `${figure(burn)}x`
}

function stateText(status: BudgetState['status'], { runs, runsLeft }: BudgetState): string {
  if (status === 'learning') return `learning (${runs} of 20 runs)`
  const end = runsLeft === undefined || runsLeft === 0 ? '' : `, spent after ${runsLeft} more ${runsLeft === 1 ? 'run' : 'runs'} at this rate` // prettier-ignore
  return status === 'burning' ? `burning fast${end}` : `${status}${end}`
}

/** One budget with the runs that spent it. */
export function budgetLines(report: BudgetReport): string[] {
  const { slo, errorBudget, spentBy } = report
  const heads = spentBy.map((spent) => [`  ${spent.run.slice(0, 8)}`, ...whenOf(spent), `${figure(spent.bad)} bad`])
  return [
    `${sanitize(slo)}  ${sanitizeFlat(describeBudget(errorBudget, report))}`,
    ...(heads.length === 0 ? [] : ['spent by', ...alignColumns(heads)]),
  ]
}

function whenOf({ startedAt, branch, commit }: SpentBy): string[] {
  const revision = [branch, commit?.slice(0, 8)].filter((part) => part !== undefined).join('@')
  return [startedAt.slice(0, 19).replace('T', ' '), sanitize(revision)]
}

function figure(value: number): string {
  return String(Number(value.toPrecision(4)))
}
