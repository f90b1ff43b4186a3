import { pastSlices } from '../judge/judge-budget.ts'
import { spendBudget, spendersOf } from '../judge/spend-budget.ts'
import { renewalMark, renewalOf } from '../model/budget-renewal.ts'
import type { Config } from '../model/config.ts'
import { SloError } from '../model/fault.ts'
import type { RunHead } from '../model/history.ts'
import { nearest } from '../model/nearest.ts'
import { noPast } from '../model/past.ts'
import type { Past } from '../model/past.ts'
import type { ExitCode } from '../model/run.ts'
import type { Slo } from '../model/slo.ts'
import type { BudgetReport, SpentBy } from './budget/budget-report.ts'
import { budgetLines, budgetTable } from './budget/budget-text.ts'
import type { HistoryRequest, OpenHistory } from './history/with-history.ts'
import { withHistory } from './history/with-history.ts'
import { runsFor } from './past-of.ts'
import { printJson } from './print-json.ts'
import type { World } from './world.ts'

export interface BudgetRequest extends HistoryRequest {
  /** The name of one; all that have a budget where there is none. */
  readonly slo?: string
  /** That of the newest run where none is given. */
  readonly branch?: string
  /** Why its budget begins anew; left out to show it. */
  readonly renew?: string
}

/** `slo budget`: what the runs that are remembered left of each error budget. 1 where one is spent. */
export async function budget(request: BudgetRequest, world: World): Promise<ExitCode> {
  const { slo, json } = request
  const { budgets, environment, others } = await findBudgets(request, world)
  if (json === true) printJson(world.stdout, { environment, budgets })
  else for (const line of textOf(budgets, slo)) world.stdout.write(`${line}\n`)
  if (others !== undefined) world.stderr.write(`${others}\n`)
  return budgets.some(({ status }) => status === 'spent') ? 1 : 0
}

/** What is left of the error budgets of the SLOs that have one. Rejects with SloError. */
export async function findBudgets(request: BudgetRequest, world: World): Promise<FoundBudgets> {
  return await withHistory(world, request.config, async (open) => {
    const slos = chosen(open.slos, request.slo)
    if (request.renew !== undefined) await renew(open, request, world)
    const branch = request.branch ?? (await open.store.list({ environment: open.config.environment, limit: 1 }))[0]?.branch
    const past = await pastOf(open, branch)
    const budgets = slos.flatMap((one) => reportOf(one, past, { config: open.config, branch }) ?? [])
    return { budgets, environment: open.config.environment, others: otherEnvironments(past, open) }
  })
}

interface FoundBudgets {
  readonly budgets: readonly BudgetReport[]
  readonly environment: string
  /** A warning where all runs are of other environments. */
  readonly others: string | undefined
}

function textOf(budgets: readonly BudgetReport[], name: string | undefined): string[] {
  const [only] = budgets
  if (only === undefined) return ["no SLO has an error budget: enforce: 'budget' with a target and a window gives it one"]
  return name === undefined ? budgetTable(budgets) : budgetLines(only)
}

/** Whoever begins a budget anew says of which SLO, and why: both stay in the history. */
async function renew({ store }: OpenHistory, { slo, renew: reason = '' }: BudgetRequest, { now }: World): Promise<void> {
  if (slo === undefined) throw new SloError('slo budget --renew needs the name of the SLO whose budget is to begin anew')
  if (reason.trim() === '') throw new SloError("slo budget --renew needs a reason: --renew 'the leak is fixed'")
  await store.mark(renewalMark(slo, { at: now().toISOString(), reason }))
}

async function pastOf({ store, slos, keep }: OpenHistory, branch: string | undefined): Promise<Past> {
  const runs = await store.list({ branch, limit: runsFor(slos, keep) })
  const verdicts = await store.verdicts(runs.map(({ id }) => id))
  return { ...noPast, runs, verdicts, marks: await store.marks() }
}

function chosen(slos: readonly Slo[], name: string | undefined): readonly Slo[] {
  if (name === undefined) return slos
  const found = slos.filter((slo) => slo.name === name)
  if (found[0]?.errorBudget !== undefined) return found
  if (found.length > 0) throw new SloError(`slo budget: ${name} has no error budget here: enforce: 'budget' gives it one`)
  const near = nearest(name, new Set(slos.map((slo) => slo.name)))
  throw new SloError(`slo budget: no SLO ${name} is declared${near === undefined ? ': slo validate lists them' : `, did you mean ${near}?`}`) // prettier-ignore
}

interface Here {
  readonly config: Config
  readonly branch: string | undefined
}

function reportOf(slo: Slo, past: Past, { config, branch }: Here): BudgetReport | undefined {
  const { name, errorBudget } = slo
  if (errorBudget === undefined) return undefined
  const { environment, service, fitness } = config
  const slices = pastSlices(slo, past, { run: { environment, service, branch }, fitness })
  const state = { ...spendBudget(errorBudget, slices), renewal: renewalOf(past.marks, name) }
  const spentBy = spendersOf(errorBudget, slices).map(({ run, bad }): SpentBy => {
    const head = past.runs.find(({ id }) => id === run) as RunHead
    return { run, startedAt: head.startedAt, commit: head.commit, branch: head.branch, bad }
  })
  return { slo: name, errorBudget, ...state, remaining: Number((1 - state.spent).toPrecision(12)), spentBy }
}

/** Where all that is remembered is of other environments, an empty table would look like a full budget. */
function otherEnvironments({ runs }: Past, { config: { environment } }: OpenHistory): string | undefined {
  const known = [...new Set(runs.map((run) => run.environment))]
  if (known.length === 0 || known.includes(environment)) return undefined
  return `no run of the environment ${environment} is remembered, only of ${known.join(', ')}: SLO_ENV chooses`
}
