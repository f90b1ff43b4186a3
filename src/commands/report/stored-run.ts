import { existsSync, statSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import { findConfig } from '../../declare/load-config.ts'
import type { Config } from '../../model/config.ts'
import { SloError } from '../../model/fault.ts'
import type { Past } from '../../model/past.ts'
import type { Run } from '../../model/run.ts'
import { parseReport } from '../../report/schema/parse-report.ts'
import { findRun } from '../history/find-run.ts'
import { withHistory } from '../history/with-history.ts'
import { loadProject } from '../load-project.ts'
import { pastOf } from '../past-of.ts'
import { readReport } from '../read-report.ts'
import type { World } from '../world.ts'

/** A stored run, and the file it was read from, if it was. */
export interface StoredRun {
  readonly run: Run
  readonly files: readonly string[]
}

/** The run that a file, a folder, the begin of an id or `last` names; by default the last one. Rejects with SloError where there is none. */
export async function storedRun(place: string | undefined, world: World): Promise<StoredRun> {
  if (place !== undefined && isRunId(place, world.cwd)) return { run: await rememberedRun(place, world), files: [] }
  const path = resolve(world.cwd, place ?? (await reportsDir(world)))
  const file = place === undefined || isFolder(path) ? join(path, 'report.json') : path
  const name = relative(world.cwd, file) || file
  return { run: readReport(file, name), files: [name] }
}

/** What is there is a path, and so is what is written like one. */
function isRunId(place: string, cwd: string): boolean {
  return !existsSync(resolve(cwd, place)) && !/[/\\]|\.\w+$/.test(place)
}

async function rememberedRun(id: string, world: World): Promise<Run> {
  const text = await withHistory(world, undefined, async ({ store }) => await store.report((await findRun(store, id)).id))
  const parsed = parseReport(text ?? '')
  if (!parsed.ok) throw new SloError(`the report of run ${id} ${parsed.reason}`)
  return parsed.stored
}

/** As configured. A configuration that is broken today must not hide the run of yesterday, so then it is where it is by default. */
export async function reportsDir(world: World): Promise<string> {
  const standard = '.slo'
  const file = findConfig(world.cwd)
  if (file === undefined) return standard
  try {
    return (await loadProject(world)).config.reports.dir
  } catch {
    world.stderr.write(
      `${basename(file)} could not be loaded (slo validate says why), so the report is looked for in ${standard}\n`,
    )
    return standard
  }
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory()
}

/** What was remembered before a run, and whether machines that were not fit count there. */
export interface PastOfRun {
  readonly past?: Past
  readonly fitness?: Config['fitness']
}

/** A project that cannot be loaded, or has none, must not keep a run from being shown. */
export async function pastOfProject(run: Run, world: World): Promise<PastOfRun> {
  if (findConfig(world.cwd) === undefined) return {}
  try {
    const { root, config } = await loadProject(world)
    const past = await pastOf({ root, config: { ...config, slos: run.verdicts.map(({ slo }) => slo) }, before: run, here: run })
    return { past, fitness: config.fitness }
  } catch {
    return {}
  }
}
