import { SloError } from '../../model/fault.ts'
import { budgetDocument } from '../../report/documents/budget-document.ts'
import { flakyDocument } from '../../report/documents/flaky-document.ts'
import type { OfHistory } from '../../report/documents/of-history.ts'
import { historyDocument } from '../../report/documents/history-document.ts'
import { trendDocument } from '../../report/documents/trend-document.ts'
import type { Document, ReportKind } from '../../report/document.ts'
import { findBudgets } from '../budget.ts'
import { findFlaky } from '../flaky.ts'
import { withHistory } from '../history/with-history.ts'
import { findTrends } from '../trend.ts'
import type { World } from '../world.ts'
import { rememberedRuns } from './remembered-runs.ts'

type HistoryKind = 'historical' | 'trend' | 'flaky' | 'budget'

/** True for the kinds that tell of all runs that are remembered. */
export function isOfHistory(kind: ReportKind): kind is HistoryKind {
  return kind === 'historical' || kind === 'trend' || kind === 'flaky' || kind === 'budget'
}

interface Asked {
  readonly kind: HistoryKind
  readonly place: string | undefined
  /** Runs at most. */
  readonly limit: number
}

/** A report on the runs that are remembered. Rejects with SloError where none are, or a single one was asked for. */
export async function documentOfHistory({ kind, place, limit }: Asked, world: World): Promise<Document> {
  if (place !== undefined) throw new SloError(`slo report ${kind} tells of all runs that are remembered: leave out ${place}`)
  if (limit < 1) throw new SloError(`slo report ${kind}: --limit 0 would show nothing`)
  switch (kind) {
    case 'historical':
      return historyDocument(await rememberedRuns(limit, world))
    case 'trend':
      return trendDocument(await findTrends({ runs: limit }, world), await newest(world))
    case 'flaky':
      return flakyDocument(await findFlaky(limit, undefined, world), await newest(world))
    case 'budget':
      return budgetDocument(await findBudgets({}, world), await newest(world))
  }
}

async function newest(world: World): Promise<OfHistory> {
  const [run] = await withHistory(world, undefined, async ({ store }) => store.list({ limit: 1 }))
  return { service: run?.service, at: run?.finishedAt }
}
