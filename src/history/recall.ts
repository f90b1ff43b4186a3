import type { HistoryStore, KnownSeries, PastSeries, PastValue, RunFilter, RunHead } from '../model/history.ts'
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
  /** Of those, the series whose values are read. Left out: as of the newest. */
  readonly alsoWanted?: (series: KnownSeries) => boolean
  /** The run that is judged: neither itself nor what started after it belongs to its past. Left out: all. */
  readonly before?: Pick<RunHead, 'id' | 'startedAt'>
}

/** Reads the past of a run. Rejects with SloError where the store cannot be read. */
export async function recall(store: HistoryStore, request: Recall): Promise<Past> {
  const { wanted, limit, also = [], alsoWanted = wanted, before } = request
  const list = async (filter: RunFilter) => store.list({ ...filter, before: before?.startedAt })
  const newest = await list({ limit })
  const others = (await inTurn(also, list)).flat()
  const isNewest = new Set(newest.map(({ id }) => id))
  const runs = newestFirst([...newest, ...others]).filter(({ id }) => id !== before?.id)
  const ids = runs.map(({ id }) => id)
  const known = await store.series()
  const [ofNewest, ofOthers] = [keysOf(known.filter(wanted)), keysOf(known.filter(alsoWanted))]
  const series = joined(
    [
      ...(await valuesOf(
        store,
        ids.filter((id) => !isNewest.has(id)),
        ofOthers,
      )),
      ...(await valuesOf(
        store,
        ids.filter((id) => isNewest.has(id)),
        ofNewest,
      )),
    ],
    ids,
  )
  return { runs, series, verdicts: await store.verdicts(ids), marks: await store.marks() }
}

function keysOf(series: readonly KnownSeries[]): string[] {
  return series.map((one) => seriesKey(one))
}

async function valuesOf(store: HistoryStore, runs: readonly string[], keys: readonly string[]): Promise<readonly PastSeries[]> {
  return runs.length === 0 || keys.length === 0 ? [] : await store.values(runs, keys)
}

/** One list of values for each series, from the oldest run on. `ids` are those of the runs, the newest first. */
function joined(parts: readonly PastSeries[], ids: readonly string[]): PastSeries[] {
  const place = new Map(ids.map((id, index) => [id, -index]))
  const all = new Map<string, PastSeries>()
  for (const part of parts) {
    const key = seriesKey(part)
    all.set(key, { ...part, values: [...(all.get(key)?.values ?? []), ...part.values] })
  }
  const order = (a: PastValue, b: PastValue): number => (place.get(a.run) as number) - (place.get(b.run) as number)
  return [...all.values()].map((series) => ({ ...series, values: series.values.toSorted(order) }))
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
