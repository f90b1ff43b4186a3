import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { SloError } from '../../model/fault.ts'
import type { Run } from '../../model/run.ts'
import { parseReport } from '../../report/schema/parse-report.ts'
import type { Project } from '../load-project.ts'
import { knownRun, withKnownRuns } from './known-runs.ts'

/** A stored run with the text of its report.json. */
export interface FoundRun {
  readonly run: Run
  readonly text: string
}

/**
 * The run of an id, the begin of one, or `last`, which is the one whose report lies in the folder of the reports, else the newest that
 * is remembered. Undefined where there is none; rejects with SloError where it cannot be read.
 */
export async function foundRun(id: string, project: Project): Promise<FoundRun | undefined> {
  const text = (id === 'last' ? lastReport(project) : undefined) ?? (await rememberedText(id, project))
  if (text !== undefined) return readRun(id, text)
  // Runs in watch mode, and all where there is no history, are known by their report alone.
  const left = lastReport(project)
  const last = left === undefined ? undefined : readRun('last', left)
  return last?.run.id === id ? last : undefined
}

function readRun(id: string, text: string): FoundRun {
  const parsed = parseReport(text)
  if (!parsed.ok) throw new SloError(`the report of run ${id} ${parsed.reason}`)
  return { run: parsed.stored, text }
}

function lastReport({ root, config }: Project): string | undefined {
  const file = join(resolve(root, config.reports.dir), 'report.json')
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

async function rememberedText(id: string, project: Project): Promise<string | undefined> {
  return await withKnownRuns(project, async (store) => {
    const run = id === 'last' ? (await store.list({ limit: 1 }))[0] : await knownRun(store, id)
    return run === undefined ? undefined : await store.report(run.id)
  })
}
