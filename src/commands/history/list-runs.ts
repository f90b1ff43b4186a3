import type { RunFilter, RunHead } from '../../model/history.ts'
import type { ExitCode } from '../../model/run.ts'
import { alignColumns } from '../align-columns.ts'
import { printJson } from '../print-json.ts'
import type { World } from '../world.ts'
import { withHistory } from './with-history.ts'
import type { HistoryRequest } from './with-history.ts'

/** `slo history list`: the runs that are remembered, the newest first. */
export async function listRuns({ config, json, ...filter }: HistoryRequest & RunFilter, world: World): Promise<ExitCode> {
  const runs = await withHistory(world, config, ({ store }) => store.list(filter))
  if (json === true) printJson(world.stdout, runs)
  else if (runs.length === 0) world.stdout.write('no such run is remembered; slo run adds one\n')
  else for (const line of alignColumns(runs.map(cellsOf))) world.stdout.write(`${line}\n`)
  return 0
}

function cellsOf({ id, startedAt, outcome, scope, branch, commit, environment, fit }: RunHead): string[] {
  const revision = [branch, commit?.slice(0, 8)].filter((part) => part !== undefined).join('@')
  return [id.slice(0, 8), startedAt.slice(0, 19).replace('T', ' '), outcome, scope, environment, revision, fit ? '' : 'unfit']
}
