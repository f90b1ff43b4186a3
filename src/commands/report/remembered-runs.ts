import { SloError } from '../../model/fault.ts'
import { parseReport } from '../../report/schema/parse-report.ts'
import type { Remembered } from '../../report/documents/history-document.ts'
import { withHistory } from '../history/with-history.ts'
import type { World } from '../world.ts'

/** The newest of the runs that are remembered. Rejects with SloError where none are, or a single one was asked for. */
export async function rememberedRuns(place: string | undefined, limit: number, world: World): Promise<Remembered> {
  if (place !== undefined) throw new SloError(`slo report historical tells of all runs that are remembered: leave out ${place}`)
  return await withHistory(world, undefined, async ({ store }) => {
    const runs = await store.list({ limit })
    const verdicts = await store.verdicts(runs.map(({ id }) => id))
    const [newest] = runs
    const parsed = newest === undefined ? undefined : parseReport((await store.report(newest.id)) ?? '')
    const latest = parsed?.ok === true ? parsed.stored : undefined
    return { service: newest?.service, runs, verdicts, latest }
  })
}
