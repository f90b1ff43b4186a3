import { parseReport } from '../../report/schema/parse-report.ts'
import type { Remembered } from '../../report/documents/history-document.ts'
import { withHistory } from '../history/with-history.ts'
import type { World } from '../world.ts'

/** The newest of the runs that are remembered. Rejects with SloError where none may be. */
export async function rememberedRuns(limit: number, world: World): Promise<Remembered> {
  return await withHistory(world, undefined, async ({ store }) => {
    const runs = await store.list({ limit })
    const verdicts = await store.verdicts(runs.map(({ id }) => id))
    const [newest] = runs
    const parsed = newest === undefined ? undefined : parseReport((await store.report(newest.id)) ?? '')
    const latest = parsed?.ok === true ? parsed.stored : undefined
    return { service: newest?.service, runs, verdicts, latest }
  })
}
