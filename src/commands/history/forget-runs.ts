import type { ExitCode } from '../../model/run.ts'
import { printJson } from '../print-json.ts'
import type { World } from '../world.ts'
import { findRun } from './find-run.ts'
import { withHistory } from './with-history.ts'
import type { HistoryRequest } from './with-history.ts'

/** `slo history forget`: for what should never have been remembered. */
export async function forgetRuns(
  { ids, ...request }: HistoryRequest & { readonly ids: readonly string[] },
  world: World,
): Promise<ExitCode> {
  // prettier-ignore
  const forgotten = await withHistory(world, request.config, async ({ store }) => {
    const found = await Promise.all(ids.map((id) => findRun(store, id)))
    return await store.forget(found.map(({ id }) => id))
  })
  return say(forgotten, request, world)
}

/** `slo history prune`: keeps the newest runs, as many as configured or asked for, and forgets the rest. */
export async function pruneRuns(
  { keep, ...request }: HistoryRequest & { readonly keep?: number },
  world: World,
): Promise<ExitCode> {
  const forgotten = await withHistory(world, request.config, async ({ store, keep: configured }) =>
    store.forget((await store.list()).slice(keep ?? configured).map(({ id }) => id)),
  )
  return say(forgotten, request, world)
}

function say(forgotten: number, { json }: HistoryRequest, world: World): ExitCode {
  if (json === true) printJson(world.stdout, { forgotten })
  else world.stdout.write(`${forgotten} forgotten\n`)
  return 0
}
