import type { ErrorBudget } from '../model/error-budget.ts'
import type { Objective } from '../model/objective.ts'
import type { Shard } from '../model/run.ts'
import type { Recording } from '../model/series.ts'
import type { Origin, Selector, Subject } from '../model/subject.ts'
import type { BudgetVerdict } from '../model/verdict.ts'

/** An object of type T with every key written down, even where it holds nothing: a field added later cannot be forgotten. */
export type Complete<T> = { [K in keyof Required<T>]: T[K] }

// Objects come here from workers, configs and stored files, each with its keys in an order of its own. A file must not depend on it.

/** The subject with its keys in the order of the report. */
export function orderedSubject({ kind, name, file, project, tags }: Subject): Complete<Subject> {
  return { kind, name, file, project, tags }
}

/** The selector with its keys in the order of the report. */
export function orderedSelector(selector: Selector): Selector {
  if (selector.kind === 'run') return { kind: 'run' }
  if (selector.kind !== 'test') return { kind: selector.kind, name: selector.name }
  const { kind, name, file, tag } = selector
  return { kind, name, file, tag }
}

/** The objective with its keys in the order of the report. */
export function orderedObjective({ statistic, op, threshold, unit, written }: Objective): Complete<Objective> {
  return { statistic, op, threshold, unit, written }
}

/** The origin with its keys in the order of the report. */
export function orderedOrigin({ file, test, project }: Origin): Complete<Origin> {
  return { file, test, project }
}

/** The part of a series with its keys in the order of the report. */
export function orderedRecording({ origin, samples, confirmation }: Recording): Complete<Recording> {
  return { origin: origin === undefined ? undefined : orderedOrigin(origin), samples, confirmation }
}

/** The part of a suite with its keys in the order of the report. */
export function orderedShard({ index, count, split }: Shard): Complete<Shard> {
  return { index, count, split }
}

/** The budget that was declared with its keys in the order of the report. */
export function orderedErrorBudget({ target, window, method }: ErrorBudget): Complete<ErrorBudget> {
  return { target, window: { unit: window.unit, length: window.length }, method }
}

/** What is left of a budget with its keys in the order of the report. */
export function orderedBudget({ status, alone, runs, good, total, ...budget }: BudgetVerdict): Complete<BudgetVerdict> {
  const { allowed, spent, burn, runsLeft, renewal } = budget
  const begun = renewal === undefined ? undefined : { at: renewal.at, reason: renewal.reason }
  const rates = { last5: burn.last5, last20: burn.last20 }
  return { status, alone, runs, good, total, allowed, spent, burn: rates, runsLeft, renewal: begun }
}
