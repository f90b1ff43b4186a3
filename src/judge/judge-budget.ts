import type { Config } from '../model/config.ts'
import { describeBudget } from '../model/describe-budget.ts'
import { goodSamples } from '../model/good-samples.ts'
import type { ErrorBudget } from '../model/error-budget.ts'
import type { PastVerdict, RunHead } from '../model/history.ts'
import { verdictIn } from '../model/past.ts'
import type { Past } from '../model/past.ts'
import type { Measured } from '../model/series.ts'
import type { Slo } from '../model/slo.ts'
import type { BudgetVerdict, Verdict } from '../model/verdict.ts'
import { renewalOf } from '../model/budget-renewal.ts'
import { isTimed } from './accuse.ts'
import { spendBudget } from './spend-budget.ts'
import type { Slice } from './spend-budget.ts'

/** Which run is judged, and what came before it. Its service and environment are those of the past that counts. */
export interface BudgetTools {
  readonly run: Pick<RunHead, 'id' | 'startedAt' | 'scope' | 'environment' | 'service' | 'branch' | 'fit'>
  readonly past: Past
  readonly measured: Measured
  /** What was asked of machines: `ignore` takes every timing as it is. */
  readonly fitness: Config['fitness']
}

/**
 * The verdict of an SLO by its error budget: a violation is forgiven while there is some left, and once it is spent the promise over
 * the window is broken, whatever this run alone came to. A partial run spends nothing and fails nothing.
 */
export function judgeBudget(verdict: Verdict, tools: BudgetTools): Verdict {
  const { slo } = verdict
  if (slo.errorBudget === undefined) return verdict
  if (tools.past.unread !== undefined) return unknownBudget(verdict, tools.past.unread)
  // What a waiver tolerates is a violation all the same; so it is remembered.
  const status = isWaived(verdict) ? 'violated' : verdict.status
  const alone: PastVerdict = { slo: slo.name, status, ...goodSamples(slo, tools.measured) }
  const now = sliceOf(alone, tools.run, { slo, fitness: tools.fitness })
  const state = spendBudget(slo.errorBudget, [...(now === undefined ? [] : [now]), ...pastSlices(slo, tools.past, tools)])
  const renewal = renewalOf(tools.past.marks, slo.name)
  const budget: BudgetVerdict = { ...state, alone: verdict.status, ...(renewal === undefined ? {} : { renewal }) }
  const told = describeBudget(slo.errorBudget, budget)
  if (!isWhole(tools.run)) return forgive({ ...verdict, budget }, `${told}, of which a partial run spends nothing`)
  return weigh({ verdict, budget, told, isPaid: spends(now, slo.errorBudget) })
}

/** What cannot be counted is not paid for. */
function spends(slice: Slice | undefined, { method }: ErrorBudget): boolean {
  return slice !== undefined && (method === 'timeslices' || slice.samples !== undefined)
}

/**
 * The runs that count towards a budget, the newest first: whole ones of the same service, environment and branch in which the SLO was
 * judged, from the last renewal on.
 */
export function pastSlices(slo: Slo, past: Past, { run: kin, fitness }: Kin): Slice[] {
  const renewal = renewalOf(past.marks, slo.name)
  return past.runs.flatMap((run) => {
    const verdict = verdictIn(past, run.id, slo.name)
    const isOver = renewal !== undefined && run.startedAt <= renewal.at
    return verdict === undefined || isOver || !isKin(run, kin) ? [] : (sliceOf(verdict, run, { slo, fitness }) ?? [])
  })
}

/** The run whose like is looked for. */
interface Kin {
  readonly run: Pick<RunHead, 'environment' | 'service' | 'branch'>
  readonly fitness: Config['fitness']
}

/** What another branch tries out costs this one nothing; where nobody knows the branch, all are one. */
function isKin(run: RunHead, { environment, service, branch = run.branch }: Kin['run']): boolean {
  return run.environment === environment && run.service === service && (run.branch ?? branch) === branch
}

interface Asked {
  readonly slo: Slo
  readonly fitness: Config['fitness']
}

/** Undefined where nothing is known of it. A timing that an unfit machine kept says nothing; one that counts as violated was hard. */
function sliceOf(
  verdict: PastVerdict,
  run: Pick<RunHead, 'id' | 'scope' | 'fit' | 'startedAt'>,
  asked: Asked,
): Slice | undefined {
  const isGood = verdict.status === 'met' || verdict.status === 'warning'
  if (!isWhole(run) || !(isGood || verdict.status === 'violated') || (isGood && isDoubtful(run, asked))) return undefined
  return { run: run.id, startedAt: run.startedAt, isGood, samples: samplesOf(verdict) }
}

function isDoubtful({ fit }: Pick<RunHead, 'fit'>, { slo, fitness }: Asked): boolean {
  return !fit && fitness === 'check' && isTimed(slo)
}

function samplesOf({ good, total }: PastVerdict): Slice['samples'] {
  return good === undefined || total === undefined ? undefined : { good, total }
}

function isWhole({ scope }: Pick<RunHead, 'scope'>): boolean {
  return scope === 'full' || scope === 'merged'
}

/** Without the past nobody knows whether there is something left to forgive with. */
function unknownBudget(verdict: Verdict, reason: string): Verdict {
  if (verdict.status === 'no-data') return verdict
  const told = `its error budget is unknown: ${reason}`
  if (verdict.status === 'violated') return { ...verdict, reason: `${verdict.reason}; ${told}` }
  return { status: 'no-data', cause: 'not-recorded', slo: verdict.slo, reason: `${told}; this run: ${verdict.reason}` }
}

interface Weighed {
  readonly verdict: Verdict
  readonly budget: BudgetVerdict
  /** The budget in words. */
  readonly told: string
  /** Whether this run counts towards it. */
  readonly isPaid: boolean
}

function weigh({ verdict, budget, told, isPaid }: Weighed): Verdict {
  // What is unknown stays so: it fails by itself where data is demanded. What somebody answers for stays with the waiver.
  if (verdict.status === 'no-data' || isWaived(verdict)) return { ...verdict, budget }
  if (budget.status === 'spent') return { ...verdict, status: 'violated', budget, reason: `${told}; this run: ${verdict.reason}` }
  if (budget.status === 'burning' && verdict.status === 'met') return { ...verdict, status: 'warning', budget, reason: `${verdict.reason}; ${told}` } // prettier-ignore
  return isPaid ? forgive({ ...verdict, budget }, told) : { ...verdict, budget }
}

function isWaived({ waiver }: Verdict): boolean {
  return waiver?.status === 'waived'
}

/** A violation that the budget covers. A run of which every sample failed has nothing to be forgiven: it is broken, not slow. */
function forgive(verdict: Verdict, why: string): Verdict {
  if (verdict.status !== 'violated' || verdict.measured === undefined || verdict.headroom === undefined) return verdict
  const { measured, headroom } = verdict
  return { ...verdict, status: 'warning', measured, headroom, reason: `${verdict.reason}; covered by its ${why}` }
}
