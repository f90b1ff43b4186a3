import { acceptanceKind, acceptanceMark, acceptances, baselineKind } from '../../model/baseline-mark.ts'
import { SloError } from '../../model/fault.ts'
import type { HistoryStore } from '../../model/history.ts'
import type { ExitCode } from '../../model/run.ts'
import { withHistory } from '../history/with-history.ts'
import type { HistoryRequest } from '../history/with-history.ts'
import { printJson } from '../print-json.ts'
import type { World } from '../world.ts'

export interface RemoveRequest extends HistoryRequest {
  /** Name of a baseline that was set, or of an SLO of which something was accepted. */
  readonly name: string
}

/** `slo baseline rm`: takes back what was set under a name, or what was accepted of an SLO. */
export async function removeBaseline({ name, config, json }: RemoveRequest, world: World): Promise<ExitCode> {
  const removed = await withHistory(world, config, async ({ store }) => {
    if (await store.unmark(baselineKind, name)) return 1
    const count = await unaccept(store, name)
    if (count === 0) throw new SloError(`no baseline ${name} was set, and nothing was accepted of an SLO of this name: slo baseline list shows what there is`) // prettier-ignore
    return count
  })
  if (json === true) printJson(world.stdout, { removed })
  else world.stdout.write(`${removed} removed\n`)
  return 0
}

async function unaccept(store: HistoryStore, slo: string): Promise<number> {
  const marks = await store.marks(acceptanceKind)
  const own = acceptances(marks).filter((one) => one.slo === slo)
  for (const acceptance of own) await store.unmark(acceptanceKind, acceptanceMark(acceptance).key)
  return own.length
}
