import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { historyEntry } from '../../aggregate/history-entry.ts'
import type { HistoryEntry } from '../../model/history.ts'
import { machineMark } from '../../model/baseline-mark.ts'
import type { ExitCode, Machine } from '../../model/run.ts'
import { findReports } from '../check/find-reports.ts'
import { printJson } from '../print-json.ts'
import { readReport } from '../read-report.ts'
import type { World } from '../world.ts'
import { withHistory } from './with-history.ts'
import type { HistoryRequest } from './with-history.ts'

export interface ImportRequest extends HistoryRequest {
  /** Reports, or folders of them. */
  readonly paths: readonly string[]
}

/**
 * `slo history import`: remembers runs of other machines. A run that is known is left as it is. All files are read before the first is
 * remembered, so that a broken one leaves nothing half done.
 */
export async function importRuns({ paths, config, json }: ImportRequest, world: World): Promise<ExitCode> {
  const runs = (await findReports(paths, world.cwd)).map((name) => runOf(name, world))
  const counts = { added: 0, known: 0 }
  await withHistory(world, config, async ({ store }) => {
    for (const { entry, machine } of runs) {
      counts[(await store.append(entry)) ? 'added' : 'known'] += 1
      await store.mark(machineMark(machine), {})
    }
  })
  if (json === true) printJson(world.stdout, counts)
  else world.stdout.write(`${counts.added} added${counts.known === 0 ? '' : `, ${counts.known} known already`}\n`)
  return 0
}

interface Imported {
  readonly entry: HistoryEntry
  readonly machine: Machine
}

function runOf(name: string, { cwd }: World): Imported {
  const file = resolve(cwd, name)
  const run = readReport(file, name)
  return { entry: historyEntry(run, readFileSync(file)), machine: run.machine }
}
