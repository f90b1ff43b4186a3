import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { historyEntry } from '../../aggregate/history-entry.ts'
import { summarize } from '../../aggregate/summarize.ts'
import type { Config } from '../../model/config.ts'
import { machineMark } from '../../model/baseline-mark.ts'
import type { HistoryStore, ReportText } from '../../model/history.ts'
import type { Run, Scope } from '../../model/run.ts'
import { reportFile } from '../../ports.ts'
import { renderJson } from '../../report/json.ts'

/** A part of a run is remembered by the run that merges it, and what was not judged says nothing. */
const remembered = new Set<Scope>(['full', 'filtered', 'merged'])

/** Adds the run to the history, and takes away what is more than is kept. Rejects with SloError; `root` is that of the project. */
export async function rememberRun(run: Run, config: Config, root: string): Promise<void> {
  await withHistory({ run, config, root }, async (store, { keep }) => {
    await store.append(historyEntry(run, reportText(run, resolve(root, config.reports.dir))))
    await store.mark(machineMark(run.machine), {})
    const surplus = (await store.list()).slice(keep)
    if (surplus.length > 0) await store.forget(surplus.map(({ id }) => id))
  })
}

/** Puts the report of a remembered run, which holds its profiles now, in the place of the first. Rejects with SloError. */
export async function rememberReport(run: Run, config: Config, root: string): Promise<void> {
  await withHistory({ run, config, root }, async (store) => {
    await store.replaceReport(run.id, reportText(run, resolve(root, config.reports.dir)))
  })
}

type Kept = Exclude<Config['history'], false>

interface Remembering {
  readonly run: Run
  readonly config: Config
  readonly root: string
}

async function withHistory(
  { run: { scope, outcome }, config: { history }, root }: Remembering,
  work: (store: HistoryStore, kept: Kept) => Promise<void>,
): Promise<void> {
  // A run of a comparison is one of many, and of another revision.
  if (process.env['SLO_RUN'] === 'comparison') return
  if (history === false || !remembered.has(scope) || outcome === 'not-judged') return
  const { openHistory } = await import('../../history/open-history.ts')
  const store = await openHistory(history.store, root)
  try {
    await work(store, history)
  } finally {
    await store.close()
  }
}

/** As it was written; a report that could not be written, or was not asked for, is remembered all the same. */
function reportText(run: Run, dir: string): ReportText {
  try {
    const written = readFileSync(resolve(dir, reportFile('json')))
    if (written.includes(`"id":"${run.id}"`)) return written
  } catch {
    // Rendered anew below.
  }
  return renderJson(run, summarize)
}
