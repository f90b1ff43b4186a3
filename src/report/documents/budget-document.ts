import { describeBudget } from '../../model/describe-budget.ts'
import { formatErrorBudget } from '../../model/error-budget.ts'
import type { BudgetState, ErrorBudget } from '../../model/error-budget.ts'
import type { Check, Column, Document, Row, Tone } from '../document.ts'
import { countOf } from '../measured-text.ts'
import { frameOfHistory } from './of-history.ts'
import type { OfHistory } from './of-history.ts'

/** One error budget after the newest run. */
export interface ToldBudget extends BudgetState {
  readonly slo: string
  readonly errorBudget: ErrorBudget
  /** Share of it; negative where more is spent than there was. */
  readonly remaining: number
}

export interface FoundBudgets {
  readonly budgets: readonly ToldBudget[]
  readonly environment: string
  /** A warning where all runs are of other environments. */
  readonly others: string | undefined
}

const order = ['spent', 'burning', 'learning', 'within'] as const satisfies readonly BudgetState['status'][]

/** What the runs that are remembered left of each error budget, the worst first. */
export function budgetDocument({ budgets, environment, others }: FoundBudgets, of: OfHistory): Document {
  const ranked = budgets.toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status))
  const [worst] = ranked
  const shared = { ...frameOfHistory('budget', 'Error budgets', of), notes: others === undefined ? [] : [others] }
  const sections = [{ id: 'budgets', title: 'Budgets', columns, rows: ranked.map(rowOf), most: 200 }]
  if (worst === undefined)
    return { ...shared, sections, outcome: 'no-data', state: nothing.message, tone: 'unsure', checks: [nothing] }
  const state = `${countsOf(budgets)} (${countOf(budgets.length, 'budget')}, environment ${environment})`
  return { ...shared, sections, outcome: worst.status, state, tone: tones[worst.status], checks: ranked.map(checkOf) }
}

function countsOf(budgets: readonly ToldBudget[]): string {
  const counts = order.map((status) => [budgets.filter((one) => one.status === status).length, status] as const)
  return counts.flatMap(([count, status]) => (count === 0 ? [] : [`${count} ${status}`])).join(' | ')
}

const tones: Readonly<Record<BudgetState['status'], Tone>> = { spent: 'bad', burning: 'bad', learning: 'unsure', within: 'good' }
const nothing: Check = { name: 'all budgets', group: 'budget', result: 'skipped', level: 'note', message: 'no SLO has an error budget' } // prettier-ignore

const columns: readonly Column[] = [
  { key: 'status', title: 'state' },
  { key: 'name', title: 'SLO' },
  { key: 'target', title: 'target' },
  { key: 'good', title: 'good', align: 'right' },
  { key: 'total', title: 'of', align: 'right' },
  { key: 'remaining', title: 'remaining', align: 'right' },
  { key: 'burn5', title: 'burn, 5 runs', align: 'right' },
  { key: 'burn20', title: 'burn, 20 runs', align: 'right' },
  { key: 'runsLeft', title: 'spent after', align: 'right' },
]

function rowOf({ slo, errorBudget, status, good, total, remaining, burn, runs, runsLeft }: ToldBudget): Row {
  return {
    status,
    name: slo,
    target: formatErrorBudget(errorBudget),
    good,
    total,
    // Of a budget without a run all is left, which says nothing.
    remaining: runs === 0 ? undefined : { value: remaining, unit: 'ratio' },
    burn5: burn.last5,
    burn20: burn.last20,
    runsLeft,
  }
}

function checkOf(told: ToldBudget): Check {
  const check = { name: told.slo, group: 'budget', message: describeBudget(told.errorBudget, told) } as const
  if (told.status === 'spent') return { ...check, result: 'failed', level: 'error' }
  if (told.status === 'burning') return { ...check, result: 'skipped', level: 'warning' }
  return told.status === 'within' ? { ...check, result: 'passed', level: 'none' } : { ...check, result: 'skipped', level: 'note' }
}
