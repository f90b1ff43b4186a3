import { suggest as suggestOne } from '../judge/suggest.ts'
import type { HistoryStore } from '../model/history.ts'
import { verdictIn } from '../model/past.ts'
import type { ExitCode } from '../model/run.ts'
import type { Slo } from '../model/slo.ts'
import type { Suggestion } from '../model/suggestion.ts'
import { renderSuggestions } from '../report/suggestions.ts'
import { chosenSlos } from './compare/chosen-slos.ts'
import { withHistory } from './history/with-history.ts'
import { loadProject } from './load-project.ts'
import { printJson } from './print-json.ts'
import type { World } from './world.ts'

export interface SuggestRequest {
  /** Names of SLOs; all where there are none. */
  readonly slo?: readonly string[]
  /** How many of the newest runs are asked. */
  readonly runs: number
  readonly config?: string
  readonly json?: boolean
}

/**
 * `slo suggest`: bounds that past runs speak for, each with the false and the missed alarms it would have made. Exit code 3 where
 * there is nothing to suggest. Rejects with SloError.
 */
export async function suggest({ slo, runs, config, json }: SuggestRequest, world: World): Promise<ExitCode> {
  const slos = chosenSlos(await loadProject(world, { file: config }), slo)
  const suggestions = await withHistory(world, config, ({ store }) => suggestAll(store, slos, runs))
  if (json === true) printJson(world.stdout, suggestions)
  else world.stdout.write(renderSuggestions(suggestions))
  return suggestions.some(({ suggested }) => suggested !== undefined) ? 0 : 3
}

/** Of the machine that ran last: bounds are for the machine that judges. What an unfit one measured is no example. */
async function suggestAll(store: HistoryStore, slos: readonly Slo[], limit: number): Promise<readonly Suggestion[]> {
  const [latest] = await store.list({ limit: 1 })
  const heads = latest === undefined ? [] : await store.list({ fingerprint: latest.fingerprint, limit })
  const ids = heads.filter(({ fit }) => fit).map(({ id }) => id)
  const verdicts = await store.verdicts(ids)
  return slos.map(({ name, objective }) => {
    const values = ids.flatMap((id) => verdictIn({ verdicts }, id, name)?.measured ?? [])
    return suggestOne(name, objective, values)
  })
}
