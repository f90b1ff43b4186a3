import type { HistoryStore, KnownSeries, RunFilter, RunHead } from '../model/history.ts'
import { seriesKey } from '../model/history.ts'
import type { Past } from '../model/past.ts'

/** What of the past is wanted. */
export interface Recall {
  /** The series whose values are read. */
  readonly wanted: (series: KnownSeries) => boolean
  /** So many runs at most, the newest. */
  readonly limit: number
  /** Other runs that are needed too, however many newer ones there are of other branches and machines. */
  readonly also?: readonly RunFilter[]
  /** The run that is judged: neither itself nor what started after it belongs to its past. Left out: all. */
  readonly before?: Pick<RunHead, 'id' | 'startedAt'>
}

/** Reads the past of a run. Rejects with SloError where the store cannot be read. */
export async function recall(store: HistoryStore, { wanted, limit, also = [], before }: Recall): Promise<Past> {
  const lists = await inTurn([{ limit }, ...also], (filter) => store.list({ ...filter, before: before?.startedAt }))
  const runs = newestFirst(lists.flat()).filter(({ id }) => id !== before?.id)
  const ids = runs.map(({ id }) => id)
  const keys = (await store.series()).filter(wanted).map((series) => seriesKey(series))
  const series = keys.length === 0 ? [] : await store.values(ids, keys)
  return { runs, series, verdicts: await store.verdicts(ids), marks: await store.marks() }
}

/** One connection does one thing at a time. */
async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (const item of items) results.push(await work(item))
  return results
}

/** Each once. Of two that started at the same moment, the order of the store holds. */
function newestFirst(runs: readonly RunHead[]): RunHead[] {
  const unique = new Map(runs.map((run) => [run.id, run]))
  return [...unique.values()].toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0))
}
